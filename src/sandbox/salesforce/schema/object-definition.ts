import type { Field } from './field.ts';

/** A list of children as subqueries name it. */
export interface ChildRelationship {
  readonly childObject: string;
  /** The child's field that refers to this object. */
  readonly field: string;
  readonly relationshipName: string;
}

/** An object and its fields; custom fields are added while the sandbox runs. */
export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string | null;
  readonly fields: Map<string, Field>;
  readonly children: readonly ChildRelationship[];
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly mergeable: boolean;
  readonly queryable: boolean;
  /** Whether a record-page, assignment and custom fields are possible. */
  readonly isRecord: boolean;
}

/** Prefix, plural label and rights (create, update, delete, merge) of each object. */
export const OBJECTS: readonly (readonly [string, string | null, string, string])[] = [
  ['Lead', '00Q', 'Leads', 'cudm'],
  ['Contact', '003', 'Contacts', 'cudm'],
  ['Account', '001', 'Accounts', 'cudm'],
  ['Opportunity', '006', 'Opportunities', 'cud'],
  ['Task', '00T', 'Tasks', 'cud'],
  ['Event', '00U', 'Events', 'cud'],
  ['OpportunityHistory', '008', 'Opportunity History', ''],
  ['LeadHistory', '017', 'Lead History', ''],
  ['OpportunityContactRole', '00K', 'Opportunity Contact Roles', 'cud'],
  ['User', '005', 'Users', ''],
  ['Group', '00G', 'Groups', ''],
  ['Name', null, 'Names', ''],
  ['OpportunityStage', '01J', 'Opportunity Stages', ''],
  ['LeadStatus', '01Z', 'Lead Status Values', ''],
  ['RecordType', '012', 'Record Types', ''],
  ['BusinessProcess', '019', 'Business Processes', ''],
  ['Organization', '00D', 'Organizations', ''],
  ['PermissionSet', '0PS', 'Permission Sets', ''],
  ['PermissionSetAssignment', '0Pa', 'Permission Set Assignments', 'cd'],
  ['CurrencyType', '01L', 'Currency Types', ''],
];

/** Children by parent: relationship name, child object, the child's field. */
export const CHILDREN: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  Lead: [
    ['Histories', 'LeadHistory', 'LeadId'],
    ['Tasks', 'Task', 'WhoId'],
    ['Events', 'Event', 'WhoId'],
  ],
  Contact: [
    ['OpportunityContactRoles', 'OpportunityContactRole', 'ContactId'],
    ['Tasks', 'Task', 'WhoId'],
    ['Events', 'Event', 'WhoId'],
  ],
  Account: [
    ['Tasks', 'Task', 'WhatId'],
    ['Events', 'Event', 'WhatId'],
  ],
  Opportunity: [
    ['OpportunityContactRoles', 'OpportunityContactRole', 'OpportunityId'],
    ['OpportunityHistories', 'OpportunityHistory', 'OpportunityId'],
    ['Tasks', 'Task', 'WhatId'],
    ['Events', 'Event', 'WhatId'],
  ],
};
