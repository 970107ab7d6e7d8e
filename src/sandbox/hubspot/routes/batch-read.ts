import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import type { BatchError } from '../errors.ts';
import { formatRecord } from '../format.ts';
import { type ObjectType, resolveObjectType } from '../object-types.ts';
import type { CrmRecord } from '../records/record.ts';
import { answerBatch, checkInputs } from './batch-answer.ts';
import { objectRoute } from './object-routes.ts';
import { alwaysShown } from './objects-read.ts';
import { checkIdProperty, findRecord } from './record-lookup.ts';
import { type Call, idSchema, type Route, readBody, readFlag } from './route.ts';

const bodySchema = z.object({
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
  inputs: z.array(z.object({ id: idSchema })),
});

/** Reading up to 100 records by id or unique property; never with associations. */
export const batchReadRoutes: readonly Route[] = [objectRoute('POST', '/batch/read', 'read', readBatch)];

function readBatch(call: Call): Answer {
  const startedAt = call.portal.clock.now();
  const type = resolveObjectType(call.params.type ?? '');
  const { properties, propertiesWithHistory, idProperty, inputs } = readBody(bodySchema, call.body);
  checkIdProperty(call.portal, type, idProperty);
  checkInputs(inputs.map((input) => input.id));
  const archived = readFlag(call.query, 'archived');
  const found: CrmRecord[] = [];
  const missing: string[] = [];
  for (const { id } of inputs) {
    const record = archived ? call.portal.stores[type.name].find(id) : findRecord(call.portal, type, id, idProperty);
    if (record === null || (archived && !record.isArchived)) missing.push(id);
    else found.push(record);
  }
  const names = properties.length > 0 ? [...properties, ...alwaysShown(type)] : type.defaultProperties;
  const shown = { properties: [...new Set([...names, ...propertiesWithHistory])], history: propertiesWithHistory };
  const results = found.map((record) => formatRecord(call.portal, record, shown));
  return answerBatch(call, startedAt, results, describeMissing(type, missing));
}

/** HubSpot names all ids that do not exist in one error. */
export function describeMissing(type: ObjectType, ids: readonly string[]): BatchError[] {
  if (ids.length === 0) return [];
  const label = type.singular.toUpperCase();
  return [
    {
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: `Could not get some ${label} objects, they may be deleted or not exist. Check that ids are valid.`,
      context: { ids },
    },
  ];
}
