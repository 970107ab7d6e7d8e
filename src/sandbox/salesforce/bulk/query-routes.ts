import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../../core/answer.ts';
import { ApiError, notFound } from '../errors.ts';
import { readId } from '../ids.ts';
import { type Call, type Route, readJson } from '../routes/route.ts';
import { parseQuery } from '../soql/parser.ts';
import { resolveObject } from '../soql/resolve.ts';
import { DELIMITERS, describeJob, isOver } from './job.ts';
import { checkBulkQuery, type QueryJob, runJob, writeCsv } from './query-job.ts';

const JOBS = '/services/data/{v}/jobs/query';

/** Salesforce: resultPages names up to five pages at a time. */
const PAGES_LISTED = 5;

/** Bulk queries (Bulk API 2.0). */
export const bulkQueryRoutes: readonly Route[] = [
  { method: 'POST', path: JOBS, access: 'token', handle: open },
  { method: 'GET', path: JOBS, access: 'token', handle: list },
  { method: 'GET', path: `${JOBS}/:id`, access: 'token', handle: poll },
  { method: 'PATCH', path: `${JOBS}/:id`, access: 'token', handle: abort },
  { method: 'DELETE', path: `${JOBS}/:id`, access: 'token', handle: remove },
  { method: 'GET', path: `${JOBS}/:id/results`, access: 'token', handle: results },
  { method: 'GET', path: `${JOBS}/:id/resultPages`, access: 'token', handle: resultPages },
];

function open(call: Call): Answer {
  const { org } = call;
  const body = readJson(call);
  const operation = String(body.operation ?? '');
  if (operation !== 'query' && operation !== 'queryAll')
    throw new ApiError(400, 'INVALIDJOB', `Unsupported operation for a query job: ${operation}`);
  const query = parseQuery(String(body.query ?? ''));
  checkBulkQuery(org, query);
  const columnDelimiter = String(body.columnDelimiter ?? 'COMMA');
  const lineEnding = String(body.lineEnding ?? 'LF');
  const delimiter = DELIMITERS[columnDelimiter];
  if (delimiter === undefined) throw new ApiError(400, 'INVALIDJOB', `Unknown columnDelimiter ${columnDelimiter}`);
  const at = org.stamp();
  const job: QueryJob = {
    id: org.jobs.nextId(),
    kind: 'query',
    operation,
    object: resolveObject(org, query.from, query.text).name,
    createdAt: at,
    changedAt: at,
    createdById: org.userId,
    version: call.version,
    state: 'UploadComplete',
    polls: 0,
    processed: 0,
    failed: 0,
    query,
    format: { delimiter, lineEnd: lineEnding === 'CRLF' ? '\r\n' : '\n', columnDelimiter, lineEnding },
    rows: null,
  };
  org.jobs.add(job);
  const answer = describe(job);
  // Runs beside the calls that poll it; what is wrong with the query was found above.
  void runJob(org, job);
  return { status: 200, body: { ...answer, state: 'UploadComplete' } };
}

function describe(job: QueryJob): Record<string, unknown> {
  const { lineEnding, columnDelimiter } = job.format;
  return { ...describeJob(job), lineEnding, columnDelimiter };
}

function describeFully(job: QueryJob): Record<string, unknown> {
  return {
    ...describe(job),
    jobType: 'V2Query',
    numberRecordsProcessed: job.processed,
    retries: 0,
    totalProcessingTime: isOver(job) ? 1 + job.processed / 100 : 0,
    isPkChunkingSupported: true,
  };
}

function jobOf(call: Call): QueryJob {
  const id = readId(call.params.id ?? '');
  const job = id === null ? null : call.org.jobs.findQuery(id);
  if (job === null) throw notFound();
  if (job.version !== call.version)
    throw new ApiError(409, 'API_ERROR', `Use version ${job.version}, the one of the job, and not ${call.version}`);
  return job;
}

function poll(call: Call): Answer {
  const job = jobOf(call);
  job.polls += 1;
  advance(call, job);
  return { status: 200, body: describeFully(job) };
}

/** A job is complete when its query was run, and it was polled often enough. */
function advance(call: Call, job: QueryJob): void {
  if (job.state !== 'InProgress' || job.rows === null || job.polls <= call.org.switches.bulkPolls) return;
  job.state = 'JobComplete';
}

function list(call: Call): Answer {
  const records = call.org.jobs.list('query').map((job) => describeFully(job as QueryJob));
  return { status: 200, body: { done: true, nextRecordsUrl: null, records } };
}

function abort(call: Call): Answer {
  const job = jobOf(call);
  if (readJson(call).state !== 'Aborted' || isOver(job))
    throw new ApiError(400, 'INVALIDJOBSTATE', `Cannot change the state of a job that is ${job.state}`);
  job.state = 'Aborted';
  return { status: 200, body: describe(job) };
}

function remove(call: Call): Answer {
  const job = jobOf(call);
  if (!isOver(job)) throw new ApiError(400, 'INVALIDJOBSTATE', `Cannot delete a job that is ${job.state}`);
  call.org.jobs.remove(job.id);
  return { status: 204 };
}

function completed(call: Call) {
  const job = jobOf(call);
  if (job.state === 'JobComplete' && job.rows !== null) return { job, rows: job.rows };
  throw new ApiError(400, 'INVALIDJOBSTATE', `The results of a job that is ${job.state} cannot be read`);
}

function placeOf(locator: string): number {
  return Number(Buffer.from(locator, 'base64url').toString('utf8'));
}

function locatorOf(place: number): string {
  return Buffer.from(String(place)).toString('base64url');
}

/** One page of CSV, streamed. Salesforce: the header Sforce-Locator says where the next begins, and `null` on the last. */
async function results(call: Call): Promise<Answer> {
  const { org } = call;
  const { job, rows } = completed(call);
  const locator = call.query.get('locator');
  const from = locator === null || locator === '' ? 0 : placeOf(locator);
  const maxRecords = Number(call.query.get('maxRecords') ?? org.switches.bulkPageRows);
  if (!Number.isInteger(from) || from < 0 || from > rows.size || !Number.isInteger(maxRecords) || maxRecords < 1)
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator or maxRecords');
  if (org.switches.bulkPageDelayMs > 0) await wait(org.switches.bulkPageDelayMs, undefined, { ref: false });
  const to = Math.min(rows.size, from + maxRecords);
  return {
    status: 200,
    contentType: 'text/csv',
    gzip: /\bgzip\b/.test(call.header('accept-encoding') ?? ''),
    headers: {
      'Sforce-Locator': to >= rows.size ? 'null' : locatorOf(to),
      'Sforce-NumberOfRecords': String(to - from),
    },
    pieces: writeCsv(org, job, rows, from, to),
  };
}

function resultPages(call: Call): Answer {
  const { rows, job } = completed(call);
  const size = call.org.switches.bulkPageRows;
  const first = call.query.get('locator') === null ? 0 : placeOf(call.query.get('locator') ?? '');
  const places = Array.from({ length: PAGES_LISTED }, (_, page) => first + page * size);
  const links = places.filter((place) => place < rows.size || place === 0);
  const next = first + PAGES_LISTED * size;
  const path = `${call.base}/jobs/query/${job.id}`;
  const nextRecordsUrl = next < rows.size ? `${path}/resultPages?locator=${locatorOf(next)}` : null;
  const resultPages = links.map((place) => ({ resultLink: `${path}/results?locator=${locatorOf(place)}` }));
  return { status: 200, body: { resultPages, done: nextRecordsUrl === null, nextRecordsUrl } };
}
