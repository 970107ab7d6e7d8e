import type { ObjectType } from '../../src/model/record.ts';

/**
 * HubSpot's dated API version, in every path; HubSpot supports a version for 18 months. 2026-09 enforces the
 * account's own validation rules on writes, which come back as refused records.
 */
export const apiVersion = '2026-09';

/** The objects this connector reads. */
export type HubspotObject = Extract<ObjectType, 'contact' | 'company' | 'deal'>;

/** How HubSpot names an object in paths, its type id in record URLs, and its property of last modification. */
export interface ObjectNames {
  readonly path: string;
  readonly typeId: string;
  readonly modified: string;
}

/** HubSpot: contacts keep their modification time under another name than all other objects. */
export const objectNames: Readonly<Record<HubspotObject, ObjectNames>> = {
  contact: { path: 'contacts', typeId: '0-1', modified: 'lastmodifieddate' },
  company: { path: 'companies', typeId: '0-2', modified: 'hs_lastmodifieddate' },
  deal: { path: 'deals', typeId: '0-3', modified: 'hs_lastmodifieddate' },
};

/** Narrows an object to those of this connector; the manifest keeps others out of the agreement. */
export function asHubspotObject(object: ObjectType): HubspotObject {
  if (object === 'lead') throw new TypeError('the HubSpot connector does not read leads');
  return object;
}

/** The objects whose links are read with a record; the other direction is the same link. */
export const linkedObjects: Readonly<Record<HubspotObject, readonly HubspotObject[]>> = {
  contact: ['company'],
  company: [],
  deal: ['contact', 'company'],
};
