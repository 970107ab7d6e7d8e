import type { Answer } from '../../core/answer.ts';
import { invalidRequest } from '../errors.ts';
import { formatRecord } from '../format.ts';
import { resolveObjectType } from '../object-types.ts';
import { runSearch } from '../search/run-search.ts';
import { readGroups, readPage, readSort, searchSchema } from '../search/search-request.ts';
import { objectRoute } from './object-routes.ts';
import { alwaysShown } from './objects-read.ts';
import { type Call, type Route, readBody } from './route.ts';

/** HubSpot: the whole request body, property list included. */
const MAX_BODY_CHARACTERS = 3_000;

/** Searching records: five calls a second, outside the ten-second limit. */
export const searchRoutes: readonly Route[] = [
  { ...objectRoute('POST', '/search', 'read', searchRecords), limitClass: 'search' },
];

async function searchRecords(call: Call): Promise<Answer> {
  const { portal } = call;
  const type = resolveObjectType(call.params.type ?? '');
  if (call.bodyCharacters > MAX_BODY_CHARACTERS) {
    throw invalidRequest(
      `The request body is too long: ${call.bodyCharacters} characters, at most ${MAX_BODY_CHARACTERS} are allowed.`,
    );
  }
  const request = readBody(searchSchema, call.body);
  const { offset, limit } = readPage(request);
  const search = { groups: readGroups(request), sort: readSort(request), query: request.query ?? '', offset, limit };
  const { total, records } = await runSearch(portal, type, search);
  const names = request.properties.length > 0 ? [...request.properties, ...alwaysShown(type)] : type.defaultProperties;
  const properties = [...new Set(names)].sort();
  const results = records.map((record) => formatRecord(portal, record, { properties }));
  const next = offset + results.length;
  const paging = results.length > 0 && next < total ? { paging: { next: { after: String(next) } } } : {};
  return { status: 200, body: { total, results, ...paging } };
}
