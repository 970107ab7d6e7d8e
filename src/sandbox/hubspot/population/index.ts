import { createCalendar } from '../../core/population/calendar.ts';
import { driftFaults } from '../../core/population/drift-faults.ts';
import { Links } from '../../core/population/links.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { sharePersonPlan } from '../../core/population/share-plan.ts';
import { sharedCompany } from '../../core/population/shared-company.ts';
import { sharedPerson } from '../../core/population/shared-person.ts';
import { Sharing } from '../../core/population/sharing.ts';
import { createTimeline } from '../../core/population/timeline.ts';
import { idOf as salesforceIdOf } from '../../salesforce/population/ids.ts';
import { type CompanyPlan, CompanyPlanner, companyFaults, companyProperties } from './company.ts';
import { type ContactPlan, ContactPlanner, type DealStates } from './contact.ts';
import { contactFaults } from './contact-faults.ts';
import { contactProperties } from './contact-properties.ts';
import { DealPlanner } from './deal.ts';
import { dealFaults } from './deal-faults.ts';
import { dealProperties } from './deal-properties.ts';
import { idOf, indexOf } from './ids.ts';
import { OWNERS } from './owners.ts';
import { PIPELINES } from './pipelines.ts';
import type { ObjectName, Population, PopulationOptions } from './population.ts';
import { shareCompany, shareContact, shareDeal } from './shared-properties.ts';

/** What the population computes for the records of one object. */
interface Kind {
  properties(index: number): Readonly<Record<string, string>>;
  createdAt(index: number): number;
  modifiedAt(index: number): number;
  associated(index: number, to: ObjectName): readonly number[];
  faults(index: number): readonly PlantedFault[];
}

/** Creates the population of an account: nothing is stored per record, so its size costs neither time nor memory. */
export function createPopulation(options: PopulationOptions): Population {
  const { seed, sizes } = options;
  const sharing = createSharing(options);
  const kinds = createKinds(options, sharing);
  const kindAt = (object: ObjectName, index: number): Kind => {
    if (Number.isInteger(index) && index >= 0 && index < sizes[object]) return kinds[object];
    throw new RangeError(`Population: expected an index of ${object} from 0 to ${sizes[object] - 1}, found ${index}`);
  };
  return {
    sizes,
    owners: OWNERS,
    pipelines: PIPELINES,
    sharing,
    idOf: (object, index) => String(idOf(seed, object, index)),
    indexOf: (object, id) => indexOf(seed, object, sizes[object], id),
    properties: (object, index) => kindAt(object, index).properties(index),
    createdAt: (object, index) => kindAt(object, index).createdAt(index),
    modifiedAt: (object, index) => kindAt(object, index).modifiedAt(index),
    associated: (object, index, to) => kindAt(object, index).associated(index, to),
    faults: (object, index) => kindAt(object, index).faults(index),
  };
}

/** The account's side of what it shares with a Salesforce organization, or null without one. */
function createSharing({ seed, sizes, salesforce }: PopulationOptions): Sharing | null {
  return salesforce === undefined ? null : new Sharing(seed, { hubspot: sizes, salesforce });
}

