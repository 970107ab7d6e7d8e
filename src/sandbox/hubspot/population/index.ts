import { createCalendar } from '../../core/population/calendar.ts';
import { Links } from '../../core/population/links.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { createTimeline } from '../../core/population/timeline.ts';
import { CompanyPlanner, companyFaults, companyProperties } from './company.ts';
import { ContactPlanner } from './contact.ts';
import { contactFaults } from './contact-faults.ts';
import { contactProperties } from './contact-properties.ts';
import { DealPlanner } from './deal.ts';
import { dealFaults } from './deal-faults.ts';
import { dealProperties } from './deal-properties.ts';
import { idOf, indexOf } from './ids.ts';
import { OWNERS } from './owners.ts';
import { PIPELINES } from './pipelines.ts';
import type { ObjectName, Population, PopulationOptions } from './population.ts';

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
  const kinds = createKinds(options);
  const kindAt = (object: ObjectName, index: number): Kind => {
    if (Number.isInteger(index) && index >= 0 && index < sizes[object]) return kinds[object];
    throw new RangeError(`Population: expected an index of ${object} from 0 to ${sizes[object] - 1}, found ${index}`);
  };
  return {
    sizes,
    owners: OWNERS,
    pipelines: PIPELINES,
    idOf: (object, index) => String(idOf(seed, object, index)),
    indexOf: (object, id) => indexOf(seed, object, sizes[object], id),
    properties: (object, index) => kindAt(object, index).properties(index),
    createdAt: (object, index) => kindAt(object, index).createdAt(index),
    modifiedAt: (object, index) => kindAt(object, index).modifiedAt(index),
    associated: (object, index, to) => kindAt(object, index).associated(index, to),
    faults: (object, index) => kindAt(object, index).faults(index),
  };
}

function createKinds({ seed, sizes, now, timeZone }: PopulationOptions): Record<ObjectName, Kind> {
  const calendar = createCalendar(timeZone);
  const links = new Links(seed, sizes);
  const timelines = {
    contacts: createTimeline(sizes.contacts, now, calendar),
    companies: createTimeline(sizes.companies, now, calendar),
    deals: createTimeline(sizes.deals, now, calendar),
  };
  const contactPlans = new ContactPlanner(seed, links, timelines.contacts);
  const companyPlans = new CompanyPlanner(seed, links, timelines.companies);
  const dealPlans = new DealPlanner(seed, sizes.deals, timelines.deals);

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

  const associations: Record<ObjectName, Partial<Record<ObjectName, (index: number) => readonly number[]>>> = {
    contacts: { companies: (index) => links.companiesOf(index), deals: dealsOfContact },
    companies: { contacts: (index) => links.contactsOf(index), deals: dealsOfCompany },
    deals: { contacts: contactsOfDeal, companies: companyOfDeal },
  };
  const associated = (from: ObjectName) => (index: number, to: ObjectName) => associations[from][to]?.(index) ?? [];

  return {
    contacts: {
      properties: (index) => contactProperties(seed, links, index, contactPlans.plan(index)),
      createdAt: (index) => contactPlans.plan(index).created,
      modifiedAt: timelines.contacts.modifiedAt,
      associated: associated('contacts'),
      faults: (index) => {
        const hasOpenDeal = dealsOfContact(index).some((deal) => dealPlans.ties(deal).isOpen);
        const around = { hasCompany: links.seat(index) !== null, hasOpenDeal };
        return contactFaults(contactPlans.plan(index), around, calendar);
      },
    },
    companies: {
      properties: (index) => companyProperties(seed, index, companyPlans.plan(index)),
      createdAt: (index) => companyPlans.plan(index).created,
      modifiedAt: timelines.companies.modifiedAt,
      associated: associated('companies'),
      faults: (index) => companyFaults(companyPlans.plan(index), links.hasContacts(index), calendar),
    },
    deals: {
      properties: (index) => dealProperties(seed, index, dealPlans.plan(index), links.buyer(index)),
      createdAt: (index) => dealPlans.plan(index).created,
      modifiedAt: timelines.deals.modifiedAt,
      associated: associated('deals'),
      faults: (index) => {
        const around = { hasContact: contactsOfDeal(index).length > 0, hasCompany: companyOfDeal(index).length > 0 };
        return dealFaults(dealPlans.plan(index), around, calendar);
      },
    },
  };
}
