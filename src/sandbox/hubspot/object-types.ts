import { ApiError } from './errors.ts';
import type { ObjectName } from './population/population.ts';

/** What the API needs to know of an object type. */
export interface ObjectType {
  readonly name: ObjectName;
  /** `contact`: in messages, association names and paths of the sandbox. */
  readonly singular: string;
  /** HubSpot: contacts 0-1, companies 0-2, deals 0-3. */
  readonly typeId: string;
  /** HubSpot: contacts alone call it `lastmodifieddate`, all others `hs_lastmodifieddate`. */
  readonly modifiedProperty: string;
  /** What is answered when no property was asked for, in the alphabetical order HubSpot uses. */
  readonly defaultProperties: readonly string[];
  /** Property values a new record must have: every one of them, or at least one. */
  readonly requiredOnCreate: { readonly of: readonly string[]; readonly all: boolean };
  /** The properties a free-text `query` looks at. */
  readonly searched: readonly string[];
}

/** The object types of this account. */
export const OBJECT_TYPES: Readonly<Record<ObjectName, ObjectType>> = {
  contacts: {
    name: 'contacts',
    singular: 'contact',
    typeId: '0-1',
    modifiedProperty: 'lastmodifieddate',
    defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    requiredOnCreate: { of: [], all: true },
    searched: ['firstname', 'lastname', 'email', 'phone', 'company', 'hs_additional_emails'],
  },
  companies: {
    name: 'companies',
    singular: 'company',
    typeId: '0-2',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    requiredOnCreate: { of: ['name', 'domain'], all: false },
    searched: ['website', 'phone', 'name', 'domain'],
  },
  deals: {
    name: 'deals',
    singular: 'deal',
    typeId: '0-3',
    modifiedProperty: 'hs_lastmodifieddate',
    defaultProperties: [
      'amount',
      'closedate',
      'createdate',
      'dealname',
      'dealstage',
      'hs_lastmodifieddate',
      'hs_object_id',
      'pipeline',
    ],
    requiredOnCreate: { of: ['dealname', 'dealstage'], all: true },
    searched: ['dealname', 'description', 'dealtype'],
  },
};

/** The object names, in the order of their type ids. */
export const OBJECT_NAMES = ['contacts', 'companies', 'deals'] as const satisfies readonly ObjectName[];

const ALIASES = new Map<string, ObjectType>(
  OBJECT_NAMES.flatMap((name) => {
    const type = OBJECT_TYPES[name];
    return [type.name, type.singular, type.typeId].map((alias) => [alias, type] as const);
  }),
);

/** The object type of a path segment: HubSpot takes plural and singular names, in any case, and type ids. */
export function findObjectType(text: string): ObjectType | null {
  return ALIASES.get(text.toLowerCase()) ?? null;
}

/** The object type of a path segment, or HubSpot's 400 for one it does not know. */
export function resolveObjectType(text: string): ObjectType {
  const type = findObjectType(text);
  if (type === null) throw new ApiError(400, `Unable to infer object type from: ${text}`);
  return type;
}
