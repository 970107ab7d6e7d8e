import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { invalidValues, notFound } from '../errors.ts';
import { formatRecord } from '../format.ts';
import { resolveObjectType } from '../object-types.ts';
import { applyWrite } from '../records/apply-write.ts';
import { archiveRecord } from '../records/archive-record.ts';
import { prepareWrite } from '../records/prepare-write.ts';
import { checkCreation, createSchema, storeCreation, valuesSchema } from './create-record.ts';
import { objectRoute } from './object-routes.ts';
import { checkIdProperty, findRecord } from './record-lookup.ts';
import { type Call, type Route, readBody } from './route.ts';
import { shownAfterWrite } from './written-properties.ts';

const updateSchema = z.object({ properties: valuesSchema });

/** Creating, changing and archiving one record. */
export const objectWriteRoutes: readonly Route[] = [
  objectRoute('POST', '', 'write', createRecord),
  objectRoute('PATCH', '/:id', 'write', updateRecord),
  objectRoute('DELETE', '/:id', 'write', deleteRecord),
];

function createRecord(call: Call): Answer {
  const type = resolveObjectType(call.params.type ?? '');
  const creation = readBody(createSchema, call.body);
  const record = storeCreation(call, type, checkCreation(call, type, creation));
  const properties = shownAfterWrite(type, record, true);
  return { status: 201, body: formatRecord(call.portal, record, { properties, traceId: creation.objectWriteTraceId }) };
}

/** HubSpot: a single PATCH follows ids that were merged away, unlike a batch. */
function updateRecord(call: Call): Answer {
  const { portal } = call;
  const type = resolveObjectType(call.params.type ?? '');
  const idProperty = call.query.get('idProperty') ?? undefined;
  checkIdProperty(portal, type, idProperty);
  const { properties } = readBody(updateSchema, call.body);
  const record = findRecord(portal, type, call.params.id ?? '', idProperty);
  if (record === null) throw notFound();
  const prepared = prepareWrite(portal, type.name, record, properties, call.generation);
  if (prepared.problems.length > 0) throw invalidValues(prepared.problems);
  const written = applyWrite(portal, type.name, record, prepared.values, portal.integration);
  const shown = { properties: shownAfterWrite(type, written, false), warnings: prepared.warnings };
  return { status: 200, body: formatRecord(portal, written, shown) };
}

/** HubSpot: 204, also for an id that does not exist. */
function deleteRecord(call: Call): Answer {
  const type = resolveObjectType(call.params.type ?? '');
  const record = findRecord(call.portal, type, call.params.id ?? '');
  if (record !== null) archiveRecord(call.portal, record);
  return { status: 204 };
}
