import type { Catalog, CatalogField, ConnectorEnv, Owner, Pipeline, Stage } from '../../src/model/connector.ts';
import { canonicalOf } from '../../src/model/dictionary.ts';
import { FatalError } from '../../src/model/errors.ts';
import type { FieldName, FieldType, ObjectType } from '../../src/model/record.ts';
import type { HubspotAccount } from './account.ts';
import { ownersAnswer, type Property, pipelinesAnswer } from './answers.ts';
import type { HubspotClient } from './client.ts';
import { isConflicting, ownProperties } from './health-properties.ts';
import { createMapping, healthProperty, origins } from './mapping.ts';
import { apiVersion, asHubspotObject, type HubspotObject, linkedObjects } from './objects.ts';

/** HubSpot's property types as ours; a checkbox enumeration holds several values. */
export function fieldTypeOf(property: Property): FieldType {
  switch (property.type) {
    case 'number':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'date':
    case 'datetime':
      return 'time';
    case 'enumeration':
      return property.fieldType === 'checkbox' ? 'list' : 'text';
    default:
      return 'text';
  }
}

/** Whether HubSpot itself keeps the value, so that nobody can write it. */
export function isReadOnly(property: Property): boolean {
  return property.calculated === true || property.modificationMetadata?.readOnlyValue === true;
}

function toField(object: HubspotObject, property: Property): CatalogField {
  return {
    ...canonicalOf(origins[object], property.name),
    name: property.name,
    label: property.label || property.name,
    type: fieldTypeOf(property),
    readOnly: isReadOnly(property),
    options: (property.options ?? []).map(({ value, label }) => ({ value, label: label || value })),
  };
}

/** A list that may not be read is unknown, and so is all that rests on it; any other failure ends the run. */
async function readable<T>(read: Promise<T>): Promise<T | 'unknown'> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof FatalError && error.code === 'SCOPE_MISSING') return 'unknown';
    throw error;
  }
}

async function readOwners(client: HubspotClient, archived: boolean): Promise<readonly Owner[]> {
  const owners: Owner[] = [];
  for (let after: string | null = null; ; ) {
    const query: Record<string, string> = { limit: '100', archived: String(archived), ...(after ? { after } : {}) };
    const path = `/crm/owners/${apiVersion}`;
    const page = await client.call({ method: 'GET', path, query, priority: 1 }, ownersAnswer);
    for (const owner of page.results) {
      const name = [owner.firstName, owner.lastName].filter(Boolean).join(' ');
      const active = !(owner.archived ?? archived);
      owners.push({ id: owner.id, name: name || owner.email || owner.id, email: owner.email ?? '', active });
    }
    after = page.paging?.next?.after ?? null;
    if (after === null) return owners;
  }
}

/** HubSpot: deactivated users are owners with `archived`, listed apart. */
async function readAllOwners(client: HubspotClient): Promise<readonly Owner[]> {
  const [active, archived] = await Promise.all([readOwners(client, false), readOwners(client, true)]);
  const ids = new Set(active.map((owner) => owner.id));
  return [...active, ...archived.filter((owner) => !ids.has(owner.id))];
}

/** HubSpot: metadata values are texts, `isClosed` "true" and `probability` "1.0" for a won deal. */
function stateOf(metadata: Readonly<Record<string, unknown>>): Stage['state'] {
  if (String(metadata.isClosed) !== 'true') return 'open';
  return Number(metadata.probability) === 1 ? 'won' : 'lost';
}

async function readPipelines(client: HubspotClient): Promise<readonly Pipeline[]> {
  const path = `/crm/pipelines/${apiVersion}/deals`;
  const answer = await client.call({ method: 'GET', path, priority: 1 }, pipelinesAnswer);
  const inOrder = <T extends { displayOrder?: number | null | undefined }>(items: readonly T[]): T[] =>
    [...items].sort((a, b) => (a.displayOrder ?? 0) - (b.displayOrder ?? 0));
  return inOrder(answer.results).map(({ id, label, stages }) => ({
    id,
    label: label || id,
    stages: inOrder(stages ?? []).map((stage) => ({
      id: stage.id,
      label: stage.label || stage.id,
      state: stateOf(stage.metadata ?? {}),
    })),
  }));
}

/** The links that are read between the synced objects, each in one direction. */
export function linksBetween(objects: readonly ObjectType[]): Catalog['links'] {
  return objects.flatMap((from) =>
    linkedObjects[asHubspotObject(from)].filter((to) => objects.includes(to)).map((to) => ({ from, to })),
  );
}

function provisionedOf(object: HubspotObject, properties: readonly Property[], prefix: string) {
  const own = ownProperties(properties, prefix);
  if (own.length === 0 || own.some((property) => isConflicting(property, prefix))) return null;
  const flags = own.find((property) => property.name === healthProperty(prefix, 'flags'));
  return { [object]: { flags: (flags?.options ?? []).map((option) => option.value) } };
}

/** Reads what the account offers. Owners and pipelines are read once per connection. */
export function createCatalog(
  client: HubspotClient,
  account: HubspotAccount,
  env: ConnectorEnv,
): () => Promise<Catalog> {
  const objects = env.objects.map(asHubspotObject);
  let lists: Promise<readonly [Catalog['owners'], Catalog['pipelines']]> | null = null;
  const readLists = () =>
    Promise.all([
      readable(readAllOwners(client)),
      objects.includes('deal') ? readable(readPipelines(client)) : Promise.resolve<readonly Pipeline[]>([]),
    ]);
  return async () => {
    lists ??= readLists();
    lists.catch(() => {
      lists = null;
    });
    const properties = await Promise.all(objects.map((object) => account.properties(object)));
    const [owners, pipelines] = await lists;
    const fields: Partial<Record<ObjectType, readonly CatalogField[]>> = {};
    const missing: Partial<Record<ObjectType, Readonly<Record<FieldName, string>>>> = {};
    const provisioned: NonNullable<Catalog['provisioned']>[] = [];
    for (const [index, object] of objects.entries()) {
      const list = properties[index]!;
      fields[object] = list.map((property) => toField(object, property));
      missing[object] = createMapping(object, new Set(list.map((property) => property.name)), env).missing;
      provisioned.push(provisionedOf(object, list, env.fieldPrefix) ?? {});
    }
    return {
      fields,
      owners,
      pipelines,
      links: linksBetween(objects),
      missing,
      provisioned: Object.assign({}, ...provisioned),
    };
  };
}
