import type { Answer } from '../../core/answer.ts';
import { ApiError } from '../errors.ts';
import type { RecordStore } from '../records/record-store.ts';
import { formatMoment, readMoment } from '../value.ts';
import { type Call, objectOf, type Route } from './route.ts';

const DAY_MS = 86_400_000;

/** Salesforce: replication looks back 30 days for changes and 15 for deletions, and gives 600,000 ids at most. */
const UPDATED_DAYS = 30;
const DELETED_DAYS = 15;
const MAX_IDS = 600_000;

/** Ids of records that changed or were deleted in a time. */
export const changeRoutes: readonly Route[] = [
  { method: 'GET', path: '/services/data/{v}/sobjects/:object/updated', access: 'token', handle: updated },
  { method: 'GET', path: '/services/data/{v}/sobjects/:object/deleted', access: 'token', handle: deleted },
];

function storeOf(call: Call): RecordStore {
  const object = objectOf(call);
  const store = call.org.storeOf(object.name);
  if (store !== null) return store;
  throw new ApiError(400, 'INVALID_TYPE', `sObject type '${object.name}' is not supported.`);
}

function readWindow(call: Call, days: number): { start: number; end: number } {
  const [start, end] = ['start', 'end'].map((name) => readMoment((call.query.get(name) ?? '').replace(' ', '+')));
  if (start == null || end == null)
    throw new ApiError(400, 'MISSING_ARGUMENT', 'start and end are needed, as ISO 8601');
  const now = call.org.clock.now();
  if (start >= end) throw new ApiError(400, 'INVALID_REPLICATION_DATE', 'startDate cannot be later than endDate');
  if (start < now - days * DAY_MS)
    throw new ApiError(
      400,
      'INVALID_REPLICATION_DATE',
      `startDate before org replication enabled date, or more than ${days} days ago`,
    );
  return { start, end };
}

function updated(call: Call): Answer {
  const store = storeOf(call);
  const { start, end } = readWindow(call, UPDATED_DAYS);
  const ids: string[] = [];
  for (const position of store.modified.between(start, end)) {
    if (ids.length >= MAX_IDS) throw new ApiError(400, 'EXCEEDED_ID_LIMIT', `too many ids: more than ${MAX_IDS}`);
    if (!store.at(position).isDeleted) ids.push(store.idAt(position));
  }
  return { status: 200, body: { ids, latestDateCovered: covered(call, end) } };
}

/** Salesforce: long transactions commit late, so the last minutes are not said to be covered. */
function covered(call: Call, end: number): string {
  const minute = Math.floor(Math.min(end, call.org.clock.now()) / 60_000) * 60_000;
  return formatMoment(minute);
}

function deleted(call: Call): Answer {
  const store = storeOf(call);
  const { start, end } = readWindow(call, DELETED_DAYS);
  const deletedRecords = [...store.modified.between(start, end)].flatMap((position) => {
    const record = store.at(position);
    const at = record.written?.deletedAt ?? null;
    return at === null ? [] : [{ id: record.id, deletedDate: formatMoment(at) }];
  });
  const earliestDateAvailable = formatMoment(call.org.clock.now() - DELETED_DAYS * DAY_MS);
  return { status: 200, body: { deletedRecords, earliestDateAvailable, latestDateCovered: covered(call, end) } };
}