function createKinds(
  { seed, sizes, now, timeZone }: PopulationOptions,
  sharing: Sharing | null,
): Record<ObjectName, Kind> {
  const calendar = createCalendar(timeZone);
  const links = new Links(seed, sizes);
  const timelines = {
    contacts: createTimeline(sizes.contacts, now, calendar),
    companies: createTimeline(sizes.companies, now, calendar),
    deals: createTimeline(sizes.deals, now, calendar),
  };
  const contactPlans = new ContactPlanner(seed, links, timelines.contacts);
  const companyPlans = new CompanyPlanner(seed, links, timelines.companies);
  const dealPlans = new DealPlanner(seed, sizes.deals, timelines.deals, sharing);

  const contactsOfDeal = (deal: number) => links.dealContacts(deal, dealPlans.ties(deal).contacts);
  const companyOfDeal = (deal: number) => {
    const buyer = dealPlans.ties(deal).hasCompany ? links.buyer(deal) : null;
    return buyer === null ? [] : [buyer];
  };
  const dealsOfContact = (contact: number) => {
    const seat = links.seat(contact);
    if (seat === null) return [];
    return links.dealsWithRank(seat.companyRank).filter((deal) => dealPlans.ties(deal).contacts > seat.place);
  };
  const dealsOfCompany = (company: number) =>
    links.dealsWith(company).filter((deal) => dealPlans.ties(deal).hasCompany);

  const statesOf = (contact: number): DealStates => {
    const deals = dealsOfContact(contact);
    return {
      hasOpen: deals.some((deal) => dealPlans.ties(deal).isOpen),
      hasWon: deals.some((deal) => dealPlans.plan(deal).stage.probability === '1.0'),
    };
  };
  const contactPlan = (index: number, deals: DealStates): ContactPlan => {
    const plan = contactPlans.plan(index, deals);
    const pair = sharing?.ofHubSpot.contacts.get(index);
    return sharing && pair ? sharePersonPlan(plan, sharedPerson(seed, sharing, pair).hubspot, pair, 'hubspot') : plan;
  };
  const companyPlan = (index: number): CompanyPlan => {
    const plan = companyPlans.plan(index);
    const pair = sharing?.ofHubSpot.companies.get(index);
    return pair ? { ...plan, hasEmployees: sharedCompany(seed, pair).hubspot.employees !== null } : plan;
  };

  const associations: Record<ObjectName, Partial<Record<ObjectName, (index: number) => readonly number[]>>> = {
    contacts: { companies: (index) => links.companiesOf(index), deals: dealsOfContact },
    companies: { contacts: (index) => links.contactsOf(index), deals: dealsOfCompany },
    deals: { contacts: contactsOfDeal, companies: companyOfDeal },
  };
  const associated = (from: ObjectName) => (index: number, to: ObjectName) => associations[from][to]?.(index) ?? [];

  return {
    contacts: {
      properties: (index) => {
        const properties = contactProperties(seed, links, index, contactPlan(index, statesOf(index)));
        const pair = sharing?.ofHubSpot.contacts.get(index);
        if (!sharing || !pair) return properties;
        const id = salesforceIdOf(seed, pair.object === 'lead' ? 'Lead' : 'Contact', pair.salesforce);
        return shareContact(properties, sharedPerson(seed, sharing, pair).hubspot, pair, id);
      },
      createdAt: (index) => contactPlans.createdAt(index),
      modifiedAt: timelines.contacts.modifiedAt,
      associated: associated('contacts'),
      faults: (index) => {
        const deals = statesOf(index);
        const around = { hasCompany: links.seat(index) !== null, deals };
        return [
          ...contactFaults(contactPlan(index, deals), around, calendar),
          ...driftFaults('person', sharing?.ofHubSpot.contacts.get(index)),
        ];
      },
    },
    companies: {
      properties: (index) => {
        const properties = companyProperties(seed, index, companyPlan(index));
        const pair = sharing?.ofHubSpot.companies.get(index);
        if (!pair) return properties;
        const id = salesforceIdOf(seed, 'Account', pair.salesforce);
        return shareCompany(properties, sharedCompany(seed, pair).hubspot, pair, id);
      },
      createdAt: (index) => companyPlans.plan(index).created,
      modifiedAt: timelines.companies.modifiedAt,
      associated: associated('companies'),
      faults: (index) => [
        ...companyFaults(companyPlan(index), links.hasContacts(index), calendar),
        ...driftFaults('company', sharing?.ofHubSpot.companies.get(index)),
      ],
    },
    deals: {
      properties: (index) => {
        const plan = dealPlans.plan(index);
        const properties = dealProperties(seed, index, plan, links.buyer(index));
        const pair = sharing?.ofHubSpot.deals.get(index);
        if (!pair || plan.shared === null) return properties;
        return shareDeal(properties, plan.shared, pair, salesforceIdOf(seed, 'Opportunity', pair.salesforce));
      },
      createdAt: (index) => dealPlans.plan(index).created,
      modifiedAt: timelines.deals.modifiedAt,
      associated: associated('deals'),
      faults: (index) => {
        const around = { contacts: contactsOfDeal(index).length, hasCompany: companyOfDeal(index).length > 0 };
        return [
          ...dealFaults(dealPlans.plan(index), around, calendar),
          ...driftFaults('deal', sharing?.ofHubSpot.deals.get(index)),
        ];
      },
    },
  };
}
