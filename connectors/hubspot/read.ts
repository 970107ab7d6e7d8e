import type { Ask, ConnectorEnv, Gone, Page, Reader } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { HubspotAccount } from './account.ts';
import { batchAnswer, pageAnswer, type Row } from './answers.ts';
import { changedPages, newestModified } from './changes.ts';
import type { HubspotClient } from './client.ts';
import { problemBehind } from './errors.ts';
import { linksOfRows, readLinks } from './links.ts';
import type { HubspotConfig } from './manifest.ts';
import { createMapping, type Mapping } from './mapping.ts';
import { apiVersion, asHubspotObject, type HubspotObject, objectNames } from './objects.ts';

/** HubSpot: a list page and a batch hold at most 100 records. */
export const recordsPerCall = 100;
/** HubSpot answers 414 to overlong addresses without saying where that begins; 8 KB is a usual bound of servers. */
const longestQuery = 6000;

/** What all reads of one connection share. */
export interface ReadContext {
  readonly client: HubspotClient;
  readonly account: HubspotAccount;
  readonly env: ConnectorEnv;
  readonly config: HubspotConfig;
}

/** The mapping of an object for this account. */
async function mappingOf({ account, env }: ReadContext, object: HubspotObject): Promise<Mapping> {
  const properties = await account.properties(object);
  return createMapping(object, new Set(properties.map((property) => property.name)), env);
}

/** Turns rows into records; whoever was merged into one of them is gone. */
export function recordsOf(context: ReadContext, object: HubspotObject, mapping: Mapping, rows: readonly Row[]) {
  const gone: Gone[] = rows.flatMap((row) => mapping.mergedInto(row).map((id) => ({ object, id, into: row.id })));
  const records = rows.map((row) => mapping.toRecord(row, context.account.recordUrl(object, row.id)));
  return { records, gone };
}

/** Reads records by id. HubSpot leaves out those it cannot find, and answers a merged id with its survivor. */
async function readBatch(
  context: ReadContext,
  object: HubspotObject,
  mapping: Mapping,
  ids: readonly string[],
): Promise<readonly Row[]> {
  const path = `/crm/objects/${apiVersion}/${objectNames[object].path}/batch/read`;
  const body = { properties: mapping.properties, inputs: ids.map((id) => ({ id })) };
  try {
    return (await context.client.call({ method: 'POST', path, body }, batchAnswer)).results ?? [];
  } catch (error) {
    if (isAllMissing(error)) return [];
    throw error;
  }
}

/** HubSpot answers 404 where none of the ids exists. */
function isAllMissing(error: unknown): boolean {
  const problem = error instanceof FatalError ? problemBehind(error) : null;
  return problem?.status === 404 && problem.category === 'OBJECT_NOT_FOUND';
}

/** The rows of ids in calls of 100, side by side, and the ids that are no longer there. */
export async function readRows(
  context: ReadContext,
  object: HubspotObject,
  ids: readonly string[],
): Promise<Pick<Page, 'records' | 'gone'>> {
  if (ids.length === 0) return { records: [], gone: [] };
  const mapping = await mappingOf(context, object);
  const parts: string[][] = [];
  for (let at = 0; at < ids.length; at += recordsPerCall) parts.push(ids.slice(at, at + recordsPerCall));
  const rows = (await Promise.all(parts.map((part) => readBatch(context, object, mapping, part)))).flat();
  const { records, gone } = recordsOf(context, object, mapping, rows);
  const found = new Set([...rows.map((row) => row.id), ...gone.map(({ id }) => id)]);
  return { records, gone: [...gone, ...ids.filter((id) => !found.has(id)).map((id) => ({ object, id, into: null }))] };
}

/** Where a listing stands: HubSpot's opaque `after`, and the cursor that was learnt before it began. */
interface ListCheckpoint {
  readonly after: string;
  readonly cursor: string;
}

function readCheckpoint(text: string | null): ListCheckpoint | null {
  return text === null ? null : (JSON.parse(text) as ListCheckpoint);
}

/**
 * Lists everything, 100 records a call. The cursor of the next changed-since read is learnt before the listing begins,
 * so that what changes meanwhile is read again.
 */
async function* listedPages(context: ReadContext, object: HubspotObject, ask: Ask): AsyncIterable<Page> {
  const mapping = await mappingOf(context, object);
  const start = readCheckpoint(ask.from);
  const cursor = start?.cursor ?? (await newestModified(context, object));
  const properties = mapping.properties.join(',');
  const isShort = encodeURIComponent(properties).length < longestQuery;
  for (let after = start?.after || null; ; ) {
    const query: Record<string, string> = {
      limit: String(recordsPerCall),
      properties: isShort ? properties : objectNames[object].modified,
      ...(ask.links.length > 0
        ? { associations: ask.links.map((to) => objectNames[asHubspotObject(to)].path).join(',') }
        : {}),
      ...(after === null ? {} : { after }),
    };
    const path = `/crm/objects/${apiVersion}/${objectNames[object].path}`;
    const answer = await context.client.call({ method: 'GET', path, query }, pageAnswer);
    const links = await linksOfRows(context.client, object, answer.results, ask.links);
    // With very many own fields the address would be overlong: then ids are listed and the records read by batch.
    const { records, gone } = isShort
      ? recordsOf(context, object, mapping, answer.results)
      : await readRows(
          context,
          object,
          answer.results.map((row) => row.id),
        );
    after = answer.paging?.next?.after ?? null;
    const checkpoint: ListCheckpoint = { after: after ?? '', cursor };
    yield { records, links, gone, checkpoint: JSON.stringify(checkpoint), cursor: after === null ? cursor : null };
    if (after === null) return;
  }
}

async function* changedRecords(context: ReadContext, object: HubspotObject, since: string, ask: Ask) {
  for await (const { hits, checkpoint, cursor } of changedPages(context, object, since, ask.from)) {
    const ids = await ask.unseen(object, hits);
    const [{ records, gone }, links] = await Promise.all([
      readRows(context, object, ids),
      readLinks(context.client, object, ids, ask.links),
    ]);
    yield { records, gone, links, checkpoint, cursor } satisfies Page;
  }
}

/** Reads records of one account: everything, what changed since a cursor, or by id. */
export function createReader(context: ReadContext): Reader {
  return {
    pages(object: ObjectType, ask: Ask) {
      const own = asHubspotObject(object);
      return ask.since === null ? listedPages(context, own, ask) : changedRecords(context, own, ask.since, ask);
    },
    async byId(object, ids) {
      const page = await readRows(context, asHubspotObject(object), [...new Set(ids)]);
      return { ...page, links: [], checkpoint: '', cursor: null };
    },
  };
}
