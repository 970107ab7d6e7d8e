import type { Field, ObjectType } from '../../src/model/record.ts';
import type { HubspotObject } from './objects.ts';

/**
 * HubSpot: properties that its Salesforce integration fills with the id of the record it syncs with, and the object
 * that is meant. Accounts without the integration do not have them.
 */
const properties: Readonly<Record<HubspotObject, Readonly<Record<string, ObjectType>>>> = {
  contact: { salesforcecontactid: 'contact', salesforceleadid: 'lead' },
  company: { salesforceaccountid: 'company' },
  deal: { hs_salesforceopportunityid: 'deal' },
};

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const salesforceId = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/**
 * The form of an id that its API uses. Salesforce: three letters are added to the 15 of its pages, each telling which
 * of five characters are capitals, so that ids differ whatever their case. Null for what is no id.
 */
export function longSalesforceId(id: string): string | null {
  if (!salesforceId.test(id)) return null;
  if (id.length === 18) return id;
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let capitals = 0;
    for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id[block + i]!)) capitals |= 1 << i;
    suffix += letters[capitals];
  }
  return id + suffix;
}

/** The properties to ask for, where the account has them. */
export function crossIdProperties(object: HubspotObject): readonly string[] {
  return Object.keys(properties[object]);
}

/** The Salesforce records that a row names, as `salesforce:<object>:<id>`; null where it names none. */
export function crossIds(object: HubspotObject, row: Readonly<Record<string, unknown>>): Field | null {
  const ids = Object.entries(properties[object]).flatMap(([property, target]) => {
    const raw = row[property];
    const id = typeof raw === 'string' ? longSalesforceId(raw.trim()) : null;
    return id === null ? [] : [`salesforce:${target}:${id}`];
  });
  return ids.length === 0 ? null : { is: 'value', value: ids, raw: ids };
}
