import type {
  ObjectName,
  PlantedFault,
  Population,
  PopulationOptions,
} from '../../src/sandbox/hubspot/population/population.ts';

const DAY_MS = 86_400_000;

const STAGES = [
  { id: 'appointmentscheduled', label: 'Appointment Scheduled', isClosed: false, probability: '0.2' },
  { id: 'contractsent', label: 'Contract Sent', isClosed: false, probability: '0.9' },
  { id: 'closedwon', label: 'Closed Won', isClosed: true, probability: '1.0' },
  { id: 'closedlost', label: 'Closed Lost', isClosed: true, probability: '0.0' },
];

const FIRST_IDS: Readonly<Record<ObjectName, number>> = { contacts: 101, companies: 5001, deals: 9001 };

const EMPTY_MAIL: PlantedFault = { rule: 'person/email-missing', isFoundAt: () => true };

/**
 * A population one can count on one's fingers: contact i is `person<i>@firm<c>.com` of company i mod companies (every tenth
 * has no e-mail), deal i is of company i mod companies and contact i; record i was modified i minutes after the rest.
 */
export function createSmallPopulation({ sizes, now }: PopulationOptions): Population {
  const start = now - 30 * DAY_MS;
  const owner = {
    id: '11',
    userId: 7,
    email: 'ada@northbridge.example',
    firstName: 'Ada',
    lastName: 'Ng',
    archived: false,
  };
  const left = {
    id: '12',
    userId: 8,
    email: 'bo@northbridge.example',
    firstName: 'Bo',
    lastName: 'Li',
    archived: true,
  };
  return {
    sizes,
    owners: [owner, left],
    pipelines: [{ id: 'default', label: 'Sales Pipeline', stages: STAGES }],
    sharing: null,
    idOf: (object, index) => String(FIRST_IDS[object] + index * 2),
    indexOf: (object, id) => {
      const index = (Number(id) - FIRST_IDS[object]) / 2;
      return Number.isInteger(index) && index >= 0 && index < sizes[object] ? index : null;
    },
    properties: (object, index) => propertiesOf(object, index, sizes.companies),
    createdAt: () => start - DAY_MS,
    modifiedAt: (_object, index) => start + index * 60_000,
    associated: (object, index, to) => associated(sizes, object, index, to),
    faults: (object, index) => (object === 'contacts' && index % 10 === 9 ? [EMPTY_MAIL] : []),
  };
}

function propertiesOf(object: ObjectName, index: number, companies: number): Record<string, string> {
  if (object === 'companies') return { name: `Firm ${index}`, domain: `firm${index}.com`, industry: 'MACHINERY' };
  if (object === 'deals') {
    const stage = STAGES[index % STAGES.length]?.id ?? 'closedwon';
    return { dealname: `Deal ${index}`, amount: String(index * 100), dealstage: stage, pipeline: 'default' };
  }
  const email = index % 10 === 9 ? {} : { email: `person${index}@firm${index % companies}.com` };
  return { firstname: `First${index}`, lastname: 'Person', lifecyclestage: 'lead', hubspot_owner_id: '11', ...email };
}

function associated(sizes: Population['sizes'], object: ObjectName, index: number, to: ObjectName): number[] {
  const range = (count: number) => [...Array(count).keys()];
  if (to === 'companies' && sizes.companies > 0) return object === 'companies' ? [] : [index % sizes.companies];
  if (object === 'companies') return range(sizes[to]).filter((other) => other % sizes.companies === index);
  if (object === 'contacts' && to === 'deals') return index < sizes.deals ? [index] : [];
  return object === 'deals' && to === 'contacts' && index < sizes.contacts ? [index] : [];
}
