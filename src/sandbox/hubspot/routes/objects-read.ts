import type { Answer } from '../../core/answer.ts';
import { invalidRequest, notFound } from '../errors.ts';
import { formatRecord, type Shown } from '../format.ts';
import { findObjectType, type ObjectType, resolveObjectType } from '../object-types.ts';
import { pairTypes } from '../records/association-types.ts';
import type { CrmRecord } from '../records/record.ts';
import type { RecordStore } from '../records/record-store.ts';
import { objectRoute } from './object-routes.ts';
import { checkIdProperty, findRecord } from './record-lookup.ts';
import { type Call, nextLink, type Route, readFlag, readLimit, readList } from './route.ts';

/** HubSpot: at most 100 records a page, 50 once a history is asked for. */
const MAX_PAGE = 100;
const MAX_PAGE_WITH_HISTORY = 50;

/** Listing records and reading one. */
export const objectReadRoutes: readonly Route[] = [
  objectRoute('GET', '', 'read', listRecords),
  objectRoute('GET', '/:id', 'read', getRecord),
];

function listRecords(call: Call): Answer {
  const type = resolveObjectType(call.params.type ?? '');
  const store = call.portal.stores[type.name];
  const shown = readShown(call, type);
  const max = shown.history?.length ? MAX_PAGE_WITH_HISTORY : MAX_PAGE;
  const limit = Math.min(readLimit(call.query, 10, MAX_PAGE), max);
  const page = collectPage(store, readPosition(call, store), limit, readFlag(call.query, 'archived'));
  const results = page.records.map((record) => formatRecord(call.portal, record, shown));
  if (page.after === null) return { status: 200, body: { results } };
  return { status: 200, body: { results, paging: { next: { after: page.after, link: nextLink(call, page.after) } } } };
}

/** `after` is opaque to clients; in practice HubSpot's is the id of the next record. */
function readPosition(call: Call, store: RecordStore): number {
  const after = call.query.get('after');
  if (after === null || after === '') return 0;
  if (!/^\d+$/.test(after)) throw invalidRequest(`Invalid after parameter: ${after}`);
  return store.positionFrom(Number(after));
}

/** Records from a position on in id order, and the id the next page begins with. */
function collectPage(
  store: RecordStore,
  start: number,
  limit: number,
  archived: boolean,
): { records: CrmRecord[]; after: string | null } {
  const records: CrmRecord[] = [];
  for (let position = start; position < store.length; position += 1) {
    const record = store.at(position);
    if (!(archived ? record.isArchived : record.isLive)) continue;
    if (records.length === limit) return { records, after: record.id };
    records.push(record);
  }
  return { records, after: null };
}

function getRecord(call: Call): Answer {
  const type = resolveObjectType(call.params.type ?? '');
  const idProperty = call.query.get('idProperty') ?? undefined;
  checkIdProperty(call.portal, type, idProperty);
  const id = call.params.id ?? '';
  const archived = readFlag(call.query, 'archived');
  const record = archived ? call.portal.stores[type.name].find(id) : findRecord(call.portal, type, id, idProperty);
  if (record === null || (archived && !record.isArchived)) throw notFound();
  return { status: 200, body: formatRecord(call.portal, record, readShown(call, type)) };
}

function readShown(call: Call, type: ObjectType): Shown {
  const asked = readList(call.query, 'properties');
  const history = readList(call.query, 'propertiesWithHistory');
  return {
    properties: [
      ...new Set([
        ...(asked.length > 0 ? asked : type.defaultProperties),
        ...history,
        ...(asked.length > 0 ? alwaysShown(type) : []),
      ]),
    ],
    history,
    associations: readAssociations(call, type),
  };
}

/** HubSpot adds id and dates to whatever properties were asked for. */
export function alwaysShown(type: ObjectType): readonly string[] {
  return ['createdate', 'hs_object_id', type.modifiedProperty];
}

function readAssociations(call: Call, type: ObjectType): ObjectType['name'][] {
  return readList(call.query, 'associations').flatMap((text) => {
    const to = findObjectType(text);
    if (to === null) throw invalidRequest(`Unable to infer object type from: ${text}`);
    return pairTypes(type.name, to.name) === null ? [] : [to.name];
  });
}
