import type { Answer } from '../../core/answer.ts';
import { ApiError, type Problem } from '../errors.ts';
import { readId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import { attributesOf } from '../soql/selection.ts';
import { findRow } from '../tables/find-row.ts';
import { externalIdField, findByExternalId } from '../writing/find-by-external-id.ts';
import { type PreparedRow, refuse } from '../writing/prepared-row.ts';
import { prepareRow } from '../writing/write-row.ts';
import { type Call, objectOf, type Route, readJson, readList, writerOf } from './route.ts';

/** Salesforce: rows of one call, and runs of rows of one object in it. */
const MAX_ROWS = 200;
const MAX_CHUNKS = 10;
const MAX_RETRIEVED = 2_000;

const COLLECTION = '/services/data/{v}/composite/sobjects';

/** Up to 200 records in one call. */
export const collectionRoutes: readonly Route[] = [
  { method: 'POST', path: COLLECTION, access: 'token', handle: (call) => write(call, 'create') },
  { method: 'PATCH', path: COLLECTION, access: 'token', handle: (call) => write(call, 'update') },
  { method: 'DELETE', path: COLLECTION, access: 'token', handle: remove },
  { method: 'POST', path: `${COLLECTION}/:object`, access: 'token', handle: retrieve },
  { method: 'GET', path: `${COLLECTION}/:object`, access: 'token', handle: retrieve },
  { method: 'PATCH', path: `${COLLECTION}/:object/:field`, access: 'token', handle: upsert },
];

type Given = Readonly<Record<string, unknown>>;

/** A row that was checked; `created` is told of upserts only. */
interface Ready {
  readonly prepared: PreparedRow;
  readonly created?: boolean;
}

function readRows(body: Given): Given[] {
  const { records } = body;
  if (!Array.isArray(records) || records.length === 0)
    throw new ApiError(400, 'REQUIRED_FIELD_MISSING', 'At least 1 record is required');
  if (records.length > MAX_ROWS) {
    const message = `record limit reached. cannot submit more than ${MAX_ROWS} records into this call`;
    throw new ApiError(400, 'EXCEEDED_ID_LIMIT', message);
  }
  return records.map((row: unknown) => (typeof row === 'object' && row !== null ? { ...row } : {}));
}

function typeOf(row: Given): string {
  const { attributes } = row;
  const type = typeof attributes === 'object' && attributes !== null && 'type' in attributes ? attributes.type : '';
  return String(type ?? '');
}

function idOf(row: Given): string | null {
  const id = row.id ?? row.Id ?? null;
  return id === null || id === '' ? null : String(id);
}

/** Salesforce: rows of one object that follow each other are a chunk. */
function checkChunks(types: readonly string[]): void {
  const chunks = types.filter((type, place) => type !== types[place - 1]).length;
  if (chunks <= MAX_CHUNKS) return;
  const message = `Cannot have more than ${MAX_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`;
  throw new ApiError(400, 'LIMIT_EXCEEDED', message);
}

function objectOfRow(org: Org, row: Given): ObjectDefinition | null {
  return org.schema.find(typeOf(row));
}

function unknownType(row: Given): PreparedRow {
  return refuse('INVALID_TYPE', `sObject type '${typeOf(row)}' is not supported.`);
}

function write(call: Call, operation: 'create' | 'update'): Answer {
  const body = readJson(call);
  const rows = readRows(body);
  checkChunks(rows.map(typeOf));
  const writer = writerOf(call);
  const ready = rows.map((row) => {
    const object = objectOfRow(call.org, row);
    if (object === null) return { prepared: unknownType(row) };
    if (operation === 'create' && idOf(row) !== null)
      return { prepared: refuse('INVALID_FIELD', 'cannot specify Id in an insert call', ['Id']) };
    return { prepared: prepareRow(call.org, { operation, object, id: idOf(row), values: row }, writer) };
  });
  return finish(ready, body.allOrNone === true);
}

function remove(call: Call): Answer {
  const ids = readList(call.query, 'ids');
  if (ids.length === 0) throw new ApiError(400, 'REQUIRED_FIELD_MISSING', 'At least 1 record is required');
  if (ids.length > MAX_ROWS)
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_ROWS} records into this call`,
    );
  checkChunks(ids.map((id) => id.slice(0, 3)));
  const ready = ids.map((given): Ready => {
    const id = readId(given);
    const object = id === null ? null : call.org.schema.ofId(id);
    if (object === null) return { prepared: refuse('MALFORMED_ID', `malformed id ${given}`) };
    return { prepared: prepareRow(call.org, { operation: 'delete', object, id, values: {} }, writerOf(call)) };
  });
  return finish(ready, call.query.get('allOrNone') === 'true');
}

function upsert(call: Call): Answer {
  const body = readJson(call);
  const rows = readRows(body);
  const object = objectOf(call);
  const field = externalIdField(call.org, object, call.params.field ?? '');
  if (field === null) {
    const message = `Provided external ID field does not exist or is not accessible: ${call.params.field}`;
    throw new ApiError(404, 'NOT_FOUND', message);
  }
  const writer = writerOf(call);
  const ready = rows.map((row): Ready => {
    const value = Object.entries(row).find(([name]) => name.toLowerCase() === field.name.toLowerCase())?.[1];
    if (value === undefined || value === null)
      return { prepared: refuse('MISSING_ARGUMENT', `${field.name} not specified`), created: false };
    const [known = null, second] = findByExternalId(call.org, object, field, String(value));
    if (second !== undefined)
      return {
        prepared: refuse('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found for external id field`),
      };
    const operation = known === null ? 'create' : 'update';
    const prepared = prepareRow(call.org, { operation, object, id: known, values: row }, writer);
    return { prepared, created: known === null };
  });
  return finish(ready, body.allOrNone === true);
}

