import type { Ask, Gone, Hit, Page } from '../../src/model/connector.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { Row } from './answers.ts';
import type { ChildRead } from './children.ts';
import { type Cursor, nextFrom, parseCursor, serverNow } from './cursor.ts';
import { factsById, idsPerQuery } from './join.ts';
import { modifiedAt } from './mapping.ts';
import { sObjects } from './objects.ts';
import { planRead, type ReadContext, type ReadPlan } from './plan.ts';
import { goneOf, readByIds, toPage } from './records.ts';
import { CursorLost, mostRestarts, rowPages } from './rows.ts';
import { behind, instant } from './soql.ts';

/** Stamps are whole seconds, and so is the clock we know of. */
const stampMs = 2000;

/** Where a read of changes stands: behind which row of the records' own changes, or `children` once those are done. */
interface Position {
  readonly at: number;
  readonly id: string | null;
  readonly phase: 'own' | 'children';
  readonly newest: number;
}

function startOf(cursor: Cursor, from: string | null): Position {
  if (from !== null) return JSON.parse(from) as Position;
  return { at: cursor.own, id: null, phase: 'own', newest: cursor.own };
}

/** The query of records modified since a position, oldest first, deleted ones too; ids tell apart what is equally old. */
function changedRows(context: ReadContext, object: ObjectType, plan: ReadPlan, position: Position) {
  const since = position.id === null ? `SystemModstamp >= ${instant(position.at)}` : behind(position.at, position.id);
  const soql = {
    fields: plan.fields,
    from: sObjects[object],
    where: [since],
    orderBy: ['SystemModstamp', 'Id'],
  };
  return rowPages(context.client, soql, { all: true });
}

/** One page of changed rows as records, without those that are stored as they are. */
async function pageOf(
  context: ReadContext,
  object: ObjectType,
  plan: ReadPlan,
  rows: readonly Row[],
  surelyBefore: number,
  ask: Ask,
): Promise<Pick<Page, 'records' | 'links' | 'gone'>> {
  const gone: Gone[] = [];
  const alive = new Map<string, Row>();
  for (const row of rows) {
    const end = goneOf(object, row);
    if (end) gone.push(end);
    else alive.set(String(row.Id), row);
  }
  const hits: Hit[] = [...alive].map(([id, row]) => ({ id, updatedAt: modifiedAt(row) }));
  // Salesforce's stamps are whole seconds: one that was fresh at the last read may stand for a later edit too.
  const isSure = ({ updatedAt }: Hit): boolean => updatedAt.getTime() < surelyBefore;
  const sure = hits.filter(isSure);
  const known = sure.length === 0 ? [] : await ask.unseen(object, sure);
  const unseen = [...known, ...hits.filter((hit) => !isSure(hit)).map(({ id }) => id)];
  const wanted = unseen.map((id) => alive.get(id)).filter((row) => row !== undefined);
  const facts = await factsById(context.client, plan.children, unseen);
  return { ...toPage(context, object, plan, wanted, facts, ask.links), gone };
}

/** Rows that hang on records and changed: opening a deal's contact role or closing a task leaves the record untouched. */
async function touchedParents(
  context: ReadContext,
  read: ChildRead,
  from: number,
  prefix: string,
): Promise<{ readonly ids: ReadonlySet<string>; readonly newest: number }> {
  const soql = {
    fields: [read.parent, 'SystemModstamp'],
    from: read.from,
    where: [`SystemModstamp >= ${instant(from)}`, `${read.parent} != null`],
    orderBy: [],
  };
  const ids = new Set<string>();
  let newest = from;
  // With deleted rows: a contact role that was taken away matters as much as one that was given.
  for await (const rows of rowPages(context.client, soql, { all: true }))
    for (const row of rows) {
      const id = String(row[read.parent]);
      newest = Math.max(newest, modifiedAt(row).getTime());
      if (id.startsWith(prefix)) ids.add(id);
    }
  return { ids, newest };
}

/** Child kinds whose changes leave their record's own modification time alone; a stage change moves it. */
function silentChildren(plan: ReadPlan): readonly ChildRead[] {
  return plan.children.filter(({ from }) => from !== 'OpportunityHistory' && from !== 'LeadHistory');
}

async function* ownChanges(
  context: ReadContext,
  object: ObjectType,
  plan: ReadPlan,
  start: Position,
  surelyBefore: number,
  ask: Ask,
): AsyncGenerator<{ readonly page: Page; readonly position: Position }> {
  let position = start;
  for await (const rows of changedRows(context, object, plan, start)) {
    const last = rows.at(-1);
    if (!last) continue;
    const at = modifiedAt(last).getTime();
    position = { at, id: String(last.Id), phase: 'own', newest: Math.max(position.newest, at) };
    const page = await pageOf(context, object, plan, rows, surelyBefore, ask);
    yield { page: { ...page, checkpoint: JSON.stringify(position), cursor: null }, position };
  }
}

/**
 * Reads what changed since a cursor: first the records by their modification time, then those whose roles, tasks or
 * events changed. A dropped server cursor is taken up behind the last row.
 */
export async function* changedPages(
  context: ReadContext,
  object: ObjectType,
  since: string,
  ask: Ask,
): AsyncGenerator<Page> {
  const plan = await planRead(context, object, ask.links);
  const cursor = parseCursor(since);
  const readAt = serverNow(context.client);
  let position = startOf(cursor, ask.from);
  const done = new Set<string>();
  for (let restarts = 0; position.phase === 'own'; restarts++) {
    try {
      for await (const step of ownChanges(context, object, plan, position, cursor.readAt - stampMs, ask)) {
        for (const { ref } of step.page.records) done.add(ref.id);
        for (const { id } of step.page.gone) done.add(id);
        yield step.page;
        position = step.position;
      }
      position = { ...position, phase: 'children' };
    } catch (error) {
      if (!(error instanceof CursorLost) || restarts >= mostRestarts) throw error;
    }
  }
  const prefix = plan.described.keyPrefix ?? '';
  const touched = await Promise.all(
    silentChildren(plan).map(async (read) => {
      const from = cursor.children[read.from] ?? cursor.own;
      return { read, from, ...(await touchedParents(context, read, from, prefix)) };
    }),
  );
  const ids = [...new Set(touched.flatMap((child) => [...child.ids]))].filter((id) => !done.has(id));
  const checkpoint = JSON.stringify(position);
  const next: Cursor = {
    own: nextFrom(position.newest, cursor.own, context),
    readAt,
    children: Object.fromEntries(
      touched.map(({ read, from, newest }) => [read.from, nextFrom(newest, from, context)] as const),
    ),
  };
  const end = JSON.stringify(next);
  for (let at = 0; at < ids.length; at += idsPerQuery) {
    const part = await readByIds(context, object, plan, ids.slice(at, at + idsPerQuery), ask.links);
    yield { ...part, checkpoint, cursor: at + idsPerQuery >= ids.length ? end : null };
  }
  if (ids.length === 0) yield { records: [], links: [], gone: [], checkpoint, cursor: end };
}
