import type { ObjectName, Pipeline } from '../population/population.ts';
import { COMPANY_PROPERTIES } from './company-seeds.ts';
import { CONTACT_PROPERTIES } from './contact-seeds.ts';
import { DEAL_PROPERTIES } from './deal-seeds.ts';
import { LIFECYCLE_STAGES } from './lifecycle-stages.ts';
import { INDUSTRIES, OPTIONS } from './option-seeds.ts';
import { BOOL_OPTIONS, type Property, type PropertyGroup, type PropertyOption, type PropertyType } from './property.ts';

const TABLES: Readonly<Record<ObjectName, string>> = {
  contacts: CONTACT_PROPERTIES,
  companies: COMPANY_PROPERTIES,
  deals: DEAL_PROPERTIES,
};

const GROUPS: Readonly<Record<ObjectName, readonly (readonly [string, string])[]>> = {
  contacts: [
    ['contactinformation', 'Contact information'],
    ['contact_activity', 'Contact activity'],
    ['sales_properties', 'Sales properties'],
    ['emailinformation', 'Email information'],
    ['conversioninformation', 'Conversion information'],
    ['analyticsinformation', 'Web analytics history'],
    ['deal_information', 'Deal information'],
  ],
  companies: [
    ['companyinformation', 'Company information'],
    ['companylifecyclestages', 'Lifecycle stage dates'],
  ],
  deals: [
    ['dealinformation', 'Deal information'],
    ['dealstages', 'Deal stage dates'],
  ],
};

/** The group and the properties that HubSpot's Salesforce integration adds. */
const INTEGRATION_GROUP = ['salesforceinformation', 'Salesforce information'] as const;
const INTEGRATION: Readonly<Record<ObjectName, string>> = {
  contacts: `
salesforcecontactid | Salesforce Contact ID | string text | salesforceinformation
salesforceleadid | Salesforce Lead ID | string text | salesforceinformation
`,
  companies: 'salesforceaccountid | Salesforce Account ID | string text | salesforceinformation',
  deals: 'hs_salesforceopportunityid | Salesforce Opportunity ID | string text | salesforceinformation',
};

/** What an account has beside HubSpot's basic equipment. */
export interface Extras {
  /** The time-in-stage properties (`hs_v2_*`) of the higher tiers. */
  readonly timeInStage: boolean;
  /** HubSpot's Salesforce integration. */
  readonly salesforce: boolean;
}

/** When HubSpot made its own properties, as far as this account knows. */
const DEFINED_AT = Date.UTC(2020, 5, 30, 15, 57, 37, 277);

/** The property groups that an account has from the start. */
export function seedGroups(object: ObjectName, { salesforce }: Extras): PropertyGroup[] {
  const groups = salesforce ? [...GROUPS[object], INTEGRATION_GROUP] : GROUPS[object];
  return groups.map(([name, label], displayOrder) => ({ name, label, displayOrder, archived: false }));
}

/** HubSpot's own properties of an object. */
export function seedProperties(object: ObjectName, pipelines: readonly Pipeline[], extras: Extras): Property[] {
  const lines = TABLES[object].trim().split('\n');
  if (extras.salesforce) lines.push(...INTEGRATION[object].trim().split('\n'));
  const properties = lines.map(readLine);
  if (object !== 'deals') properties.push(...lifecycleDates(object));
  if (extras.timeInStage) properties.push(...stageTimes(object, pipelines));
  return properties;
}

/** Flags: r read-only value, c calculated, h hidden, x options from elsewhere (owners, teams, stages). */
function readLine(line: string): Property {
  const [name = '', label = '', types = '', groupName = '', flags = ''] = line.split('|').map((cell) => cell.trim());
  const [type = 'string', fieldType = 'text'] = types.split(' ');
  return define({
    name,
    label,
    type: type as PropertyType,
    fieldType,
    groupName,
    options: type === 'bool' ? BOOL_OPTIONS : seedOptions(name, type, groupName),
    readOnlyValue: flags.includes('r'),
    calculated: flags.includes('c'),
    hidden: flags.includes('h'),
    externalOptions: flags.includes('x'),
    referencedObjectType: name === 'hubspot_owner_id' ? 'OWNER' : null,
  });
}

function seedOptions(name: string, type: string, groupName: string): PropertyOption[] {
  if (type !== 'enumeration') return [];
  if (name === 'industry' && groupName === 'companyinformation') return listOptions(INDUSTRIES.trim().split(/\s+/));
  const text = OPTIONS[name];
  return text === undefined ? [] : listOptions(text.split(','));
}

function listOptions(entries: readonly string[]): PropertyOption[] {
  return entries.map((entry, displayOrder) => {
    const [value = '', label = value] = entry.split('=');
    return { label, value, displayOrder, hidden: false };
  });
}

function define(
  given: Partial<Property> & Pick<Property, 'name' | 'label' | 'type' | 'fieldType' | 'groupName'>,
): Property {
  return {
    description: '',
    options: [],
    displayOrder: -1,
    calculated: false,
    externalOptions: false,
    hasUniqueValue: false,
    hidden: false,
    formField: given.readOnlyValue !== true,
    hubspotDefined: true,
    readOnlyValue: false,
    referencedObjectType: null,
    createdAt: DEFINED_AT,
    updatedAt: DEFINED_AT,
    createdUserId: null,
    archivedAt: null,
    ...given,
  };
}

function readOnlyDate(name: string, label: string, groupName: string): Property {
  return define({ name, label, type: 'datetime', fieldType: 'date', groupName, readOnlyValue: true });
}

function lifecycleDates(object: ObjectName): Property[] {
  const group = object === 'contacts' ? 'contactinformation' : 'companylifecyclestages';
  return LIFECYCLE_STAGES.map(({ id, label }) =>
    readOnlyDate(`hs_lifecyclestage_${id}_date`, `Became a ${label} Date`, group),
  );
}

/** HubSpot: per stage an entered and an exited date and two numbers in milliseconds; of deals also the current stage's date. */
function stageTimes(object: ObjectName, pipelines: readonly Pipeline[]): Property[] {
  const isDeal = object === 'deals';
  const group = isDeal ? 'dealstages' : object === 'contacts' ? 'contactinformation' : 'companylifecyclestages';
  const stages = isDeal
    ? pipelines.flatMap((pipeline) =>
        pipeline.stages.map((stage) => ({ id: stage.id, label: `${stage.label} (${pipeline.label})` })),
      )
    : LIFECYCLE_STAGES.map(({ id, label }) => ({ id, label: `${label} (Lifecycle Stage Pipeline)` }));
  const properties = stages.flatMap(({ id, label }) => [
    readOnlyDate(`hs_v2_date_entered_${id}`, `Date entered "${label}"`, group),
    readOnlyDate(`hs_v2_date_exited_${id}`, `Date exited "${label}"`, group),
    readOnlyNumber(`hs_v2_latest_time_in_${id}`, `Latest time in "${label}"`, group),
    readOnlyNumber(`hs_v2_cumulative_time_in_${id}`, `Cumulative time in "${label}"`, group),
  ]);
  if (isDeal) properties.push(readOnlyDate('hs_v2_date_entered_current_stage', 'Date entered current stage', group));
  return properties;
}

function readOnlyNumber(name: string, label: string, groupName: string): Property {
  return define({ name, label, type: 'number', fieldType: 'number', groupName, readOnlyValue: true });
}
