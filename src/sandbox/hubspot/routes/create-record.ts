import { z } from 'zod';
import { ApiError, invalidRequest, invalidValues } from '../errors.ts';
import { findObjectType, OBJECT_NAMES, type ObjectType } from '../object-types.ts';
import type { ObjectName } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import { applyWrite, markNeighbours } from '../records/apply-write.ts';
import { pairTypes } from '../records/association-types.ts';
import { prepareWrite } from '../records/prepare-write.ts';
import type { CrmRecord } from '../records/record.ts';
import type { Values } from '../records/written.ts';
import { type Call, idSchema } from './route.ts';

/** Property values as clients send them: HubSpot takes strings, and in practice numbers and booleans. */
export const valuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** One record to be created. */
export const createSchema = z.object({
  properties: valuesSchema.default({}),
  associations: z
    .array(
      z.object({
        to: z.object({ id: idSchema }),
        types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number() })).min(1),
      }),
    )
    .nullish(),
  objectWriteTraceId: z.string().optional(),
});

/** What a create call asks for. */
export type Creation = z.infer<typeof createSchema>;

/** A new record that was checked and may be stored. */
export interface CheckedCreation {
  readonly values: Values;
  readonly links: readonly { readonly to: ObjectName; readonly id: string; readonly isPrimary: boolean }[];
}

/** Checks a new record; throws HubSpot's refusal (409 for an e-mail that is taken). */
export function checkCreation(call: Call, type: ObjectType, creation: Creation): CheckedCreation {
  const { portal } = call;
  const prepared = prepareWrite(portal, type.name, null, creation.properties, call.generation);
  if (prepared.problems.length > 0) throw invalidValues(prepared.problems);
  checkRequired(type, prepared.values);
  const email = type.name === 'contacts' ? prepared.values.email : null;
  const taken = email ? portal.finder.byEmail(email) : null;
  if (taken !== null) throw conflict(taken);
  return { values: completeDeal(portal, type, prepared.values), links: readLinks(portal, type, creation) };
}

/** Stores a checked record with its associations. */
export function storeCreation(call: Call, type: ObjectType, checked: CheckedCreation): CrmRecord {
  const { portal } = call;
  const record = applyWrite(portal, type.name, null, checked.values, portal.integration);
  for (const { to, id, isPrimary } of checked.links) portal.associations.add(type.name, record.id, to, id, isPrimary);
  markNeighbours(portal, record);
  return record;
}

/** HubSpot 409: an existing contact has the e-mail address. */
function conflict(existing: CrmRecord): ApiError {
  return new ApiError(409, `Contact already exists. Existing ID: ${existing.id}`, {
    category: 'CONFLICT',
    rowContext: { existingId: [existing.id] },
  });
}

function checkRequired(type: ObjectType, values: Values): void {
  const { of, all } = type.requiredOnCreate;
  const missing = of.filter((name) => (values[name] ?? null) === null);
  if (missing.length === 0 || (!all && missing.length < of.length)) return;
  throw invalidRequest(`Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`, {
    context: { properties: missing },
  });
}

/** HubSpot: a deal without a pipeline goes to the one its stage belongs to. */
function completeDeal(portal: Portal, type: ObjectType, values: Values): Values {
  if (type.name !== 'deals' || values.pipeline) return values;
  const stage = values.dealstage;
  const pipeline = portal.population.pipelines.find(({ stages }) => stages.some(({ id }) => id === stage));
  return pipeline === undefined ? values : { ...values, pipeline: pipeline.id };
}

function readLinks(portal: Portal, type: ObjectType, creation: Creation): CheckedCreation['links'] {
  return (creation.associations ?? []).map(({ to, types }) => {
    const typeIds = types.map((each) => each.associationTypeId);
    const target = OBJECT_NAMES.find((name) => {
      const pair = pairTypes(type.name, name);
      return pair !== null && typeIds.every((id) => id === pair.plain || id === pair.primary);
    });
    if (target === undefined)
      throw invalidRequest(`Association types ${typeIds.join(', ')} are not valid from ${type.name}`);
    if (portal.stores[target].findLive(to.id) === null) {
      const label = findObjectType(target)?.singular.toUpperCase();
      throw invalidRequest('One or more associations are not valid', {
        context: { INVALID_OBJECT_IDS: [`${label}=${to.id} is not valid`] },
      });
    }
    return { to: target, id: to.id, isPrimary: typeIds.includes(pairTypes(type.name, target)?.primary ?? -1) };
  });
}