/** Answers every row in its place. Salesforce: 200 even where rows failed; failed rows have no id. */
function finish(rows: readonly Ready[], allOrNone: boolean): Answer {
  const isRolledBack = allOrNone && rows.some(({ prepared }) => prepared.problems !== null);
  const body = rows.map(({ prepared, created }) => {
    if (prepared.problems !== null) return failure(prepared.problems);
    if (isRolledBack) return failure([ROLLED_BACK]);
    return { id: prepared.commit(), success: true, errors: [], ...(created !== undefined && { created }) };
  });
  return { status: 200, body };
}

const ROLLED_BACK: Problem = {
  code: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};

function failure(problems: readonly Problem[]): unknown {
  const errors = problems.map(({ code, message, fields }) => ({ statusCode: code, message, fields: fields ?? [] }));
  return { success: false, errors };
}

/** Some fields of some records; null in the place of one that is not there. */
function retrieve(call: Call): Answer {
  const { org } = call;
  const object = objectOf(call);
  const body = call.body.length === 0 ? {} : readJson(call);
  const ids = Array.isArray(body.ids) ? body.ids.map(String) : readList(call.query, 'ids');
  const names = Array.isArray(body.fields) ? body.fields.map(String) : readList(call.query, 'fields');
  if (ids.length > MAX_RETRIEVED)
    throw new ApiError(400, 'EXCEEDED_ID_LIMIT', `at most ${MAX_RETRIEVED} ids can be given`);
  const fields = ['Id', ...names.filter((name) => name.toLowerCase() !== 'id')].map((name) => {
    const field = org.access.findField(object, name);
    if (field !== null) return field;
    throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
  });
  const rows = ids.map((given) => {
    const id = readId(given);
    const row = id === null ? null : findRow(org, id);
    if (row === null || row.isDeleted || row.object !== object.name) return null;
    return {
      attributes: attributesOf(row, call.base),
      ...Object.fromEntries(fields.map(({ name }) => [name, row.read(name)])),
    };
  });
  return { status: 200, body: rows };
}
