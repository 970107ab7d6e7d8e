import { ApiError } from '../errors.ts';
import type { Org } from '../org.ts';
import { isCompound } from '../schema/field.ts';
import { isAggregate } from '../soql/aggregate.ts';
import type { Query } from '../soql/ast.ts';
import { type ResolvedPath, resolveObject } from '../soql/resolve.ts';
import { type FoundRows, runQuery } from '../soql/run-query.ts';
import { selectedPaths } from '../soql/selection.ts';
import type { Row } from '../value.ts';
import type { CsvFormat, Job } from './job.ts';

/** A query whose result is fetched as CSV. */
export interface QueryJob extends Job {
  readonly kind: 'query';
  readonly query: Query;
  readonly format: CsvFormat;
  rows: FoundRows | null;
}

/** Salesforce: no groups, no OFFSET, no children and no compound fields in bulk queries. */
export function checkBulkQuery(org: Org, query: Query): void {
  const refuse = (what: string) => new ApiError(400, 'API_ERROR', `${what} not supported in Bulk Query`);
  if (query.isCount || isAggregate(query)) throw refuse('Aggregate Relationships');
  if (query.select.some(({ kind }) => kind === 'subquery')) throw refuse('Nested Query');
  if (query.offset > 0) throw refuse('OFFSET');
  const object = resolveObject(org, query.from, query.text);
  const compound = selectedPaths(org, object, query).find(({ field }) => isCompound(field));
  if (compound !== undefined)
    throw new ApiError(
      400,
      'FUNCTIONALITY_NOT_ENABLED',
      `Selecting compound data not supported in Bulk Query: ${compound.field.name}`,
    );
}

/** Runs the query of a job; the rows are read when the results are fetched. */
export async function runJob(org: Org, job: QueryJob): Promise<void> {
  job.state = 'InProgress';
  // Nobody waits for this promise: whatever goes wrong is the job's end, not the sandbox's.
  const found = await runQuery(org, job.query, job.operation === 'queryAll').catch(() => null);
  if (job.state !== 'InProgress') return;
  if (found?.kind === 'rows' && !org.switches.bulkQueriesFail) {
    job.rows = found.rows;
    job.processed = found.rows.size;
  } else job.state = 'Failed';
  job.changedAt = org.stamp();
}

/** The CSV of some rows, header line first: every value quoted, nulls empty. */
export function* writeCsv(org: Org, job: QueryJob, rows: FoundRows, from: number, to: number): Generator<string> {
  const object = org.schema.get(job.object);
  const paths = selectedPaths(org, object, job.query);
  const { delimiter, lineEnd } = job.format;
  yield paths.map((path) => quote(nameOf(path))).join(delimiter) + lineEnd;
  for (let place = from; place < to; place += 1) {
    const row = rows.at(place);
    yield paths.map((path) => cell(path, row)).join(delimiter) + lineEnd;
  }
}

function nameOf({ steps, field }: ResolvedPath): string {
  return [...steps.map((step) => step.relationship), field.name].join('.');
}

function cell(path: ResolvedPath, row: Row): string {
  const value = path.read(row);
  return value === null ? '""' : quote(String(value));
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
