import type { Hit } from '../../src/model/connector.ts';
import { pageAnswer, type Row } from './answers.ts';
import { modifiedAt } from './mapping.ts';
import { apiVersion, type HubspotObject, objectNames } from './objects.ts';
import type { ReadContext } from './read.ts';

/** HubSpot: a page of search results holds at most 200. */
const hitsPerPage = 200;

/** A page of records found changed. */
export interface ChangedPage {
  readonly hits: readonly Hit[];
  readonly checkpoint: string;
  /** Set on the last page. */
  readonly cursor: string | null;
}

/**
 * Where a changed-since read stands. It reads `from` (epoch ms) and later in order of modification; while very many
 * records share one millisecond it goes through them by id, from `afterId`.
 */
interface Position {
  readonly from: number;
  readonly afterId: string | null;
  /** The latest modification seen: the next cursor. */
  readonly newest: number;
}

interface Filter {
  readonly propertyName: string;
  readonly operator: 'GTE' | 'LTE' | 'GT';
  readonly value: string;
}

async function search(
  context: ReadContext,
  object: HubspotObject,
  filters: readonly Filter[],
  sort: { readonly propertyName: string; readonly direction: 'ASCENDING' | 'DESCENDING' },
  limit: number,
) {
  const { path, modified } = objectNames[object];
  // HubSpot allows 3,000 characters: only the modification time is asked for, the records are read by batch.
  const body = {
    filterGroups: filters.length > 0 ? [{ filters }] : [],
    sorts: [sort],
    properties: [modified],
    limit,
  };
  return context.client.call({ method: 'POST', path: `/crm/objects/${apiVersion}/${path}/search`, body }, pageAnswer);
}

/**
 * The modification time of the newest record as search sees it, as a cursor (epoch ms); "0" for an empty account.
 * It is HubSpot's own time, so our clock does not matter.
 */
export async function newestModified(context: ReadContext, object: HubspotObject): Promise<string> {
  const sort = { propertyName: objectNames[object].modified, direction: 'DESCENDING' } as const;
  const newest = (await search(context, object, [], sort, 1)).results[0];
  return newest ? String(modifiedAt(object, newest).getTime()) : '0';
}

function searchFrom(context: ReadContext, object: HubspotObject, position: Position) {
  const { modified } = objectNames[object];
  const since: Filter = { propertyName: modified, operator: 'GTE', value: String(position.from) };
  if (position.afterId === null)
    return search(context, object, [since], { propertyName: modified, direction: 'ASCENDING' }, hitsPerPage);
  const filters: readonly Filter[] = [
    since,
    { propertyName: modified, operator: 'LTE', value: String(position.from) },
    { propertyName: 'hs_object_id', operator: 'GT', value: position.afterId },
  ];
  return search(context, object, filters, { propertyName: 'hs_object_id', direction: 'ASCENDING' }, hitsPerPage);
}

/** The largest id; ids are decimal texts that may be longer than a number can hold. */
function largestId(rows: readonly Row[]): string {
  return rows.reduce((largest, { id }) => (BigInt(id) > BigInt(largest) ? id : largest), '0');
}

/** Where to go on after a page; null when it was the last. */
function nextPosition(
  position: Position,
  rows: readonly Row[],
  times: readonly number[],
  hasMore: boolean,
): Position | null {
  const newest = Math.max(position.newest, ...times);
  if (position.afterId !== null)
    return hasMore && rows.length > 0
      ? { ...position, afterId: largestId(rows), newest }
      : { from: position.from + 1, afterId: null, newest };
  if (!hasMore || rows.length === 0) return null;
  const last = Math.max(...times);
  // A page full of one millisecond could come again and again; its records are then told apart by id.
  return { from: last, afterId: Math.min(...times) === last ? '0' : null, newest };
}

function readPosition(since: string, lookBackMs: number, from: string | null): Position {
  if (from !== null) return JSON.parse(from) as Position;
  const cursor = Number(since);
  const newest = Number.isFinite(cursor) ? cursor : 0;
  return { from: Math.max(0, newest - lookBackMs), afterId: null, newest };
}

/**
 * Finds the records modified since a cursor. Instead of `after` offsets, which end at 10,000 hits and skip records
 * when others are modified between two pages, every page begins at the last modification of the page before; the few
 * hits of that millisecond that come twice are dropped.
 */
export async function* changedPages(
  context: ReadContext,
  object: HubspotObject,
  since: string,
  from: string | null,
): AsyncIterable<ChangedPage> {
  let position = readPosition(since, context.config.look_back, from);
  let dropped: ReadonlySet<string> = new Set();
  for (;;) {
    const answer = await searchFrom(context, object, position);
    const rows = answer.results;
    const all = rows.map((row) => ({ id: row.id, updatedAt: modifiedAt(object, row) }));
    const keys = all.map((hit) => `${hit.id} ${hit.updatedAt.getTime()}`);
    const hits = all.filter((_hit, index) => !dropped.has(keys[index]!));
    dropped = new Set(keys);
    const times = all.map((hit) => hit.updatedAt.getTime());
    const next = nextPosition(position, rows, times, Boolean(answer.paging?.next));
    const cursor = next === null ? String(Math.max(position.newest, ...times)) : null;
    yield { hits, checkpoint: JSON.stringify(next ?? position), cursor };
    if (next === null) return;
    position = next;
  }
}
