import type { Answer } from '../../core/answer.ts';
import { ApiError } from '../errors.ts';
import type { Cursor } from '../soql/cursors.ts';
import { parseQuery } from '../soql/parser.ts';
import { runQuery } from '../soql/run-query.ts';
import type { Call, Route } from './route.ts';

/** Salesforce: a batch has at most 2,000 rows, and fewer than 200 cannot be asked for. */
const MAX_BATCH = 2_000;
const MIN_BATCH = 200;

/** Queries and their next pages. */
export const queryRoutes: readonly Route[] = [
  { method: 'GET', path: '/services/data/{v}/query', access: 'token', handle: (call) => query(call, false) },
  { method: 'GET', path: '/services/data/{v}/queryAll', access: 'token', handle: (call) => query(call, true) },
  { method: 'GET', path: '/services/data/{v}/query/:locator', access: 'token', handle: nextPage },
  { method: 'GET', path: '/services/data/{v}/queryAll/:locator', access: 'token', handle: nextPage },
];

async function query(call: Call, withDeleted: boolean): Promise<Answer> {
  const text = call.query.get('q');
  if (text === null || text.trim() === '')
    throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  const found = await runQuery(call.org, parseQuery(text), withDeleted);
  if (found.kind === 'count') return { status: 200, body: { totalSize: found.count, done: true, records: [] } };
  if (found.kind === 'groups') {
    return { status: 200, body: { totalSize: found.groups.length, done: true, records: found.groups } };
  }
  const { rows } = found;
  const page = (from: number, size: number, base: string) => {
    const records: Record<string, unknown>[] = [];
    for (let place = from; place < Math.min(rows.size, from + size); place += 1) {
      records.push(rows.render(rows.at(place), base));
    }
    return records;
  };
  const batch = batchSize(call);
  if (rows.size <= batch) {
    const records = page(0, rows.size, call.base);
    return { status: 200, body: { totalSize: rows.size, done: true, records } };
  }
  return answerPage(call, call.org.cursors.add({ size: rows.size, page }), 0);
}

function batchSize(call: Call): number {
  const asked = /batchSize=(\d+)/i.exec(call.header('sforce-query-options') ?? '')?.[1];
  const size = asked === undefined ? MAX_BATCH : Math.max(MIN_BATCH, Math.min(MAX_BATCH, Number(asked)));
  return Math.min(size, call.org.switches.maxBatchRows);
}

function nextPage(call: Call): Answer {
  const [id = '', from = ''] = (call.params.locator ?? '').split('-');
  const cursor = call.org.cursors.find(id);
  if (cursor === null || !/^\d+$/.test(from) || Number(from) >= cursor.size)
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return answerPage(call, cursor, Number(from));
}

/** Salesforce: the next page's address is relative, and holds the cursor and the place. */
function answerPage(call: Call, cursor: Cursor, from: number): Answer {
  const end = Math.min(cursor.size, from + batchSize(call));
  const done = end >= cursor.size;
  const next = done ? {} : { nextRecordsUrl: `${call.base}/query/${cursor.id}-${end}` };
  const records = cursor.page(from, end - from, call.base);
  return { status: 200, body: { totalSize: cursor.size, done, ...next, records } };
}
