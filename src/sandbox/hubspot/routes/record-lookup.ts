import { invalidRequest } from '../errors.ts';
import type { ObjectType } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import type { CrmRecord } from '../records/record.ts';

/** Refuses an `idProperty` that cannot identify records. HubSpot: `hs_object_id` is refused too, ids go without the parameter. */
export function checkIdProperty(portal: Portal, type: ObjectType, idProperty: string | undefined): void {
  if (idProperty === undefined || (type.name === 'contacts' && idProperty === 'email')) return;
  if (portal.properties[type.name].find(idProperty)?.hasUniqueValue) return;
  throw invalidRequest(`idProperty: '${idProperty}' is not a unique property of ${type.name}`);
}

/** The record in use that an id means; ids that were merged away mean the survivor. */
export function findRecord(portal: Portal, type: ObjectType, id: string, idProperty?: string): CrmRecord | null {
  if (idProperty !== undefined) return portal.finder.byUnique(type.name, idProperty, id);
  return portal.stores[type.name].findLive(portal.finder.follow(type.name, id));
}
