import type { Answer } from '../../core/answer.ts';
import { notFound } from '../errors.ts';
import { readId } from '../ids.ts';
import type { Org } from '../org.ts';
import { MASTER_RECORD_TYPE } from '../schema/describe.ts';
import type { Field, PicklistValue } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import { PROCESS_FIELDS } from '../schema/record-types.ts';
import { type Call, objectOf, type Route } from './route.ts';

/** UI API: the values that a record type offers, of one picklist or of all. */
export const picklistRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/services/data/{v}/ui-api/object-info/:object/picklist-values/:type',
    access: 'token',
    handle: allValues,
  },
  {
    method: 'GET',
    path: '/services/data/{v}/ui-api/object-info/:object/picklist-values/:type/:field',
    access: 'token',
    handle: oneField,
  },
];

const PICKLISTS: readonly string[] = ['picklist', 'multipicklist'];

/** The id in the path, as 18 characters; master is a type that every object has. */
function typeIdOf(call: Call, object: ObjectDefinition): string {
  const id = readId(call.params.type ?? '');
  const isKnown = id === MASTER_RECORD_TYPE || call.org.recordTypes.of(object.name).some((type) => type.id === id);
  if (id === null || !isKnown) throw notFound();
  return id;
}

function offered(org: Org, object: ObjectDefinition, typeId: string, field: Field): readonly PicklistValue[] {
  const type = org.recordTypes.of(object.name).find(({ id }) => id === typeId);
  const isNarrowed = PROCESS_FIELDS[object.name as keyof typeof PROCESS_FIELDS] === field.name;
  const { values } = type ?? { values: null };
  return isNarrowed && values !== null ? field.picklist.filter(({ value }) => values.includes(value)) : field.picklist;
}

function collectionOf(call: Call, object: ObjectDefinition, typeId: string, field: Field): Record<string, unknown> {
  const values = offered(call.org, object, typeId, field);
  return {
    controllerValues: {},
    defaultValue: null,
    eTag: typeId,
    url: `${call.base}/ui-api/object-info/${object.name}/picklist-values/${typeId}/${field.name}`,
    values: values.map(({ value, label }) => ({ attributes: null, label, validFor: [], value })),
  };
}

function oneField(call: Call): Answer {
  const object = objectOf(call);
  const typeId = typeIdOf(call, object);
  const field = call.org.access.findField(object, call.params.field ?? '');
  if (field === null || !PICKLISTS.includes(field.type)) throw notFound();
  return { status: 200, body: collectionOf(call, object, typeId, field) };
}

function allValues(call: Call): Answer {
  const object = objectOf(call);
  const typeId = typeIdOf(call, object);
  const fields = call.org.access.visibleFields(object).filter(({ type }) => PICKLISTS.includes(type));
  const picklistFieldValues = Object.fromEntries(
    fields.map((field) => [field.name, collectionOf(call, object, typeId, field)]),
  );
  return { status: 200, body: { eTag: typeId, picklistFieldValues } };
}
