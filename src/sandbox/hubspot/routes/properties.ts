import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { ApiError, type BatchError, invalidRequest, notFound } from '../errors.ts';
import { type ObjectType, resolveObjectType } from '../object-types.ts';
import { changeProperty, defineProperty, propertyChangeSchema, propertySchema } from '../properties/define-property.ts';
import { formatProperty } from '../properties/format-property.ts';
import type { Property } from '../properties/property.ts';
import type { PropertyRegistry } from '../properties/property-registry.ts';
import { answerBatch, checkInputs } from './batch-answer.ts';
import { schemaReadScopes, schemaWriteScopes } from './object-scopes.ts';
import { type Call, type Route, readBody, readFlag } from './route.ts';

const namesSchema = z.object({
  archived: z.boolean().default(false),
  inputs: z.array(z.object({ name: z.string() })),
});
const createSchema = z.object({ inputs: z.array(propertySchema).min(1).max(100) });

/** Property definitions: reading needs the records' scope, making them the schemas' one. */
export const propertyRoutes: readonly Route[] = [
  propertyRoute('GET', '', 'read', listProperties),
  propertyRoute('POST', '', 'write', createProperty),
  propertyRoute('POST', '/batch/create', 'write', createBatch),
  propertyRoute('POST', '/batch/read', 'read', readBatch),
  propertyRoute('POST', '/batch/archive', 'write', archiveBatch),
  propertyRoute('GET', '/:name', 'read', getProperty),
  propertyRoute('PATCH', '/:name', 'write', updateProperty),
  propertyRoute('DELETE', '/:name', 'write', archiveProperty),
];

/** A route below an object type's definitions. */
export function propertyRoute(
  method: Route['method'],
  path: string,
  access: 'read' | 'write',
  handle: Route['handle'],
): Route {
  return {
    method,
    dated: `/crm/properties/{V}/:type${path}`,
    legacy: [`/crm/v3/properties/:type${path}`],
    scopes: access === 'read' ? schemaReadScopes : schemaWriteScopes,
    scopeError: 'context',
    limitClass: 'standard',
    handle,
  };
}

/** The definitions of the object in the path. */
export function readRegistry(call: Call): { type: ObjectType; registry: PropertyRegistry } {
  const type = resolveObjectType(call.params.type ?? '');
  return { type, registry: call.portal.properties[type.name] };
}

function findProperty(call: Call, registry: PropertyRegistry): Property {
  const property = registry.findAny(call.params.name ?? '');
  if (property === null || (property.archivedAt !== null) !== readFlag(call.query, 'archived')) throw notFound();
  return property;
}

function listProperties(call: Call): Answer {
  const { registry } = readRegistry(call);
  return { status: 200, body: { results: registry.list(readFlag(call.query, 'archived')).map(formatProperty) } };
}

function getProperty(call: Call): Answer {
  return { status: 200, body: formatProperty(findProperty(call, readRegistry(call).registry)) };
}

function createProperty(call: Call): Answer {
  const { registry } = readRegistry(call);
  const property = defineProperty(registry, readBody(propertySchema, call.body), call.portal.clock.now());
  registry.put(property);
  return { status: 201, body: formatProperty(property) };
}

function updateProperty(call: Call): Answer {
  const { registry } = readRegistry(call);
  const property = findProperty(call, registry);
  const change = readBody(propertyChangeSchema, call.body);
  if (property.hubspotDefined && property.readOnlyValue) throw readOnlyDefinition(property.name);
  const changed = changeProperty(registry, property, change, call.portal.clock.now());
  registry.put(changed);
  return { status: 200, body: formatProperty(changed) };
}

function readOnlyDefinition(name: string): ApiError {
  return invalidRequest(`Property "${name}" is read only and cannot be changed`);
}

/** HubSpot: deleting archives; a second time, or an unknown name, is 204 as well. */
function archiveProperty(call: Call): Answer {
  const { registry } = readRegistry(call);
  archiveNamed(call, registry, call.params.name ?? '');
  return { status: 204 };
}

function archiveNamed(call: Call, registry: PropertyRegistry, name: string): void {
  const property = registry.find(name);
  if (property === null) return;
  if (property.hubspotDefined) throw readOnlyDefinition(name);
  registry.put({ ...property, archivedAt: call.portal.clock.now() });
}

function createBatch(call: Call): Answer {
  const startedAt = call.portal.clock.now();
  const { registry } = readRegistry(call);
  const { inputs } = readBody(createSchema, call.body);
  checkInputs(inputs.map((input) => input.name));
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    try {
      const property = defineProperty(registry, input, startedAt);
      registry.put(property);
      results.push(formatProperty(property));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      errors.push(describeFailure(error, input.name));
    }
  }
  return answerBatch(call, startedAt, results, errors, 201);
}

function describeFailure(error: ApiError, name: string): BatchError {
  const { category = 'VALIDATION_ERROR', subCategory, context } = error.details;
  return {
    status: 'error',
    category,
    ...(subCategory !== undefined && { subCategory }),
    message: error.message,
    context: context ?? { name: [name] },
  };
}

function readBatch(call: Call): Answer {
  const startedAt = call.portal.clock.now();
  const { type, registry } = readRegistry(call);
  const { archived, inputs } = readBody(namesSchema, call.body);
  checkInputs(inputs.map((input) => input.name));
  const found = inputs.map(({ name }) => ({ name, property: registry.findAny(name) }));
  const isWanted = (property: Property | null): property is Property =>
    property !== null && (property.archivedAt !== null) === archived;
  const results = found.flatMap(({ property }) => (isWanted(property) ? [formatProperty(property)] : []));
  const errors = found
    .filter(({ property }) => !isWanted(property))
    .map(({ name }): BatchError => {
      const message = `Unable to find property '${name}' on object type ${type.typeId}`;
      return { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { name: [name] } };
    });
  return answerBatch(call, startedAt, results, errors);
}

function archiveBatch(call: Call): Answer {
  const { registry } = readRegistry(call);
  const names = readBody(namesSchema, call.body).inputs.map((input) => input.name);
  checkInputs(names);
  for (const name of names) archiveNamed(call, registry, name);
  return { status: 204 };
}
