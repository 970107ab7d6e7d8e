import { setImmediate as yieldTurn } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { Problem } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import { externalIdField, findByExternalId } from '../writing/find-by-external-id.ts';
import { type PreparedRow, refuse } from '../writing/prepared-row.ts';
import { prepareRow } from '../writing/write-row.ts';
import type { Writer } from '../writing/writer.ts';
import type { CsvFormat, Job } from './job.ts';

/** Rows to be written, and what became of them. */
export interface IngestJob extends Job {
  readonly kind: 'ingest';
  readonly format: CsvFormat;
  readonly externalIdFieldName: string | null;
  readonly assigns: boolean;
  readonly client: string;
  upload: Buffer | null;
  isDone: boolean;
  errorMessage: string | null;
  columns: readonly string[];
  results: RowResult[];
  unprocessed: readonly (readonly string[])[];
}

/** What became of a row. */
export interface RowResult {
  readonly id: string;
  readonly created: boolean;
  /** Null where the row was written. */
  readonly error: string | null;
  readonly row: readonly string[];
}

const ROWS_PER_TURN = 500;

/** Salesforce: what a cell says to empty a field; an empty cell leaves it alone. */
const NULL = '#N/A';

/** Writes the rows of a job, each on its own, with turns for other calls in between. */
export async function runIngest(org: Org, job: IngestJob): Promise<void> {
  job.state = 'InProgress';
  const rows = readRows(job);
  const columns = rows?.[0];
  if (rows === null || columns === undefined) return failJob(org, job, 'InvalidBatch : Failed to parse the CSV');
  job.columns = columns;
  const object = org.schema.get(job.object);
  const unknown = columns.find((name) => org.access.findField(object, name) === null);
  if (unknown !== undefined) return failJob(org, job, `InvalidBatch : Field name not found : ${unknown}`);
  const writer: Writer = { userId: org.userId, origin: job.client, autoAssign: job.assigns };
  for (let place = 1; place < rows.length; place += 1) {
    if (place % ROWS_PER_TURN === 0) await yieldTurn();
    const stops = org.switches.bulkStopsAfter;
    if (job.state !== 'InProgress' || (stops !== null && place > stops)) {
      job.unprocessed = rows.slice(place);
      if (job.state === 'InProgress') failJob(org, job, 'InternalServerError : Retried more than fifteen times');
      break;
    }
    const result = writeRow(org, object, job, columns, rows[place] as string[], writer);
    job.processed += 1;
    if (result.error !== null) job.failed += 1;
    job.results.push(result);
  }
  job.isDone = true;
  job.upload = null;
  job.changedAt = org.stamp();
}

/** Ends a job before its rows are all written. */
export function failJob(org: Org, job: IngestJob, message: string): void {
  job.state = 'Failed';
  job.errorMessage = message;
  job.isDone = true;
  job.changedAt = org.stamp();
}

function readRows(job: IngestJob): string[][] | null {
  try {
    return parse(job.upload ?? Buffer.alloc(0), {
      delimiter: job.format.delimiter,
      bom: true,
      skip_empty_lines: true,
      relax_column_count: false,
    });
  } catch {
    return null;
  }
}

function writeRow(
  org: Org,
  object: ObjectDefinition,
  job: IngestJob,
  columns: readonly string[],
  row: readonly string[],
  writer: Writer,
): RowResult {
  const values: Record<string, unknown> = {};
  let id: string | null = null;
  for (const [place, name] of columns.entries()) {
    const cell = row[place] ?? '';
    if (name.toLowerCase() === 'id') id = cell === '' ? null : cell;
    else if (cell !== '') values[name] = cell === NULL ? null : cell;
  }
  const wrong = findUnreadable(org, object, columns, values);
  const { prepared, created } = wrong ?? prepare(org, object, job, id, values, writer);
  if (prepared.problems === null) return { id: prepared.commit(), created, error: null, row };
  return { id: created ? '' : (id ?? ''), created: false, error: prepared.problems.map(asText).join(';'), row };
}

const XSD: Readonly<Partial<Record<Field['type'], string>>> = {
  date: 'date',
  datetime: 'dateTime',
  boolean: 'boolean',
};

/** Salesforce names the column of a value that cannot be read as its type. */
function findUnreadable(
  org: Org,
  object: ObjectDefinition,
  columns: readonly string[],
  values: Record<string, unknown>,
) {
  for (const [place, name] of columns.entries()) {
    const value = values[name];
    const field = org.access.findField(object, name);
    if (typeof value !== 'string' || field === null || isReadable(field, value)) continue;
    const type = XSD[field.type] ?? 'double';
    const message = `Failed to deserialize field at col ${place}. Due to, '${value}' is not a valid value for the type xsd:${type}`;
    return { prepared: refuse('INVALID_FIELD', message, [field.name]), created: false };
  }
  return null;
}

function isReadable(field: Field, text: string): boolean {
  switch (field.type) {
    case 'date':
    case 'datetime':
      return /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));
    case 'boolean':
      return /^(true|false|1|0)$/i.test(text);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return text.trim() !== '' && Number.isFinite(Number(text));
    default:
      return true;
  }
}

function prepare(
  org: Org,
  object: ObjectDefinition,
  job: IngestJob,
  id: string | null,
  values: Record<string, unknown>,
  writer: Writer,
): { prepared: PreparedRow; created: boolean } {
  if (job.operation === 'insert')
    return { prepared: prepareRow(org, { operation: 'create', object, id: null, values }, writer), created: true };
  if (job.operation !== 'upsert') {
    const operation = job.operation === 'update' ? 'update' : 'delete';
    return { prepared: prepareRow(org, { operation, object, id, values }, writer), created: false };
  }
  const field = externalIdField(org, object, job.externalIdFieldName ?? 'Id');
  const value = field?.type === 'id' ? id : (values[field?.name ?? ''] ?? null);
  if (field === null || value === null)
    return { prepared: refuse('MISSING_ARGUMENT', `${job.externalIdFieldName} not specified`), created: false };
  const [known = null] = findByExternalId(org, object, field, String(value));
  const operation = known === null ? 'create' : 'update';
  return { prepared: prepareRow(org, { operation, object, id: known, values }, writer), created: known === null };
}

/** `CODE:message:Field,Field --`. */
function asText({ code, message, fields }: Problem): string {
  const named = fields === null || fields.length === 0 ? '' : `${fields.join(',')} `;
  return `${code}:${message}:${named}--`;
}
