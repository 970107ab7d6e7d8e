import type { Catalog, CatalogField } from '../../src/model/connector.ts';
import { canonicalOf, dictionary } from '../../src/model/dictionary.ts';
import { FatalError } from '../../src/model/errors.ts';
import { healthKeys } from '../../src/model/health-field.ts';
import type { FieldName, FieldType, ObjectType } from '../../src/model/record.ts';
import type { Described, DescribedField } from './answers.ts';
import { acceptedValues, healthField, isConflicting, ownFields } from './health-fields.ts';
import { origins } from './mapping.ts';
import { linkedObjects } from './objects.ts';
import { planRead, type ReadContext, type ReadPlan } from './plan.ts';

/** Salesforce's field types as ours. */
export function fieldTypeOf(field: DescribedField): FieldType {
  switch (field.type) {
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'date':
    case 'datetime':
      return 'time';
    case 'multipicklist':
      return 'list';
    default:
      return 'text';
  }
}

function toField(object: ObjectType, field: DescribedField): CatalogField {
  return {
    ...canonicalOf(origins[object], field.name),
    name: field.name,
    label: field.label || field.name,
    type: fieldTypeOf(field),
    readOnly: field.updateable !== true,
    options: (field.picklistValues ?? [])
      .filter(({ active }) => active !== false)
      .map(({ value, label }) => ({ value, label: label || value })),
  };
}

/** Objects whose health fields exist and can be written; half a set is none, as a write would name all of it. */
function provisionedOf(object: ObjectType, described: Described, prefix: string): NonNullable<Catalog['provisioned']> {
  const own = ownFields(described, prefix);
  const isUsable = own.length > 0 && own.every((field) => !isConflicting(field, prefix) && field.updateable === true);
  if (!isUsable) return {};
  const flags = own.find((field) => field.name === healthField(prefix, 'flags'));
  const accepted = flags ? (acceptedValues(flags) ?? (flags.picklistValues ?? []).map(({ value }) => value)) : [];
  return { [object]: { flags: accepted } };
}

/** The links that are read between the synced objects, each in one direction, as far as the org shows what holds them. */
async function linksBetween(context: ReadContext, objects: readonly ObjectType[]): Promise<Catalog['links']> {
  const hasRoles = objects.includes('deal') && (await context.org.describeChild('OpportunityContactRole')) !== null;
  return objects.flatMap((from) =>
    linkedObjects[from]
      .filter((to) => objects.includes(to) && (from !== 'deal' || to !== 'contact' || hasRoles))
      .map((to) => ({ from, to })),
  );
}

/** Names of the health fields that an object lacks or does not show. */
export function missingHealthFields(described: Described, prefix: string): readonly string[] {
  const present = new Set(described.fields.map(({ name }) => name.toLowerCase()));
  return healthKeys.map((key) => healthField(prefix, key)).filter((name) => !present.has(name.toLowerCase()));
}

/** The plan of an object, or why the org shows no such object: what is known of the others still holds. */
async function planOrReason(context: ReadContext, object: ObjectType): Promise<ReadPlan | string> {
  try {
    return await planRead(context, object, linkedObjects[object]);
  } catch (error) {
    if (error instanceof FatalError && error.code === 'SCOPE_MISSING') return error.message;
    throw error;
  }
}

function allMissing(object: ObjectType, why: string): Readonly<Record<FieldName, string>> {
  return Object.fromEntries(dictionary[object].map(({ name }) => [name, why]));
}

/** Reads what the org offers. An object it does not show is told as such; the others are told in full. */
export function createCatalog(context: ReadContext): () => Promise<Catalog> {
  const { client, lists } = context;
  const { objects, fieldPrefix } = client.env;
  return async () => {
    const [plans, owners] = await Promise.all([
      Promise.all(objects.map((object) => planOrReason(context, object))),
      lists.owners(),
    ]);
    const fields: Partial<Record<ObjectType, readonly CatalogField[]>> = {};
    const missing: Partial<Record<ObjectType, Readonly<Record<FieldName, string>>>> = {};
    let provisioned: NonNullable<Catalog['provisioned']> = {};
    let pipelines: Catalog['pipelines'] = objects.includes('deal') ? 'unknown' : [];
    for (const [index, object] of objects.entries()) {
      const plan = plans[index]!;
      if (typeof plan === 'string') {
        missing[object] = allMissing(object, plan);
        continue;
      }
      fields[object] = plan.described.fields.map((field) => toField(object, field));
      missing[object] = plan.mapping.missing;
      provisioned = { ...provisioned, ...provisionedOf(object, plan.described, fieldPrefix) };
      if (object === 'deal') pipelines = await lists.pipelines(plan.described);
    }
    const shown = objects.filter((_, index) => typeof plans[index] !== 'string');
    return { fields, owners, pipelines, links: await linksBetween(context, shown), missing, provisioned };
  };
}
