import { type Calendar, createCalendar } from '../../core/population/calendar.ts';
import { driftFaults } from '../../core/population/drift-faults.ts';
import { Links } from '../../core/population/links.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { Draw } from '../../core/population/random.ts';
import { sharePersonPlan } from '../../core/population/share-plan.ts';
import { sharedCompany } from '../../core/population/shared-company.ts';
import type { PersonPair } from '../../core/population/shared-pair.ts';
import { sharedPerson } from '../../core/population/shared-person.ts';
import type { Sharing } from '../../core/population/sharing.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import { type AccountPlan, AccountPlanner, accountFaults, accountFields } from './account.ts';
import type { Doings } from './activity.ts';
import { activityRows, oldestFirst } from './activity-rows.ts';
import { type ContactPlan, ContactPlanner, contactFaults, contactFields } from './contact.ts';
import { Identities } from './identities.ts';
import { idOf } from './ids.ts';
import { type LeadPlan, LeadPlanner } from './lead.ts';
import { leadFaults } from './lead-faults.ts';
import { type Conversion, leadFields } from './lead-fields.ts';
import { leadHistory, statusChanges } from './lead-history.ts';
import { OpportunityPlanner } from './opportunity.ts';
import { opportunityFaults } from './opportunity-faults.ts';
import { amountValue, opportunityFields } from './opportunity-fields.ts';
import { contactRoles, opportunityHistory, stagesPassed } from './opportunity-rows.ts';
import type { Fields } from './person-values.ts';
import type { ChildRow, ObjectName, PopulationOptions } from './population.ts';
import { Relations } from './relations.ts';
import { shareAccount, shareContact, shareLead } from './shared-fields.ts';
import { wholeSecond } from './stamp.ts';
import { createSecondsTimeline } from './timeline.ts';

/** What the population computes for the records of one object. */
export interface Kind {
  fields(index: number): Fields;
  createdAt(index: number): number;
  modifiedAt(index: number): number;
  children(index: number): readonly ChildRow[];
  faults(index: number): readonly PlantedFault[];
}

/** What the kinds share: options, dates and links. */
interface World {
  readonly options: PopulationOptions;
  readonly calendar: Calendar;
  readonly links: Links;
  readonly relations: Relations;
  readonly opportunities: OpportunityPlanner;
  readonly identities: Identities;
  readonly sharing: Sharing | null;
  readonly timelines: Readonly<Record<ObjectName, Timeline>>;
  idOf(object: ObjectName, index: number): string;
  activities(object: ObjectName, index: number, plan: { created: number; doings: Doings }): readonly ChildRow[];
}

/** The computations of every object, and who is related to whom. */
export function createKinds(
  options: PopulationOptions,
  sharing: Sharing | null,
): { kinds: Record<ObjectName, Kind>; relations: Relations } {
  const world = createWorld(options, sharing);
  const kinds = {
    Lead: leadKind(world),
    Contact: contactKind(world),
    Account: accountKind(world),
    Opportunity: opportunityKind(world),
  };
  return { kinds, relations: world.relations };
}

function createWorld(options: PopulationOptions, sharing: Sharing | null): World {
  const { seed, sizes, now, timeZone } = options;
  const calendar = createCalendar(timeZone);
  const timeline = (object: ObjectName) => createSecondsTimeline(sizes[object], now, calendar);
  const timelines = {
    Lead: timeline('Lead'),
    Contact: timeline('Contact'),
    Account: timeline('Account'),
    Opportunity: timeline('Opportunity'),
  };
  const links = new Links(seed, { contacts: sizes.Contact, companies: sizes.Account, deals: sizes.Opportunity });
  const opportunities = new OpportunityPlanner(
    seed,
    sizes.Opportunity,
    { timeline: timelines.Opportunity, calendar },
    sharing,
  );
  const ownId = (object: ObjectName, index: number) => idOf(seed, object, index);
  const salts: Readonly<Record<ObjectName, number>> = { Lead: 121, Contact: 122, Account: 123, Opportunity: 124 };
  return {
    options,
    calendar,
    links,
    relations: new Relations(links, opportunities),
    opportunities,
    identities: new Identities(seed, links, sizes.Lead, sharing),
    sharing,
    timelines,
    idOf: ownId,
    activities: (object, index, { created, doings }) => {
      const modified = timelines[object].modifiedAt(index);
      const parent = { object, index, id: ownId(object, index), created, modified };
      return activityRows(parent, doings, new Draw(seed, salts[object], index));
    },
  };
}

/** A plan as the record shows it: somebody whom HubSpot knows too has the values that both hold. */
function shownPlan<Plan extends LeadPlan | ContactPlan>(world: World, plan: Plan, pair: PersonPair | undefined): Plan {
  const { sharing, options } = world;
  if (sharing === null || pair === undefined) return plan;
  const facts = sharedPerson(options.seed, sharing, pair).salesforce;
  return { ...plan, person: sharePersonPlan(plan.person, facts, pair, 'salesforce') };
}

