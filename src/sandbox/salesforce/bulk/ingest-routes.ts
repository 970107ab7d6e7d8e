import { stringify } from 'csv-stringify/sync';
import type { Answer } from '../../core/answer.ts';
import { ApiError, notFound } from '../errors.ts';
import { readId } from '../ids.ts';
import { type Call, type Route, readJson, writerOf } from '../routes/route.ts';
import { externalIdField } from '../writing/find-by-external-id.ts';
import { failJob, type IngestJob, type RowResult, runIngest } from './ingest-job.ts';
import { DELIMITERS, describeJob, isOver } from './job.ts';

const JOBS = '/services/data/{v}/jobs/ingest';

const OPERATIONS: readonly string[] = ['insert', 'update', 'upsert', 'delete', 'hardDelete'];

/** Bulk writes (Bulk API 2.0). */
export const bulkIngestRoutes: readonly Route[] = [
  { method: 'POST', path: JOBS, access: 'token', handle: open },
  { method: 'GET', path: JOBS, access: 'token', handle: list },
  { method: 'GET', path: `${JOBS}/:id`, access: 'token', handle: poll },
  { method: 'PUT', path: `${JOBS}/:id/batches`, access: 'token', handle: upload },
  { method: 'PATCH', path: `${JOBS}/:id`, access: 'token', handle: changeState },
  { method: 'DELETE', path: `${JOBS}/:id`, access: 'token', handle: remove },
  { method: 'GET', path: `${JOBS}/:id/successfulResults`, access: 'token', handle: (call) => results(call, true) },
  { method: 'GET', path: `${JOBS}/:id/failedResults`, access: 'token', handle: (call) => results(call, false) },
  { method: 'GET', path: `${JOBS}/:id/unprocessedrecords`, access: 'token', handle: unprocessed },
];

function open(call: Call): Answer {
  const { org } = call;
  const body = readJson(call);
  const object = org.schema.find(String(body.object ?? ''));
  const operation = String(body.operation ?? '');
  if (object === null || org.storeOf(object.name) === null)
    throw new ApiError(400, 'INVALIDENTITY', `Unsupported entity for a bulk job: ${String(body.object)}`);
  if (!OPERATIONS.includes(operation)) throw new ApiError(400, 'INVALIDJOB', `Unsupported operation: ${operation}`);
  const external = typeof body.externalIdFieldName === 'string' ? body.externalIdFieldName : null;
  if (operation === 'upsert' && (external === null || externalIdField(org, object, external) === null))
    throw new ApiError(400, 'INVALIDJOB', `ExternalIdFieldName is invalid: ${external}`);
  const columnDelimiter = String(body.columnDelimiter ?? 'COMMA');
  const lineEnding = String(body.lineEnding ?? 'LF');
  const delimiter = DELIMITERS[columnDelimiter];
  if (delimiter === undefined) throw new ApiError(400, 'INVALIDJOB', `Unknown columnDelimiter ${columnDelimiter}`);
  const at = org.stamp();
  const job: IngestJob = {
    id: org.jobs.nextId(),
    kind: 'ingest',
    operation,
    object: object.name,
    createdAt: at,
    changedAt: at,
    createdById: org.userId,
    version: call.version,
    state: 'Open',
    polls: 0,
    processed: 0,
    failed: 0,
    format: { delimiter, lineEnd: lineEnding === 'CRLF' ? '\r\n' : '\n', columnDelimiter, lineEnding },
    externalIdFieldName: external,
    assigns: typeof body.assignmentRuleId === 'string',
    client: writerOf(call).origin,
    upload: null,
    isDone: false,
    errorMessage: null,
    columns: [],
    results: [],
    unprocessed: [],
  };
  org.jobs.add(job);
  const contentUrl = `services/data/v${call.version}/jobs/ingest/${job.id}/batches`;
  return { status: 200, body: { ...describe(job), contentUrl, lineEnding, columnDelimiter } };
}

function describe(job: IngestJob): Record<string, unknown> {
  const { externalIdFieldName } = job;
  return { ...describeJob(job), ...(externalIdFieldName !== null && { externalIdFieldName }) };
}

