import type { ObjectType } from '../../src/model/record.ts';

/**
 * Salesforce's API version (Summer '26), in every path. Salesforce keeps a version for at least three years; 68.0 was
 * still a preview when this was written.
 */
export const apiVersion = '67.0';

/** The root of the REST API on every instance. */
export const dataPath = `/services/data/v${apiVersion}`;

/** By this name the org's change events and logs tell our writes from others (`client=` of Sforce-Call-Options). */
export const clientName = 'crm-hygiene';

/** Salesforce's names of our objects. */
export type SObject = 'Lead' | 'Contact' | 'Account' | 'Opportunity';

/** Objects that hang on records and are read beside them. */
export type ChildObject = 'OpportunityHistory' | 'LeadHistory' | 'OpportunityContactRole' | 'Task' | 'Event';

/** What each canonical object is called in the API. */
export const sObjects: Readonly<Record<ObjectType, SObject>> = {
  lead: 'Lead',
  contact: 'Contact',
  company: 'Account',
  deal: 'Opportunity',
};

/** The objects whose links are read with a record; the other direction is the same link. */
export const linkedObjects: Readonly<Record<ObjectType, readonly ObjectType[]>> = {
  // A lead has no opportunity: converting makes one, and converted leads are left out. So it is known to have none.
  lead: ['deal'],
  contact: ['company'],
  company: [],
  deal: ['company', 'contact'],
};

/** The pipeline of opportunities without a record type. */
export const defaultPipeline = 'default';