function leadKind(world: World): Kind {
  const { options, calendar, links, relations, timelines, identities, sharing } = world;
  const { seed, sizes } = options;
  const start = { now: wholeSecond(options.now), timeline: timelines.Lead, calendar };
  const planner = new LeadPlanner(seed, sizes.Lead, links, start);
  const { modifiedAt } = timelines.Lead;
  const conversionOf = (contact: number | null): Conversion | null => {
    const account = contact === null ? null : relations.accountOfContact(contact);
    if (contact === null || account === null) return null;
    const [opportunity] = relations.opportunitiesOfContact(contact);
    return {
      accountId: world.idOf('Account', account),
      contactId: world.idOf('Contact', contact),
      opportunityId: opportunity === undefined ? null : world.idOf('Opportunity', opportunity),
    };
  };
  return {
    fields: (index) => {
      const plan = planner.plan(index);
      const changes = statusChanges(seed, index, plan, modifiedAt(index));
      const conversion = conversionOf(plan.contact);
      const fields = leadFields(plan, { seed, index, identities, changes, conversion, calendar });
      const pair = sharing?.ofSalesforce.leads.get(index);
      return sharing && pair ? shareLead(fields, sharedPerson(seed, sharing, pair).salesforce, pair.number) : fields;
    },
    createdAt: (index) => planner.plan(index).created,
    modifiedAt,
    children: (index) => {
      const plan = planner.plan(index);
      const changes = statusChanges(seed, index, plan, modifiedAt(index));
      const history = leadHistory(seed, { index, id: world.idOf('Lead', index), plan }, changes);
      return oldestFirst([...history, ...world.activities('Lead', index, plan)]);
    },
    faults: (index) => [
      ...leadFaults(shownPlan(world, planner.plan(index), sharing?.ofSalesforce.leads.get(index)), calendar),
      ...driftFaults('person', sharing?.ofSalesforce.leads.get(index)),
    ],
  };
}

function contactKind(world: World): Kind {
  const { options, calendar, links, relations, timelines, identities, sharing } = world;
  const { seed } = options;
  const planner = new ContactPlanner(options.seed, links, timelines.Contact, calendar);
  const planOf = (index: number) => planner.plan(index, relations.hasOpenOpportunity(index));
  return {
    fields: (index) => {
      const account = relations.accountOfContact(index);
      const accountId = account === null ? null : world.idOf('Account', account);
      const fields = contactFields(seed, identities, index, planOf(index), accountId);
      const pair = sharing?.ofSalesforce.contacts.get(index);
      return sharing && pair ? shareContact(fields, sharedPerson(seed, sharing, pair).salesforce, pair.number) : fields;
    },
    createdAt: (index) => planOf(index).created,
    modifiedAt: timelines.Contact.modifiedAt,
    children: (index) => world.activities('Contact', index, planOf(index)),
    faults: (index) => {
      const hasAccount = relations.accountOfContact(index) !== null;
      const hasOpenOpportunity = relations.hasOpenOpportunity(index);
      const isLookedAfter = hasOpenOpportunity || relations.isCustomer(index);
      return [
        ...contactFaults(
          shownPlan(world, planOf(index), sharing?.ofSalesforce.contacts.get(index)),
          { hasAccount, isLookedAfter },
          calendar,
        ),
        ...driftFaults('person', sharing?.ofSalesforce.contacts.get(index)),
      ];
    },
  };
}

function accountKind(world: World): Kind {
  const { options, calendar, links, timelines, identities, sharing } = world;
  const { seed } = options;
  const planner = new AccountPlanner(seed, links, timelines.Account, calendar);
  const planOf = (index: number): AccountPlan => {
    const pair = sharing?.ofSalesforce.accounts.get(index);
    const plan = planner.plan(index);
    return pair ? { ...plan, hasEmployees: sharedCompany(seed, pair).salesforce.employees !== null } : plan;
  };
  return {
    fields: (index) => {
      const fields = accountFields(seed, index, planner.plan(index), identities.firmOf(index));
      const pair = sharing?.ofSalesforce.accounts.get(index);
      return pair ? shareAccount(fields, sharedCompany(seed, pair).salesforce, pair.number) : fields;
    },
    createdAt: (index) => planner.plan(index).created,
    modifiedAt: timelines.Account.modifiedAt,
    children: (index) => world.activities('Account', index, planner.plan(index)),
    faults: (index) => [
      ...accountFaults(planOf(index), links.hasStaff(index), calendar),
      ...driftFaults('company', sharing?.ofSalesforce.accounts.get(index)),
    ],
  };
}

function opportunityKind(world: World): Kind {
  const { calendar, links, relations, opportunities, timelines, identities, sharing } = world;
  const { seed } = world.options;
  const { modifiedAt } = timelines.Opportunity;
  return {
    fields: (index) => {
      const buyer = links.buyer(index);
      const account = relations.accountOfOpportunity(index);
      const firm = buyer === null ? null : identities.firmOf(buyer);
      const accountId = account === null ? null : world.idOf('Account', account);
      return opportunityFields(opportunities.plan(index), { seed, index, firm, accountId });
    },
    createdAt: (index) => opportunities.plan(index).created,
    modifiedAt,
    children: (index) => {
      const plan = opportunities.plan(index);
      const parent = { index, id: world.idOf('Opportunity', index), plan, modified: modifiedAt(index) };
      const contactIds = relations.contactsOfOpportunity(index).map((contact) => world.idOf('Contact', contact));
      const rows = [...opportunityHistory(seed, parent), ...contactRoles(seed, parent, contactIds)];
      return oldestFirst([...rows, ...world.activities('Opportunity', index, plan)]);
    },
    faults: (index) => {
      const plan = opportunities.plan(index);
      const around = {
        contacts: relations.contactsOfOpportunity(index).length,
        hasAccount: relations.accountOfOpportunity(index) !== null,
        amount: amountValue(seed, index, plan),
        passed: stagesPassed(seed, index, plan),
      };
      return [
        ...opportunityFaults(plan, around, calendar),
        ...driftFaults('deal', sharing?.ofSalesforce.opportunities.get(index)),
      ];
    },
  };
}
