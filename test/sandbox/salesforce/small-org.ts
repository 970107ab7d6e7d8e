import { completeId } from '../../../src/sandbox/salesforce/ids.ts';
import type {
  ChildRow,
  ObjectName,
  PlantedFault,
  Population,
  PopulationOptions,
} from '../../../src/sandbox/salesforce/population/population.ts';

const DAY_MS = 86_400_000;

/** The id of the n-th record of an object: `00Q5g0000000003` and its check digits. */
export function idOf(object: ObjectName, index: number): string {
  const prefix = { Lead: '00Q', Contact: '003', Account: '001', Opportunity: '006' }[object];
  return completeId(`${prefix}5g0${String(index + 1).padStart(9, '0')}`);
}

/** Owners: a user at work, one who left, a queue. */
export const ADA = completeId('0055g0000000011');
export const BO = completeId('0055g0000000012');
export const QUEUE = completeId('00G5g0000000013');

const STAGES = [
  { apiName: 'Prospecting', isClosed: false, isWon: false, defaultProbability: 10, forecastCategoryName: 'Pipeline' },
  { apiName: 'Negotiation', isClosed: false, isWon: false, defaultProbability: 90, forecastCategoryName: 'Commit' },
  { apiName: 'Closed Won', isClosed: true, isWon: true, defaultProbability: 100, forecastCategoryName: 'Closed' },
  { apiName: 'Closed Lost', isClosed: true, isWon: false, defaultProbability: 0, forecastCategoryName: 'Omitted' },
].map((stage) => ({ masterLabel: stage.apiName, ...stage }));

const STATUSES = [
  { apiName: 'Open', masterLabel: 'Open', isConverted: false, isDefault: true },
  { apiName: 'Working', masterLabel: 'Working on it', isConverted: false, isDefault: false },
  { apiName: 'Qualified', masterLabel: 'Qualified', isConverted: true, isDefault: false },
];

const EMPTY_MAIL: PlantedFault = { rule: 'person/email-missing', isFoundAt: () => true };

/**
 * Records one can count on one's fingers: lead i is `person<i>@firm<i mod 5>.com` (every tenth has no e-mail, lead 3 is
 * converted, lead 6 is a queue's), opportunity i is of account i mod accounts with contact i in a role; record i was
 * modified i minutes after the first, thirty days ago.
 */
export function createSmallOrg({ sizes, now }: PopulationOptions): Population {
  const start = now - 30 * DAY_MS;
  return {
    sizes,
    owners: [
      { id: ADA, kind: 'User', name: 'Ada Ng', email: 'ada@northbridge.example', isActive: true },
      { id: BO, kind: 'User', name: 'Bo Li', email: 'bo@northbridge.example', isActive: false },
      { id: QUEUE, kind: 'Queue', name: 'Inbound', email: 'in@northbridge.example', isActive: true },
    ],
    stages: STAGES,
    leadStatuses: STATUSES,
    idOf,
    indexOf: (object, id) => {
      const index = Number(id.slice(6, 15)) - 1;
      return index >= 0 && index < sizes[object] && idOf(object, index).startsWith(id) ? index : null;
    },
    fields: (object, index) => fieldsOf(object, index, sizes.Account),
    createdAt: (_object, index) => start - DAY_MS * (index + 1),
    sharing: null,
    modifiedAt: (_object, index) => start + index * 60_000,
    children: (object, index) => childrenOf(object, index, start),
    faults: (object, index) => (object === 'Lead' && index % 10 === 9 ? [EMPTY_MAIL] : []),
  };
}

function fieldsOf(object: ObjectName, index: number, accounts: number): Record<string, string | number | boolean> {
  switch (object) {
    case 'Lead':
      return leadFields(index);
    case 'Contact':
      return {
        FirstName: `First${index}`,
        LastName: 'Contact',
        AccountId: idOf('Account', index % accounts),
        OwnerId: ADA,
      };
    case 'Account':
      return { Name: `Firm ${index}`, Website: `https://firm${index}.com`, Industry: 'Machinery', OwnerId: ADA };
    case 'Opportunity': {
      const StageName = STAGES[index % STAGES.length]?.apiName ?? '';
      const AccountId = idOf('Account', index % accounts);
      return {
        Name: `Deal ${index}`,
        Amount: index * 100.5,
        StageName,
        CloseDate: '2026-12-24',
        AccountId,
        OwnerId: BO,
      };
    }
  }
}

function leadFields(index: number): Record<string, string | number | boolean> {
  const email = index % 10 === 9 ? {} : { Email: `person${index}@firm${index % 5}.com` };
  return {
    FirstName: `First${index}`,
    LastName: index === 4 ? "O'Neil 100%_x" : 'Person',
    Company: `Firm ${index % 5}`,
    Status: STATUSES[index % 2]?.apiName ?? '',
    OwnerId: index === 6 ? QUEUE : ADA,
    NumberOfEmployees: index * 10,
    ...(index % 2 === 0 ? { Rating: 'Hot' } : {}),
    ...(index < 3 ? { LastActivityDate: `2026-11-${19 + index}` } : {}),
    ...(index === 3 ? { IsConverted: true, ConvertedAccountId: idOf('Account', 0) } : {}),
    ...email,
  };
}

function moment(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

function childrenOf(object: ObjectName, index: number, start: number): readonly ChildRow[] {
  const child = (type: ChildRow['type'], prefix: string, fields: ChildRow['fields']): ChildRow => {
    const Id = completeId(`${prefix}5g0${String(index + 1).padStart(9, '0')}`);
    return { type, fields: { Id, ...fields, CreatedDate: moment(start + index * 60_000) } };
  };
  if (object === 'Lead' && index % 2 === 0) {
    const history = { LeadId: idOf('Lead', index), Field: 'Status', OldValue: 'Open', NewValue: 'Working' };
    const task = {
      WhoId: idOf('Lead', index),
      Subject: 'Call',
      Status: 'Completed',
      IsClosed: true,
      ActivityDate: '2026-11-01',
    };
    return [child('LeadHistory', '017', history), child('Task', '00T', task)];
  }
  if (object !== 'Opportunity') return [];
  const OpportunityId = idOf('Opportunity', index);
  const role = { OpportunityId, ContactId: idOf('Contact', index), Role: 'Decision Maker', IsPrimary: true };
  const history = { OpportunityId, StageName: 'Prospecting', Amount: 5, CloseDate: '2026-12-24', Probability: 10 };
  return [child('OpportunityContactRole', '00K', role), child('OpportunityHistory', '008', history)];
}
