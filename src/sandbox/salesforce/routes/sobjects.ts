import type { Answer } from '../../core/answer.ts';
import { ApiError, asApiError, notFound } from '../errors.ts';
import { readId } from '../ids.ts';
import { describeBriefly, describeObject } from '../schema/describe.ts';
import type { Field } from '../schema/field.ts';
import { attributesOf } from '../soql/selection.ts';
import { findRow } from '../tables/find-row.ts';
import type { Row } from '../value.ts';
import type { RowWrite } from '../writing/prepared-row.ts';
import { prepareRow } from '../writing/write-row.ts';
import { type Call, objectOf, type Route, readJson, readList, writerOf } from './route.ts';

/** Objects, their fields, and single records. */
export const sobjectRoutes: readonly Route[] = [
  { method: 'GET', path: '/services/data/{v}/sobjects', access: 'token', handle: describeGlobal },
  { method: 'GET', path: '/services/data/{v}/sobjects/:object', access: 'token', handle: basicInformation },
  { method: 'GET', path: '/services/data/{v}/sobjects/:object/describe', access: 'token', handle: describe },
  { method: 'POST', path: '/services/data/{v}/sobjects/:object', access: 'token', handle: create },
  { method: 'GET', path: '/services/data/{v}/sobjects/:object/:id', access: 'token', handle: read },
  { method: 'PATCH', path: '/services/data/{v}/sobjects/:object/:id', access: 'token', handle: update },
  { method: 'DELETE', path: '/services/data/{v}/sobjects/:object/:id', access: 'token', handle: remove },
];

function describeGlobal({ org, base }: Call): Answer {
  const sobjects = org.schema.list().map((object) => describeBriefly(object, base));
  return { status: 200, body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects } };
}

function basicInformation(call: Call): Answer {
  const object = objectOf(call);
  return { status: 200, body: { objectDescribe: describeBriefly(object, call.base), recentItems: [] } };
}

/** Salesforce: 304 where neither fields nor permissions changed since. */
function describe(call: Call): Answer {
  const object = objectOf(call);
  const since = Date.parse(call.header('if-modified-since') ?? '');
  const changedAt = Math.floor(call.org.schemaChangedAt / 1000) * 1000;
  const headers = { 'Last-Modified': new Date(changedAt).toUTCString() };
  if (!Number.isNaN(since) && changedAt <= since) return { status: 304, headers };
  return { status: 200, headers, body: describeObject(call.org, object, call.base) };
}

/** The row of a path; deleted ones are not found, but said to be deleted. */
export function rowOf(call: Call): Row {
  const object = objectOf(call);
  const id = readId(call.params.id ?? '');
  const row = id === null ? null : findRow(call.org, id);
  if (row === null || row.object !== object.name) throw notFound();
  if (row.isDeleted) throw new ApiError(404, 'ENTITY_IS_DELETED', 'entity is deleted', []);
  return row;
}

function read(call: Call): Answer {
  const object = objectOf(call);
  const row = rowOf(call);
  const asked = readList(call.query, 'fields');
  const fields =
    asked.length === 0 ? call.org.access.visibleFields(object) : asked.map((name) => knownField(call, name));
  const values = Object.fromEntries(fields.map(({ name }) => [name, row.read(name)]));
  return { status: 200, body: { attributes: attributesOf(row, call.base), ...values } };
}

function knownField(call: Call, name: string): Field {
  const object = objectOf(call);
  const field = call.org.access.findField(object, name);
  if (field !== null) return field;
  throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
}

/** Writes one row or throws its first problem. */
export function writeOne(call: Call, write: RowWrite): string {
  const prepared = prepareRow(call.org, write, writerOf(call));
  if (prepared.problems === null) return prepared.commit();
  const [problem] = prepared.problems;
  throw problem === undefined ? notFound() : asApiError(problem);
}

function create(call: Call): Answer {
  const id = writeOne(call, { operation: 'create', object: objectOf(call), id: null, values: readJson(call) });
  return { status: 201, body: { id, success: true, errors: [] } };
}

function update(call: Call): Answer {
  const row = rowOf(call);
  checkUnmodified(call, row);
  const values = readJson(call);
  if (Object.keys(values).some((name) => name.toLowerCase() === 'id'))
    throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
  writeOne(call, { operation: 'update', object: objectOf(call), id: row.id, values });
  return { status: 204 };
}

/** Salesforce compares with LastModifiedDate and answers 412 where somebody else was faster. */
function checkUnmodified(call: Call, row: Row): void {
  const header = call.header('if-unmodified-since');
  if (header === undefined) return;
  const since = Date.parse(header);
  if (Number.isNaN(since))
    throw new ApiError(400, 'INVALID_HEADER', `Invalid value for header If-Unmodified-Since: ${header}`);
  if ((row.time('LastModifiedDate') ?? 0) <= since) return;
  throw new ApiError(412, 'PRECONDITION_FAILED', 'The precondition of the request failed');
}

function remove(call: Call): Answer {
  const row = rowOf(call);
  writeOne(call, { operation: 'delete', object: objectOf(call), id: row.id, values: {} });
  return { status: 204 };
}
