import type { Change, Outcome, Writer } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { RefusalStreak } from '../../src/transport/refusal-streak.ts';
import { recordsPerJob, updateInBulk } from './bulk-ingest.ts';
import type { SalesforceClient } from './client.ts';
import { recordsPerCollection, updateCollection } from './collections.ts';
import { sObjects } from './objects.ts';

/** Few, as Salesforce locks the parent of every record it writes, and batches side by side lock each other out. */
const batchesInFlight = 3;
/** So many refusals without a success between them mean that the fault is not in the records. */
const refusalsInARow = 400;

/** A batch of one object, ready to be written one way or the other. */
interface Batch {
  readonly changes: readonly Change[];
  readonly inBulk: boolean;
}

/**
 * Collects the changes of each object. They are held back until it is known whether there are so many that the Bulk API
 * is cheaper; from then on every full job goes at once.
 */
class Buffers {
  private readonly held = new Map<ObjectType, Map<string, Change>>();
  private readonly bulkObjects = new Set<ObjectType>();
  private readonly bulkAbove: number;

  constructor(bulkAbove: number) {
    this.bulkAbove = bulkAbove;
  }

  add(change: Change): readonly Batch[] {
    const { object, id } = change.ref;
    const held = this.held.get(object) ?? new Map<string, Change>();
    this.held.set(object, held);
    // Salesforce refuses a collection that names an id twice.
    const early = held.has(id) ? this.take(object) : [];
    held.set(id, change);
    if (held.size > this.bulkAbove) this.bulkObjects.add(object);
    return this.bulkObjects.has(object) && held.size >= recordsPerJob ? [...early, ...this.take(object)] : early;
  }

  rest(): readonly Batch[] {
    return [...this.held.keys()].flatMap((object) => this.take(object));
  }

  private take(object: ObjectType): readonly Batch[] {
    const held = this.held.get(object)!;
    const changes = [...held.values()];
    held.clear();
    if (changes.length === 0) return [];
    if (this.bulkObjects.has(object) && changes.length > recordsPerCollection) return [{ changes, inBulk: true }];
    const batches: Batch[] = [];
    for (let at = 0; at < changes.length; at += recordsPerCollection)
      batches.push({ changes: changes.slice(at, at + recordsPerCollection), inBulk: false });
    return batches;
  }
}

/** Salesforce refuses everything, for example because a trigger fails on every record. */
function refusedThroughout(object: ObjectType, streak: RefusalStreak): FatalError {
  const { count, why } = streak.told();
  return new FatalError({
    code: 'CRM_REFUSED',
    message:
      `Salesforce refused ${count} records of ${sObjects[object]} in a row; the last time it said: ${why} The fault seems to lie ` +
      'in a trigger, the health fields or the rights of the integration user: see crm-hygiene doctor.',
  });
}

type Settled =
  | { readonly is: 'written'; readonly outcomes: readonly Outcome[] }
  | { readonly is: 'failed'; readonly error: unknown };

/** Batches on their way; after a failure nothing new is begun. */
class InFlight {
  private readonly running = new Set<Promise<readonly [Promise<unknown>, Settled]>>();
  private readonly client: SalesforceClient;
  /** A trigger or a missing right concerns one object: the others are still written. */
  private readonly streaks = new Map<ObjectType, RefusalStreak>();
  private readonly refused = new Map<ObjectType, FatalError>();
  readonly failures: unknown[] = [];

  constructor(client: SalesforceClient) {
    this.client = client;
  }

  get isFull(): boolean {
    return this.running.size >= batchesInFlight;
  }

  /** Whether Salesforce refuses all records of an object, so that no more of them are sent. */
  isRefused(object: ObjectType): boolean {
    return this.refused.has(object);
  }

  /** Why not everything was written. */
  get problem(): unknown {
    return this.failures[0] ?? [...this.refused.values()][0];
  }

  get isEmpty(): boolean {
    return this.running.size === 0;
  }

  start({ changes, inBulk }: Batch): void {
    const update = inBulk ? updateInBulk(this.client, changes) : updateCollection(this.client, changes);
    const settled: Promise<Settled> = update.then(
      (outcomes): Settled => ({ is: 'written', outcomes }),
      (error: unknown): Settled => ({ is: 'failed', error }),
    );
    const entry: Promise<readonly [Promise<unknown>, Settled]> = settled.then((value) => [entry, value] as const);
    this.running.add(entry);
  }

  /** The outcomes of the batch that ends first. */
  async next(): Promise<readonly Outcome[]> {
    const [entry, settled] = await Promise.race(this.running);
    this.running.delete(entry as Promise<readonly [Promise<unknown>, Settled]>);
    if (settled.is === 'failed') {
      this.failures.push(settled.error);
      return [];
    }
    this.watch(settled.outcomes);
    return settled.outcomes;
  }

  private watch(outcomes: readonly Outcome[]): void {
    const object = outcomes[0]?.ref.object;
    if (object === undefined) return;
    const streak = this.streaks.get(object) ?? new RefusalStreak(refusalsInARow);
    this.streaks.set(object, streak);
    if (streak.isBroken(outcomes)) this.refused.set(object, refusedThroughout(object, streak));
  }

  async end(): Promise<void> {
    await Promise.all(this.running);
  }
}

/**
 * Writes while changes come in, a few batches side by side. What was begun before a failure is waited for and its
 * outcomes given, because what it wrote is written.
 */
async function* writeAll(changes: AsyncIterable<Change>, client: SalesforceClient): AsyncGenerator<Outcome> {
  const buffers = new Buffers(client.config.bulk_writes_above);
  const work = new InFlight(client);
  async function* run(batches: readonly Batch[]): AsyncGenerator<Outcome> {
    for (const batch of batches) {
      while (work.isFull) yield* await work.next();
      if (work.failures.length > 0) return;
      if (!work.isRefused(batch.changes[0]!.ref.object)) work.start(batch);
    }
  }
  try {
    try {
      for await (const change of changes) {
        const early = buffers.add(change);
        yield* run(early);
        // What goes early is mostly a record that came twice: its first change must be over before the second begins.
        while (early.length > 0 && !work.isEmpty) yield* await work.next();
        if (work.failures.length > 0) break;
      }
      if (work.failures.length === 0) yield* run(buffers.rest());
    } catch (error) {
      work.failures.push(error);
    }
    while (!work.isEmpty) yield* await work.next();
  } finally {
    await work.end();
  }
  if (work.problem !== undefined) throw work.problem;
}

/** Writes health fields: a call per 200 changed records of an object, or a bulk job where there are very many. */
export function createWriter(client: SalesforceClient): Writer {
  return { apply: (changes) => writeAll(changes, client) };
}
