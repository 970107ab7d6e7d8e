import type { Ask, Page, Reader } from '../../src/model/connector.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { Row } from './answers.ts';
import { changedPages } from './changes.ts';
import { type Cursor, newestModified, nextFrom, serverNow } from './cursor.ts';
import { ChildJoin } from './join.ts';
import { sObjects } from './objects.ts';
import { fieldsOf } from './org.ts';
import { planRead, type ReadContext, type ReadPlan } from './plan.ts';
import { mergedRecords, readByIds, toPage } from './records.ts';
import { CursorLost, mostRestarts, rowPages } from './rows.ts';
import { quoted } from './soql.ts';

/** Where a listing stands: the last id that was read, and the cursor that was learnt before it began. */
interface ListCheckpoint {
  readonly after: string | null;
  readonly cursor: Cursor;
}

function readCheckpoint(text: string | null): ListCheckpoint | null {
  return text === null ? null : (JSON.parse(text) as ListCheckpoint);
}

/** Marks the last of some items; the next one is fetched while the one before is worked on. */
async function* withLast<T>(items: AsyncIterable<T>): AsyncGenerator<{ readonly item: T; readonly isLast: boolean }> {
  let held: { readonly item: T } | null = null;
  for await (const item of items) {
    if (held) yield { ...held, isLast: false };
    held = { item };
  }
  if (held) yield { ...held, isLast: true };
}

/** The rows of an object behind an id, in the order of ids. */
function rowsBehind(context: ReadContext, object: ObjectType, plan: ReadPlan, after: string | null) {
  // A converted lead is closed history.
  const open = fieldsOf(plan.described).has('IsConverted') && object === 'lead' ? ['IsConverted = false'] : [];
  const where = [...(after === null ? [] : [`Id > ${quoted(after)}`]), ...open];
  return rowPages(context.client, { fields: plan.fields, from: sObjects[object], where, orderBy: ['Id'] });
}

async function* listOnce(
  context: ReadContext,
  object: ObjectType,
  plan: ReadPlan,
  links: readonly ObjectType[],
  start: ListCheckpoint,
): AsyncGenerator<Page> {
  const join = new ChildJoin(context.client, plan.children);
  let { after } = start;
  let isEnded = false;
  const pageOf = async (rows: readonly Row[], isLast: boolean): Promise<Page> => {
    const ids = rows.map((row) => String(row.Id));
    after = ids.at(-1) ?? after;
    isEnded = isLast;
    const facts = await join.factsOf(ids);
    const checkpoint = JSON.stringify({ after, cursor: start.cursor } satisfies ListCheckpoint);
    const cursor = isLast ? JSON.stringify(start.cursor) : null;
    const gone = isLast ? await mergedRecords(context, object, plan) : [];
    return { ...toPage(context, object, plan, rows, facts, links), gone, checkpoint, cursor };
  };
  try {
    for await (const { item, isLast } of withLast(rowsBehind(context, object, plan, after)))
      yield await pageOf(item, isLast);
    if (!isEnded) yield await pageOf([], true);
  } finally {
    await join.close();
  }
}

/**
 * Lists everything in the order of ids, with what hangs on it read alongside. The cursor of the next read of changes is
 * learnt before the listing begins, so that what changes meanwhile is read again.
 */
async function* listedPages(context: ReadContext, object: ObjectType, ask: Ask): AsyncGenerator<Page> {
  const plan = await planRead(context, object, ask.links);
  let position = readCheckpoint(ask.from);
  if (position === null) {
    const own = nextFrom(await newestModified(context, object), 0, context);
    const children = Object.fromEntries(plan.children.map(({ from }) => [from, own]));
    position = { after: null, cursor: { own, children, readAt: serverNow(context.client) } };
  }
  for (let restarts = 0; ; restarts++) {
    try {
      for await (const page of listOnce(context, object, plan, ask.links, position)) {
        yield page;
        position = readCheckpoint(page.checkpoint)!;
      }
      return;
    } catch (error) {
      if (!(error instanceof CursorLost) || restarts >= mostRestarts) throw error;
      context.client.env.log.info('Salesforce dropped the cursor of a query; it is read on from the last page', {
        object: sObjects[object],
      });
    }
  }
}

/** Reads records of one org: everything, what changed since a cursor, or by id. */
export function createReader(context: ReadContext): Reader {
  return {
    pages: (object, ask) =>
      ask.since === null ? listedPages(context, object, ask) : changedPages(context, object, ask.since, ask),
    async byId(object, ids) {
      const plan = await planRead(context, object, []);
      const page = await readByIds(context, object, plan, [...new Set(ids)], []);
      return { ...page, links: [], checkpoint: '', cursor: null };
    },
  };
}
