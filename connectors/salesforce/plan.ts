import type { ObjectType } from '../../src/model/record.ts';
import type { Described } from './answers.ts';
import { type ChildRead, childObjectsOf, childReadsOf } from './children.ts';
import type { SalesforceClient } from './client.ts';
import type { OrgLists } from './lists.ts';
import { createMapping, type Mapping } from './mapping.ts';
import { misfitOf } from './misfit.ts';
import type { ChildObject } from './objects.ts';
import { sObjects } from './objects.ts';
import { fieldsOf, type SalesforceOrg } from './org.ts';

/** How the records of one object are read in this org. */
export interface ReadPlan {
  readonly described: Described;
  readonly mapping: Mapping;
  /** Fields of the record's own query. */
  readonly fields: readonly string[];
  readonly children: readonly ChildRead[];
}

/** What reads of one connection share. */
export interface ReadContext {
  readonly client: SalesforceClient;
  readonly org: SalesforceOrg;
  readonly lists: OrgLists;
}

/** Record type ids and developer names; the master type is what records without a type have. */
export function recordTypesOf(described: Described): ReadonlyMap<string, string> {
  return new Map(
    (described.recordTypeInfos ?? []).flatMap(({ recordTypeId, developerName, master }) =>
      recordTypeId && developerName && master !== true ? [[recordTypeId, developerName] as const] : [],
    ),
  );
}

/** Works out how to read an object from what the org shows of it. */
export async function planRead(
  { client, org, lists }: ReadContext,
  object: ObjectType,
  links: readonly ObjectType[],
): Promise<ReadPlan> {
  const described = await org.describe(sObjects[object]);
  const children = await Promise.all(
    childObjectsOf(object).map(async (name) => [name, await org.describeChild(name)] as const),
  );
  const childDescriptions: ReadonlyMap<ChildObject, Described | null> = new Map(children);
  // Salesforce: an org that tracks no field of leads has no such child.
  const hasLeadHistory =
    described.childRelationships?.some(({ childSObject }) => childSObject === 'LeadHistory') ?? false;
  const statuses = object === 'lead' ? await lists.leadStatuses() : 'unknown';
  const available = new Set(fieldsOf(described).keys());
  const mapping = createMapping(
    object,
    {
      available,
      recordTypes: recordTypesOf(described),
      convertedStatuses: new Set(
        statuses === 'unknown' ? [] : statuses.filter(({ isConverted }) => isConverted).map(({ name }) => name),
      ),
      hasHistory: Boolean(childDescriptions.get('OpportunityHistory')),
      hasLeadHistory,
      hasTasks: Boolean(childDescriptions.get('Task')),
      misfit: (own) => misfitOf(described, own),
    },
    client.env,
  );
  const fields =
    links.includes('company') && available.has('AccountId') ? [...mapping.fields, 'AccountId'] : mapping.fields;
  return { described, mapping, fields, children: childReadsOf(object, childDescriptions, links, hasLeadHistory) };
}
