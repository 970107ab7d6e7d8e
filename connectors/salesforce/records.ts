import type { Gone, Page } from '../../src/model/connector.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { Row } from './answers.ts';
import { type ChildFacts, linksOf } from './children.ts';
import { factsById, idParts } from './join.ts';
import { isTrue } from './mapping.ts';
import { sObjects } from './objects.ts';
import { fieldsOf } from './org.ts';
import type { ReadContext, ReadPlan } from './plan.ts';
import { readRows } from './rows.ts';
import { quotedList } from './soql.ts';

/** What a row is when it is no record any more: deleted, merged into another, or a lead that was converted. */
export function goneOf(object: ObjectType, row: Row): Gone | null {
  const into = typeof row.MasterRecordId === 'string' && row.MasterRecordId !== '' ? row.MasterRecordId : null;
  if (isTrue(row.IsDeleted)) return { object, id: String(row.Id), into };
  // A converted lead is closed history: it lives on as contact and opportunity, and nobody may edit it.
  return isTrue(row.IsConverted) ? { object, id: String(row.Id), into: null } : null;
}

/** Rows and what hangs on them, as records with their links. */
export function toPage(
  context: ReadContext,
  object: ObjectType,
  plan: ReadPlan,
  rows: readonly Row[],
  facts: ReadonlyMap<string, ChildFacts>,
  links: readonly ObjectType[],
): Pick<Page, 'records' | 'links'> {
  return {
    records: rows.map((row) => {
      const id = String(row.Id);
      return plan.mapping.toRecord(row, facts.get(id) ?? null, context.org.recordUrl(object, id));
    }),
    links: rows.flatMap((row) => linksOf(object, row, facts.get(String(row.Id)) ?? null, links)),
  };
}

/** Who took over records that a query no longer finds: only `queryAll` still knows, for about fifteen days. */
async function lostRecords(
  { client }: ReadContext,
  object: ObjectType,
  plan: ReadPlan,
  ids: readonly string[],
): Promise<readonly Gone[]> {
  if (ids.length === 0) return [];
  const available = fieldsOf(plan.described);
  const fields = ['Id', 'IsDeleted', ...(available.has('MasterRecordId') ? ['MasterRecordId'] : [])];
  const parts = idParts(ids).map((part) => {
    const where = [`Id IN ${quotedList(part)}`, 'IsDeleted = true'];
    return readRows(client, { fields, from: sObjects[object], where, orderBy: [] }, { all: true });
  });
  const gone = new Map((await Promise.all(parts)).flat().map((row) => [String(row.Id), goneOf(object, row)]));
  return ids.map((id) => gone.get(id) ?? { object, id, into: null });
}

/** Records that were merged into others, as far as the recycle bin still knows: a listing alone would only miss them. */
export async function mergedRecords(
  { client }: ReadContext,
  object: ObjectType,
  plan: ReadPlan,
): Promise<readonly Gone[]> {
  if (!fieldsOf(plan.described).has('MasterRecordId')) return [];
  const fields = ['Id', 'IsDeleted', 'MasterRecordId'];
  const where = ['IsDeleted = true', 'MasterRecordId != null'];
  const rows = await readRows(client, { fields, from: sObjects[object], where, orderBy: [] }, { all: true });
  return rows.flatMap((row) => goneOf(object, row) ?? []);
}

/** Reads records by id with all that hangs on them; who is not found is gone. */
export async function readByIds(
  context: ReadContext,
  object: ObjectType,
  plan: ReadPlan,
  ids: readonly string[],
  links: readonly ObjectType[],
): Promise<Pick<Page, 'records' | 'links' | 'gone'>> {
  const { client } = context;
  const parts = idParts(ids).map((part) =>
    readRows(client, {
      fields: plan.fields,
      from: sObjects[object],
      where: [`Id IN ${quotedList(part)}`],
      orderBy: [],
    }),
  );
  const [rows, facts] = await Promise.all([
    Promise.all(parts).then((lists) => lists.flat()),
    factsById(client, plan.children, ids),
  ]);
  const found = new Set(rows.map((row) => String(row.Id)));
  const converted = rows.flatMap((row) => goneOf(object, row) ?? []);
  const alive = rows.filter((row) => goneOf(object, row) === null);
  const lost = await lostRecords(
    context,
    object,
    plan,
    ids.filter((id) => !found.has(id)),
  );
  return { ...toPage(context, object, plan, alive, facts, links), gone: [...converted, ...lost] };
}
