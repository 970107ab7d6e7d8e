import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { invalidRequest } from '../errors.ts';
import { formatRecord } from '../format.ts';
import { resolveObjectType } from '../object-types.ts';
import { markNeighbours } from '../records/apply-write.ts';
import { mergeRecords } from '../records/merge-records.ts';
import { objectRoute } from './object-routes.ts';
import { findRecord } from './record-lookup.ts';
import { type Call, idSchema, type Route, readBody } from './route.ts';

const mergeSchema = z.object({ primaryObjectId: idSchema, objectIdToMerge: idSchema });
const gdprSchema = z.object({ objectId: idSchema, idProperty: z.string().optional() });

/** Merging two records, and deleting a contact for privacy. */
export const mergeRoutes: readonly Route[] = [
  objectRoute('POST', '/merge', 'write', merge),
  objectRoute('POST', '/gdpr-delete', 'write', deleteForPrivacy),
];

function merge(call: Call): Answer {
  const { portal } = call;
  const type = resolveObjectType(call.params.type ?? '');
  const { primaryObjectId, objectIdToMerge } = readBody(mergeSchema, call.body);
  const primary = findRecord(portal, type, primaryObjectId);
  const secondary = findRecord(portal, type, objectIdToMerge);
  if (primary === null || secondary === null) {
    const missing = primary === null ? primaryObjectId : objectIdToMerge;
    throw invalidRequest(`Could not merge: ${type.singular} ${missing} does not exist`, { context: { id: [missing] } });
  }
  if (primary.id === secondary.id) throw invalidRequest(`Object ${primary.id} cannot be merged with itself`);
  const survivor = mergeRecords(portal, primary, secondary);
  return {
    status: 200,
    body: formatRecord(portal, survivor, { properties: [...type.defaultProperties, 'hs_merged_object_ids'] }),
  };
}

/** HubSpot: contacts only; 204, also for who is not there. */
function deleteForPrivacy(call: Call): Answer {
  const { portal } = call;
  const type = resolveObjectType(call.params.type ?? '');
  if (type.name !== 'contacts') throw invalidRequest('gdpr-delete is only supported for contacts');
  const { objectId, idProperty } = readBody(gdprSchema, call.body);
  const record = findRecord(portal, type, objectId, idProperty);
  if (record !== null) {
    markNeighbours(portal, record);
    portal.stores.contacts.setState(record, 'purged', portal.stamp());
  }
  return { status: 204 };
}
