import { FatalError } from '../../src/model/errors.ts';
import type { Row } from './answers.ts';
import { type ChildFacts, type ChildRead, FactBuilder } from './children.ts';
import type { SalesforceClient } from './client.ts';
import { eachRow, readRows, rowPages } from './rows.ts';
import { quoted, quotedList, type Soql } from './soql.ts';

/** Ids that fit into one address: an encoded id takes 27 characters of about 14,000. */
export const idsPerQuery = 400;

/** Salesforce orders ids by their first 15 characters, case-sensitive; the last three are a checksum. */
export function compareIds(a: string, b: string): number {
  const [left, right] = [a.slice(0, 15), b.slice(0, 15)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function childSoql(read: ChildRead, ...conditions: readonly string[]): Soql {
  return {
    fields: read.fields,
    from: read.from,
    where: [...conditions, ...read.where],
    orderBy: [read.parent, ...read.orderBy],
  };
}

/** The child rows of one kind in the order of their records, taken as the records come. */
class Stream {
  private readonly rows: AsyncGenerator<Row>;
  private readonly read: ChildRead;
  private held: Row | null = null;
  private last = '';
  private isDone = false;

  constructor(client: SalesforceClient, read: ChildRead, firstId: string) {
    this.read = read;
    // An activity may hang on records of any kind; those of other kinds behind ours (cases, say) are not counted.
    const last = `${firstId.slice(0, 3)}${'z'.repeat(12)}`;
    const span = [`${read.parent} >= ${quoted(firstId)}`, `${read.parent} <= ${quoted(last)}`];
    this.rows = eachRow(rowPages(client, childSoql(read, ...span)));
  }

  /** Hands on the rows of records up to and including one. */
  async upTo(lastId: string, take: (parent: string, row: Row) => void): Promise<void> {
    for (;;) {
      const row = await this.peek();
      if (row === null) return;
      const parent = String(row[this.read.parent] ?? '');
      if (compareIds(parent, this.last) < 0) throw outOfOrder(this.read);
      this.last = parent;
      if (compareIds(parent, lastId) > 0) return;
      this.held = null;
      take(parent, row);
    }
  }

  async close(): Promise<void> {
    await this.rows.return(undefined);
  }

  private async peek(): Promise<Row | null> {
    if (this.held !== null || this.isDone) return this.held;
    const next = await this.rows.next();
    this.isDone = next.done === true;
    this.held = next.done ? null : next.value;
    return this.held;
  }
}

function outOfOrder(read: ChildRead): FatalError {
  return new FatalError({
    code: 'CRM_ANSWER_UNREADABLE',
    message: `Salesforce did not give the rows of ${read.from} in the order of ${read.parent}, as it was asked to.`,
  });
}

/** Reads that tell the history of a stage. */
function hasMoves(reads: readonly ChildRead[]): boolean {
  return reads.some(({ from }) => from === 'OpportunityHistory' || from === 'LeadHistory');
}

function build(ids: Iterable<string>, reads: readonly ChildRead[], now: number): Map<string, FactBuilder> {
  return new Map([...ids].map((id) => [id, new FactBuilder(now, hasMoves(reads))]));
}

function finish(builders: ReadonlyMap<string, FactBuilder>): ReadonlyMap<string, ChildFacts> {
  return new Map([...builders].map(([id, builder]) => [id, builder.facts()]));
}

/** Reads child rows alongside records that come in the order of their ids: each kind is one query, memory stays flat. */
export class ChildJoin {
  private readonly client: SalesforceClient;
  private readonly reads: readonly ChildRead[];
  private streams: readonly (readonly [ChildRead, Stream])[] | null = null;

  constructor(client: SalesforceClient, reads: readonly ChildRead[]) {
    this.client = client;
    this.reads = reads;
  }

  /** What is known of records, given in the order of their ids. */
  async factsOf(ids: readonly string[]): Promise<ReadonlyMap<string, ChildFacts>> {
    const [first, last] = [ids[0], ids.at(-1)];
    if (first === undefined || last === undefined) return new Map();
    this.streams ??= this.reads.map((read) => [read, new Stream(this.client, read, first)] as const);
    const now = this.client.env.now();
    const builders = build(ids, this.reads, now);
    await Promise.all(
      this.streams.map(([read, stream]) =>
        stream.upTo(last, (parent, row) => builders.get(parent)?.add(read.from, row, now)),
      ),
    );
    return finish(builders);
  }

  async close(): Promise<void> {
    await Promise.all((this.streams ?? []).map(([, stream]) => stream.close()));
  }
}

/** Parts of a list that fit into one query each. */
export function idParts(ids: readonly string[]): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += idsPerQuery) parts.push(ids.slice(at, at + idsPerQuery));
  return parts;
}

/** What child rows tell of some records, by their ids. */
export async function factsById(
  client: SalesforceClient,
  reads: readonly ChildRead[],
  ids: readonly string[],
): Promise<ReadonlyMap<string, ChildFacts>> {
  const now = client.env.now();
  const builders = build(ids, reads, now);
  await Promise.all(
    reads.flatMap((read) =>
      idParts(ids).map(async (part) => {
        const rows = await readRows(client, childSoql(read, `${read.parent} IN ${quotedList(part)}`));
        for (const row of rows) builders.get(String(row[read.parent]))?.add(read.from, row, now);
      }),
    ),
  );
  return finish(builders);
}
