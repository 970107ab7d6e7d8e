import type { Answer } from '../../core/answer.ts';
import { ApiError } from '../errors.ts';
import { externalIdField, findByExternalId } from '../writing/find-by-external-id.ts';
import { type Call, objectOf, type Route, readJson } from './route.ts';
import { writeOne } from './sobjects.ts';

/** Writing a record by an id of another system. */
export const upsertRoutes: readonly Route[] = [
  { method: 'PATCH', path: '/services/data/{v}/sobjects/:object/:field/:value', access: 'token', handle: upsert },
];

function upsert(call: Call): Answer {
  const { org, base } = call;
  const object = objectOf(call);
  const name = call.params.field ?? '';
  const value = call.params.value ?? '';
  const field = externalIdField(org, object, name);
  if (field === null) {
    const message = `Provided external ID field does not exist or is not accessible: ${name}`;
    throw new ApiError(404, 'NOT_FOUND', message);
  }
  const ids = findByExternalId(org, object, field, value);
  if (ids.length > 1) return { status: 300, body: ids.map((id) => `${base}/sobjects/${object.name}/${id}`) };
  const values = readJson(call);
  const [known = null] = ids;
  const id =
    known === null
      ? writeOne(call, { operation: 'create', object, id: null, values: { ...values, [field.name]: value } })
      : writeOne(call, { operation: 'update', object, id: known, values });
  return { status: known === null ? 201 : 200, body: { id, success: true, errors: [], created: known === null } };
}
