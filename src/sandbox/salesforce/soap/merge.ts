import type { Problem } from '../errors.ts';
import { readId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SfRecord } from '../records/sf-record.ts';
import { prepareRow } from '../writing/write-row.ts';
import type { Writer } from '../writing/writer.ts';
import { childrenOf, childText, type Element, escapeXml, names } from './envelope.ts';

/** Salesforce: a master and at most two others. */
const MAX_LOSERS = 2;

/** Merges leads, contacts or accounts: the losers are deleted and point to the master, what hung on them hangs on it. */
export function merge(org: Org, content: Element, client: string): string {
  const requests = [...childrenOf(content, 'request'), ...childrenOf(content, 'mergeRequests')];
  return requests.map((request) => `<result>${mergeOne(org, request, client)}</result>`).join('');
}

function mergeOne(org: Org, request: Element, client: string): string {
  const [master] = childrenOf(request, 'masterRecord');
  const losers = childrenOf(request, 'recordToMergeIds').map(String);
  const object = org.schema.find(childText(master, 'type') ?? '');
  const store = object === null ? null : org.storeOf(object.name);
  if (object === null || store === null || !object.mergeable)
    return failed({ code: 'INVALID_TYPE', message: 'entity type cannot be merged', fields: [] });
  const id = childText(master, 'Id') ?? childText(master, 'id') ?? '';
  const records = [id, ...losers].map((given) => store.findLive(readId(given) ?? ''));
  const problem = checkMerge(records, losers.length);
  if (problem !== null) return failed(problem);
  const writer: Writer = { userId: org.userId, origin: client, autoAssign: false };
  const prepared = prepareRow(org, { operation: 'update', object, id, values: masterValues(master) }, writer);
  if (prepared.problems !== null) return failed(prepared.problems[0] as Problem);
  const survivor = prepared.commit();
  const related = records.slice(1).flatMap((loser) => absorb(org, store, loser as SfRecord, survivor, writer));
  const merged = records.slice(1).map((loser) => `<mergedRecordIds>${loser?.id}</mergedRecordIds>`);
  const updated = related.map((each) => `<updatedRelatedIds>${each}</updatedRelatedIds>`);
  return `<id>${survivor}</id>${merged.join('')}<success>true</success>${updated.join('')}`;
}

function checkMerge(records: readonly (SfRecord | null)[], losers: number): Problem | null {
  if (losers < 1 || losers > MAX_LOSERS)
    return {
      code: 'INVALID_ARGUMENT',
      message: `between 1 and ${MAX_LOSERS} records can be merged into a master`,
      fields: [],
    };
  if (records.includes(null)) return { code: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] };
  if (new Set(records.map((record) => record?.id)).size === records.length) return null;
  return { code: 'DUPLICATE_VALUE', message: 'a record cannot be merged with itself', fields: [] };
}

/** The fields of the master that the caller changes. */
function masterValues(master: Element): Record<string, unknown> {
  const fields = names(master).filter((name) => !['type', 'id', 'fieldstonull'].includes(name.toLowerCase()));
  const cleared = childrenOf(master, 'fieldsToNull').map((name) => [String(name), null] as const);
  const given = fields.filter((name) => !name.startsWith('@')).map((name) => [name, childText(master, name)] as const);
  return Object.fromEntries([...given, ...cleared]);
}

function absorb(org: Org, store: RecordStore, loser: SfRecord, survivor: string, writer: Writer): string[] {
  const at = org.stamp();
  store.setDeleted(loser, at, at, writer.userId, survivor);
  if (loser.object === 'Account') return moveRecords(org, loser.id, survivor, writer);
  return [];
}

/** Contacts and opportunities of an account that was merged away. */
function moveRecords(org: Org, from: string, to: string, writer: Writer): string[] {
  const moved: string[] = [];
  for (const store of [org.stores.Contact, org.stores.Opportunity]) {
    for (let position = 0; position < store.length; position += 1) {
      const record = store.at(position);
      if (record.isDeleted || record.stored('AccountId') !== from) continue;
      const change = { at: org.stamp(), byId: writer.userId, origin: 'merge', values: { AccountId: to }, isEdit: true };
      moved.push(store.write(record, change).id);
    }
  }
  return moved;
}

function failed({ code, message }: Problem): string {
  return `<errors><message>${escapeXml(message)}</message><statusCode>${code}</statusCode></errors><success>false</success>`;
}
