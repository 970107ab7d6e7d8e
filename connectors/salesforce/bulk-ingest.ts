import { stringify } from 'csv-stringify/sync';
import type { Change, Outcome } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import { healthKeys } from '../../src/model/health-field.ts';
import { type RetryBudget, retry } from '../../src/transport/retry.ts';
import { anyAnswer, type Job, jobAnswer, type Row } from './answers.ts';
import { awaitJob, jobFailure } from './bulk-job.ts';
import type { SalesforceClient } from './client.ts';
import { updateCollections, writeHeaders } from './collections.ts';
import { csvRows } from './csv-rows.ts';
import { problemBehind } from './errors.ts';
import { healthField } from './health-fields.ts';
import { toFields } from './mapping.ts';
import { dataPath, sObjects } from './objects.ts';
import { doneOutcome, isPassing, parseBulkError, refusedOutcome } from './refusals.ts';
import { streamFailure } from './stream-failure.ts';

/** Rows per job: about 15 MB of CSV, far below Salesforce's 100 MB, and few enough to keep their outcomes in memory. */
export const recordsPerJob = 50_000;

/** Results are kept for seven days, so a failing read is worth some patience. */
const resultBudget: RetryBudget = { attempts: 6, totalMs: 300_000, baseMs: 1000, capMs: 30_000 };

/** Bulk API: an empty cell leaves the field alone, this empties it. */
const emptied = '#N/A';

/** The changes as CSV: the union of changed columns; a record that does not change one has an empty cell there. */
export function ingestCsv(changes: readonly Change[], prefix: string): string {
  const keys = healthKeys.filter((key) => changes.some(({ values }) => values[key] !== undefined));
  const columns = keys.map((key) => healthField(prefix, key));
  const lines = changes.map(({ ref, values }) => {
    const fields = toFields(prefix, values);
    return [ref.id, ...columns.map((name) => (name in fields ? (fields[name] ?? emptied) : ''))];
  });
  return stringify([['Id', ...columns], ...lines], { record_delimiter: '\n' });
}

/** Salesforce takes the data of a job once: a repeated upload or close says that the first one arrived. */
async function unlessArrived(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    const problem = problemBehind(error);
    const isRepeated =
      problem?.codes.some((code) => ['INVALIDJOBSTATE', 'INVALID_JOB_STATE'].includes(code)) ||
      /multiple contents|already/i.test(problem?.sentence ?? '');
    if (!isRepeated) throw error;
  }
}

async function runJob(client: SalesforceClient, changes: readonly Change[]): Promise<Job> {
  const object = sObjects[changes[0]!.ref.object];
  const body = { object, operation: 'update', contentType: 'CSV', lineEnding: 'LF', columnDelimiter: 'COMMA' };
  const job = await client.call({ method: 'POST', path: '/jobs/ingest', body, headers: writeHeaders }, jobAnswer);
  const csv = ingestCsv(changes, client.env.fieldPrefix);
  const path = `/jobs/ingest/${job.id}`;
  await unlessArrived(client.call({ method: 'PUT', path: `${path}/batches`, csv, headers: writeHeaders }, anyAnswer));
  const close = { method: 'PATCH', path, body: { state: 'UploadComplete' }, headers: writeHeaders } as const;
  await unlessArrived(client.call(close, anyAnswer));
  return awaitJob(client, 'ingest', job.id);
}

/** Reads a result file, again from its start where it breaks. */
async function readResults(client: SalesforceClient, id: string, kind: string): Promise<readonly Row[]> {
  const route = `GET ${dataPath}/jobs/ingest/{id}/${kind}`;
  const read = async (): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    try {
      const { body } = await client.stream(`/jobs/ingest/${id}/${kind}`, {});
      for await (const part of csvRows(body)) rows.push(...part);
    } catch (error) {
      throw client.env.signal.aborted ? error : streamFailure(error, route);
    }
    return rows;
  };
  return retry(read, resultBudget, client.env, () => client.env.counter.retried(route));
}

/** Ids come back with 18 characters whatever was sent. */
function keyOf(id: unknown): string {
  return String(id ?? '').slice(0, 15);
}

/** Reads all three result files, as even a failed job may have written a part. Rows of no file were not worked on. */
async function settle(client: SalesforceClient, job: Job, changes: readonly Change[]) {
  const open = new Map(changes.map((change) => [keyOf(change.ref.id), change]));
  const outcomes: Outcome[] = [];
  const again: Change[] = [];
  const take = (row: Row): Change | undefined => {
    const key = keyOf(row.Id ?? row.sf__Id);
    const change = open.get(key);
    open.delete(key);
    return change;
  };
  for (const row of await readResults(client, job.id, 'successfulResults')) {
    const change = take(row);
    if (change) outcomes.push(doneOutcome(change));
  }
  for (const row of await readResults(client, job.id, 'failedResults')) {
    const change = take(row);
    if (!change) continue;
    const refusal = parseBulkError(String(row.sf__Error ?? ''));
    if (isPassing(refusal)) again.push(change);
    else outcomes.push(refusedOutcome(change, refusal, client.env.fieldPrefix));
  }
  for (const row of await readResults(client, job.id, 'unprocessedrecords')) {
    const change = take(row);
    if (change) again.push(change);
  }
  return { outcomes, again: [...again, ...open.values()] };
}

/** A column of ours that the job did not know concerns every record. */
function checkProvisioned(job: Job, changes: readonly Change[], prefix: string): void {
  const { errorMessage } = job;
  if (!errorMessage || !/Field name not found/i.test(errorMessage)) return;
  const refusal = { code: 'INVALID_FIELD', sentence: errorMessage, fields: [] };
  refusedOutcome(changes[0]!, refusal, prefix);
}

/**
 * Updates many records of one object by a bulk job: create, upload, close, three result files, and looks in between.
 * Locked and unprocessed rows are written by collections, in ever smaller batches.
 */
export async function updateInBulk(client: SalesforceClient, changes: readonly Change[]): Promise<readonly Outcome[]> {
  const job = await runJob(client, changes);
  checkProvisioned(job, changes, client.env.fieldPrefix);
  const { outcomes, again } = await settle(client, job, changes);
  // A job that failed as mistaken has written nothing; trying its rows one by one would only repeat the mistake.
  if (job.state === 'Failed' && again.length === changes.length) throw jobFailure(job, 'ingest');
  if (job.state === 'Aborted')
    throw new FatalError({
      code: 'CRM_REFUSED',
      message: `Somebody aborted bulk job ${job.id} in Salesforce; ${outcomes.length} records were written before.`,
    });
  return [...outcomes, ...(await updateCollections(client, again))];
}
