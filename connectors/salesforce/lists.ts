import type { Owner, Pipeline, Stage } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import { type Described, offeredAnswer, type Row } from './answers.ts';
import type { SalesforceClient } from './client.ts';
import { hasCode } from './errors.ts';
import { isTrue } from './mapping.ts';
import { defaultPipeline } from './objects.ts';
import { readRows } from './rows.ts';
import type { Soql } from './soql.ts';

/** A value of Lead.Status. */
export interface LeadStatus {
  /** The API name, which is what records hold. */
  readonly name: string;
  readonly isConverted: boolean;
}

/** Lists of the org that hold for all records, read once per connection; 'unknown' where they may not be read. */
export interface OrgLists {
  owners(): Promise<readonly Owner[] | 'unknown'>;
  leadStatuses(): Promise<readonly LeadStatus[] | 'unknown'>;
  /** A pipeline for every record type of opportunities, as their description lists them. */
  pipelines(opportunity: Described): Promise<readonly Pipeline[] | 'unknown'>;
}

function soql(from: string, fields: readonly string[], where: readonly string[], orderBy: readonly string[]): Soql {
  return { fields, from, where, orderBy };
}

/** Salesforce: an object that may not be read is an unknown type, a hidden field an unknown column. */
async function readable(client: SalesforceClient, query: Soql): Promise<readonly Row[] | 'unknown'> {
  try {
    return await readRows(client, query);
  } catch (error) {
    if (hasCode(error, 'INVALID_TYPE', 'INVALID_FIELD', 'INSUFFICIENT_ACCESS')) return 'unknown';
    throw error;
  }
}

async function readOwners(client: SalesforceClient): Promise<readonly Owner[] | 'unknown'> {
  const [users, queues] = await Promise.all([
    readable(client, soql('User', ['Id', 'Name', 'Email', 'IsActive'], [], [])),
    readable(client, soql('Group', ['Id', 'Name'], ["Type = 'Queue'"], [])),
  ]);
  if (users === 'unknown') return 'unknown';
  const people = users.map(
    (row): Owner => ({
      id: String(row.Id),
      name: String(row.Name ?? row.Id),
      email: String(row.Email ?? ''),
      active: isTrue(row.IsActive),
      kind: 'person',
    }),
  );
  const groups = (queues === 'unknown' ? [] : queues).map(
    (row): Owner => ({ id: String(row.Id), name: String(row.Name ?? row.Id), email: '', active: true, kind: 'queue' }),
  );
  return [...people, ...groups];
}

async function readStatuses(client: SalesforceClient): Promise<readonly LeadStatus[] | 'unknown'> {
  const rows = await readable(client, soql('LeadStatus', ['ApiName', 'IsConverted'], [], ['SortOrder']));
  return rows === 'unknown'
    ? rows
    : rows.map((row) => ({ name: String(row.ApiName), isConverted: isTrue(row.IsConverted) }));
}

/** Stages in the org's order; those no longer offered come last, as old records may still hold them. */
async function readStages(client: SalesforceClient): Promise<readonly Stage[] | 'unknown'> {
  const fields = ['ApiName', 'MasterLabel', 'IsActive', 'IsClosed', 'IsWon'];
  const rows = await readable(client, soql('OpportunityStage', fields, [], ['SortOrder']));
  if (rows === 'unknown') return rows;
  return [...rows.filter((row) => isTrue(row.IsActive)), ...rows.filter((row) => !isTrue(row.IsActive))].map((row) => ({
    id: String(row.ApiName),
    label: String(row.MasterLabel ?? row.ApiName),
    state: isTrue(row.IsWon) ? 'won' : isTrue(row.IsClosed) ? 'lost' : 'open',
  }));
}

/**
 * The stages a record type offers, in the org's order. Salesforce: its sales process holds them, which no query tells
 * and the Metadata API tells admins only; the UI API tells every user of the object. All stages where it does not.
 */
async function stagesOfType(
  client: SalesforceClient,
  recordTypeId: string,
  stages: readonly Stage[],
): Promise<readonly Stage[]> {
  const path = `/ui-api/object-info/Opportunity/picklist-values/${recordTypeId}/StageName`;
  try {
    const { values } = await client.call({ method: 'GET', path, priority: 1 }, offeredAnswer);
    const offered = new Set(values.map(({ value }) => value));
    const own = stages.filter(({ id }) => offered.has(id));
    return own.length > 0 ? own : stages;
  } catch (error) {
    if (!(error instanceof FatalError) || error.code === 'CREDENTIALS_REFUSED' || error.code === 'CRM_DAILY_LIMIT')
      throw error;
    client.env.log.info('the org does not tell which stages a record type offers; it is given all of them', {
      recordTypeId,
    });
    return stages;
  }
}

/** A pipeline for every record type with the stages it offers, and one with all stages for opportunities without. */
async function readPipelines(
  client: SalesforceClient,
  described: Described,
  stages: readonly Stage[],
): Promise<readonly Pipeline[]> {
  const infos = (described.recordTypeInfos ?? []).filter(({ developerName, master }) => developerName && !master);
  const types = await Promise.all(
    infos.map(async ({ developerName, name, recordTypeId }) => ({
      id: developerName!,
      label: name || developerName!,
      stages: recordTypeId ? await stagesOfType(client, recordTypeId, stages) : stages,
    })),
  );
  return [...types, { id: defaultPipeline, label: types.length > 0 ? 'Default' : 'Opportunities', stages }];
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | null = null;
  return () => {
    kept ??= read();
    kept.catch(() => {
      kept = null;
    });
    return kept;
  };
}

/** Reads each list when it is first needed. */
export function createLists(client: SalesforceClient): OrgLists {
  let pipelines: Promise<readonly Pipeline[] | 'unknown'> | null = null;
  return {
    async pipelines(opportunity) {
      pipelines ??= readStages(client).then(async (stages) =>
        stages === 'unknown' ? stages : readPipelines(client, opportunity, stages),
      );
      pipelines.catch(() => {
        pipelines = null;
      });
      return pipelines;
    },
    owners: once(() => readOwners(client)),
    leadStatuses: once(() => readStatuses(client)),
  };
}