function describeFully(job: IngestJob): Record<string, unknown> {
  const { lineEnding, columnDelimiter } = job.format;
  return {
    ...describe(job),
    jobType: 'V2Ingest',
    lineEnding,
    columnDelimiter,
    numberRecordsProcessed: job.processed,
    numberRecordsFailed: job.failed,
    retries: 0,
    totalProcessingTime: isOver(job) ? job.processed : 0,
    apiActiveProcessingTime: isOver(job) ? job.processed : 0,
    apexProcessingTime: 0,
    ...(job.errorMessage !== null && { errorMessage: job.errorMessage }),
  };
}

function jobOf(call: Call): IngestJob {
  const id = readId(call.params.id ?? '');
  const job = id === null ? null : call.org.jobs.findIngest(id);
  if (job === null) throw notFound();
  return job;
}

/** Salesforce: the content of a job is uploaded once. */
function upload(call: Call): Answer {
  const job = jobOf(call);
  if (job.upload !== null)
    throw new ApiError(
      400,
      'INVALIDJOBSTATE',
      `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
    );
  if (job.state !== 'Open') throw new ApiError(400, 'INVALIDJOBSTATE', `Cannot upload to a job that is ${job.state}`);
  job.upload = Buffer.from(call.body);
  return { status: 201 };
}

function changeState(call: Call): Answer {
  const { org } = call;
  const job = jobOf(call);
  const { state } = readJson(call);
  if (state === 'Aborted' && !isOver(job)) job.state = 'Aborted';
  else if (state === 'UploadComplete' && job.state === 'Open') {
    job.state = 'UploadComplete';
    // Runs beside the calls that poll it; whatever goes wrong is the job's end, not the sandbox's.
    void runIngest(org, job).catch((error: unknown) => failJob(org, job, `InternalServerError : ${String(error)}`));
    return { status: 200, body: { ...describe(job), state: 'UploadComplete' } };
  } else throw new ApiError(400, 'INVALIDJOBSTATE', `Cannot make a job that is ${job.state} ${String(state)}`);
  job.changedAt = org.stamp();
  return { status: 200, body: describe(job) };
}

function poll(call: Call): Answer {
  const job = jobOf(call);
  if (job.state !== 'Open') job.polls += 1;
  const isPolledEnough = job.polls > call.org.switches.bulkPolls;
  if (job.state === 'InProgress' && job.isDone && isPolledEnough) job.state = 'JobComplete';
  return { status: 200, body: describeFully(job) };
}

function list(call: Call): Answer {
  const records = call.org.jobs.list('ingest').map((job) => describeFully(job as IngestJob));
  return { status: 200, body: { done: true, nextRecordsUrl: null, records } };
}

function remove(call: Call): Answer {
  const job = jobOf(call);
  if (!isOver(job)) throw new ApiError(400, 'INVALIDJOBSTATE', `Cannot delete a job that is ${job.state}`);
  call.org.jobs.remove(job.id);
  return { status: 204 };
}

/** Salesforce: the order is not that of the upload. */
function results(call: Call, written: boolean): Answer {
  const job = jobOf(call);
  const chosen = job.results.filter(({ error }) => (error === null) === written).reverse();
  const head = ['sf__Id', written ? 'sf__Created' : 'sf__Error', ...job.columns];
  return csv(
    job,
    head,
    (function* () {
      for (const result of chosen) yield [result.id, statusOf(result), ...result.row];
    })(),
  );
}

function statusOf({ error, created }: RowResult): string {
  return error ?? String(created);
}

function unprocessed(call: Call): Answer {
  const job = jobOf(call);
  return csv(job, job.columns, job.unprocessed);
}

function csv(job: IngestJob, head: readonly string[], rows: Iterable<readonly string[]>): Answer {
  const write = (row: readonly string[]) => {
    return stringify([[...row]], {
      quoted: true,
      delimiter: job.format.delimiter,
      record_delimiter: job.format.lineEnd,
    });
  };
  const pieces = (function* () {
    yield write(head);
    for (const row of rows) yield write(row);
  })();
  return { status: 200, contentType: 'text/csv', pieces };
}
