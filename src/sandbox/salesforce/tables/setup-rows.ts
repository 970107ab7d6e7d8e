import { makeId } from '../ids.ts';
import type { Org } from '../org.ts';
import { forecastCategory } from '../records/compute.ts';
import { formatMoment, MemoryRow, type Row, type Values } from '../value.ts';

type List = (org: Org, stamp: string) => Values[];

/** Setup objects have few rows, made anew whenever they are asked for. */
const LISTS: Readonly<Record<string, List>> = {
  User: listUsers,
  Group: listQueues,
  OpportunityStage: listStages,
  LeadStatus: listStatuses,
  RecordType: listRecordTypes,
  BusinessProcess: listProcesses,
  Organization: listOrganization,
  PermissionSet: listPermissionSets,
  PermissionSetAssignment: listAssignments,
  CurrencyType: listCurrencies,
};

const caches = new WeakMap<Org, Map<string, Row>>();

/** The rows of a setup object, in id order. */
export function setupRows(org: Org, object: string): Row[] {
  const stamp = formatMoment(Math.floor(org.clock.now() / 86_400_000 - 400) * 86_400_000);
  const stamps = { CreatedDate: stamp, LastModifiedDate: stamp, SystemModstamp: stamp };
  const rows = (LISTS[object]?.(org, stamp) ?? []).map((values) => new MemoryRow(object, { ...stamps, ...values }));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** One row of a setup object; people are asked for with every `Owner.Name`, so they are kept. */
export function setupRow(org: Org, object: string, id: string): Row | null {
  if (object !== 'User' && object !== 'Group') return setupRows(org, object).find((row) => row.id === id) ?? null;
  let kept = caches.get(org);
  if (kept === undefined) {
    kept = new Map([...setupRows(org, 'User'), ...setupRows(org, 'Group')].map((row) => [row.id, row]));
    caches.set(org, kept);
  }
  return kept.get(id) ?? null;
}

function listUsers(org: Org): Values[] {
  const zone = org.settings.timeZone;
  const self = person(org.userId, 'Integration User', org.username, true, zone);
  const people = org.population.owners.filter(({ kind }) => kind === 'User');
  return [self, ...people.map(({ id, name, email, isActive }) => person(id, name, email, isActive, zone))];
}

function person(Id: string, Name: string, Email: string, IsActive: boolean, TimeZoneSidKey: string): Values {
  const [FirstName = '', ...rest] = Name.split(' ');
  const LastName = rest.length === 0 ? FirstName : rest.join(' ');
  return { Id, Name, FirstName, LastName, Email, Username: Email, IsActive, UserType: 'Standard', TimeZoneSidKey };
}

function listQueues(org: Org): Values[] {
  const queues = org.population.owners.filter(({ kind }) => kind === 'Queue');
  return queues.map(({ id: Id, name: Name, email: Email }) => {
    return { Id, Name, DeveloperName: Name.replace(/\W+/g, '_'), Type: 'Queue', Email };
  });
}

function listStages(org: Org): Values[] {
  return org.population.stages.map((stage, place) => ({
    Id: makeId('01J', place + 1),
    MasterLabel: stage.masterLabel,
    ApiName: stage.apiName,
    IsActive: true,
    SortOrder: place + 1,
    IsClosed: stage.isClosed,
    IsWon: stage.isWon,
    ForecastCategory: forecastCategory(stage.forecastCategoryName),
    ForecastCategoryName: stage.forecastCategoryName,
    DefaultProbability: stage.defaultProbability,
  }));
}

function listStatuses(org: Org): Values[] {
  return org.population.leadStatuses.map((status, place) => ({
    Id: makeId('01Z', place + 1),
    MasterLabel: status.masterLabel,
    ApiName: status.apiName,
    SortOrder: place + 1,
    IsDefault: status.isDefault,
    IsConverted: status.isConverted,
  }));
}

function listRecordTypes(org: Org): Values[] {
  return org.recordTypes.list().map(({ id: Id, name: Name, developerName: DeveloperName, object, processId }) => {
    return { Id, Name, DeveloperName, SobjectType: object, IsActive: true, BusinessProcessId: processId };
  });
}

/** Salesforce: which values a process offers is no column; the UI API and the Metadata API tell it. */
function listProcesses(org: Org): Values[] {
  return org.recordTypes.list().map(({ processId: Id, name: Name, object: TableEnumOrId }) => {
    return { Id, Name, TableEnumOrId, IsActive: true };
  });
}

function listOrganization(org: Org): Values[] {
  return [
    {
      Id: org.organizationId,
      Name: 'Northbridge CRM',
      OrganizationType: 'Enterprise Edition',
      InstanceName: 'NA999',
      IsSandbox: false,
      TimeZoneSidKey: org.settings.timeZone,
      DefaultLocaleSidKey: 'en_US',
      LanguageLocaleKey: 'en_US',
    },
  ];
}

function listPermissionSets(org: Org): Values[] {
  return org.access.listSets().map(({ id: Id, name: Name, label: Label, modifiedAt }) => {
    return { Id, Name, Label, IsCustom: true, IsOwnedByProfile: false, SystemModstamp: formatMoment(modifiedAt) };
  });
}

function listAssignments(org: Org): Values[] {
  return org.access.listAssignments().map(({ id: Id, assigneeId, permissionSetId, modifiedAt }) => {
    const given = { AssigneeId: assigneeId, PermissionSetId: permissionSetId };
    return { Id, ...given, IsActive: true, SystemModstamp: formatMoment(modifiedAt) };
  });
}

function listCurrencies(): Values[] {
  return ['USD', 'EUR', 'GBP'].map((IsoCode, place) => ({
    Id: makeId('01L', place + 1),
    IsoCode,
    ConversionRate: [1, 0.9, 0.8][place] ?? 1,
    DecimalPlaces: 2,
    IsActive: true,
    IsCorporate: place === 0,
  }));
}
