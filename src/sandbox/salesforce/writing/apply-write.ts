import type { Org } from '../org.ts';
import type { ObjectName } from '../population/population.ts';
import { forecastCategory } from '../records/compute.ts';
import type { SfRecord } from '../records/sf-record.ts';
import { type Compound, formatMoment, type Value, type Values } from '../value.ts';
import type { Writer } from './writer.ts';

/** Changes that Salesforce keeps a row of OpportunityHistory for. */
const HISTORY_FIELDS = ['StageName', 'Amount', 'Probability', 'CloseDate', 'ForecastCategoryName'];

/** Fields of a lead whose history is tracked. */
const TRACKED = ['Status', 'OwnerId'];

/** Stores checked values in a new (`record` null) or known record, with all that Salesforce does beside it. */
export function applyWrite(
  org: Org,
  object: ObjectName,
  record: SfRecord | null,
  given: Values,
  writer: Writer,
): SfRecord {
  const at = org.stamp();
  const owner = record === null && given.OwnerId === undefined ? { OwnerId: writer.userId } : {};
  const assigned = writer.autoAssign ? assignOwner(org, object) : {};
  const values = { ...owner, ...given, ...stageValues(org, object, record, given, at), ...assigned };
  const before = record === null ? null : historyOf(record);
  const isEdit = Object.keys(values).some((name) => !name.endsWith('__c'));
  const change = { at, byId: writer.userId, origin: writer.origin, values, isEdit };
  const store = org.stores[object];
  const after = record === null ? store.create(change) : store.write(record, change);
  if (object === 'Opportunity') addOpportunityHistory(org, after, before, writer);
  if (object === 'Lead' && record !== null) addLeadHistory(org, after, record, values, writer);
  if (isEdit) markNeighbours(org, record, after);
  return after;
}

/** The active assignment rule of leads gives them to the first queue, that of accounts to the last active user. */
function assignOwner(org: Org, object: ObjectName): Values {
  if (!org.switches.hasAssignmentRules) return {};
  const { owners } = org.population;
  const target =
    object === 'Lead'
      ? owners.find(({ kind }) => kind === 'Queue')
      : object === 'Account'
        ? owners.findLast(({ kind, isActive }) => kind === 'User' && isActive)
        : undefined;
  return target === undefined ? {} : { OwnerId: target.id };
}

/** Salesforce: a new stage brings its probability and forecast category, unless the write names them itself. */
function stageValues(org: Org, object: ObjectName, record: SfRecord | null, given: Values, at: number): Values {
  if (object !== 'Opportunity' || given.StageName === undefined) return {};
  if (record !== null && record.stored('StageName') === given.StageName) return {};
  const stage = org.findStage(String(given.StageName));
  const moved = { LastStageChangeDate: record === null ? null : formatMoment(at) };
  if (stage === null) return moved;
  return {
    ...moved,
    Probability: given.Probability ?? stage.defaultProbability,
    ForecastCategoryName: given.ForecastCategoryName ?? stage.forecastCategoryName,
  };
}

type History = Readonly<Record<string, Value | Compound>>;

function historyOf(record: SfRecord): History {
  return Object.fromEntries(HISTORY_FIELDS.map((field) => [field, record.read(field)]));
}

function plain(value: Value | Compound | undefined): Value {
  return value === undefined || typeof value === 'object' ? null : value;
}

function addOpportunityHistory(org: Org, record: SfRecord, before: History | null, writer: Writer): void {
  const now = historyOf(record);
  if (before !== null && HISTORY_FIELDS.every((field) => before[field] === now[field])) return;
  const values: Values = {
    OpportunityId: record.id,
    StageName: plain(now.StageName),
    Amount: plain(now.Amount),
    CloseDate: plain(now.CloseDate),
    Probability: plain(now.Probability),
    ExpectedRevenue: plain(record.read('ExpectedRevenue')),
    ForecastCategory: forecastCategory(String(now.ForecastCategoryName ?? 'Omitted')),
    PrevAmount: plain(before?.Amount),
    PrevCloseDate: plain(before?.CloseDate),
  };
  org.childrenOf('OpportunityHistory')?.create(values, formatMoment(record.modifiedAt), writer.userId);
}

function addLeadHistory(org: Org, after: SfRecord, before: SfRecord, values: Values, writer: Writer): void {
  if (!org.settings.features.leadHistory) return;
  for (const field of TRACKED) {
    const [oldValue, newValue] = [before.stored(field), after.stored(field)];
    if (values[field] === undefined || oldValue === newValue) continue;
    const name = field === 'OwnerId' ? 'Owner' : field;
    const row = { LeadId: after.id, Field: name, DataType: 'Text', OldValue: oldValue, NewValue: newValue };
    org.childrenOf('LeadHistory')?.create(row, formatMoment(after.modifiedAt), writer.userId);
  }
}

/** What was planted in the records around may no longer be found: a firm's contacts, the people of a deal. */
export function markNeighbours(org: Org, before: SfRecord | null, after: SfRecord): void {
  if (after.object === 'Contact') {
    for (const id of [before?.stored('AccountId'), after.stored('AccountId')]) {
      if (typeof id === 'string') org.stores.Account.markEdited(id);
    }
  }
  if (after.object !== 'Opportunity') return;
  for (const role of org.childrenOf('OpportunityContactRole')?.of(after) ?? []) {
    org.stores.Contact.markEdited(String(role.read('ContactId')));
  }
}
