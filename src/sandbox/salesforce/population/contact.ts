import { LONER } from '../../core/population/blocks.ts';
import type { Calendar } from '../../core/population/calendar.ts';
import type { Links } from '../../core/population/links.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { countryValue } from '../../core/population/profile.ts';
import { Draw } from '../../core/population/random.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import { afterGrace, FaultList } from '../../core/population/verdicts.ts';
import { type Doings, planDoings } from './activity.ts';
import {
  CONTACT_SCENARIOS,
  type ContactAge,
  type ContactScenario,
  LONER_CONTACT_SCENARIOS,
} from './contact-scenarios.ts';
import type { Identities } from './identities.ts';
import { type OwnerKind, ownerValue } from './owners.ts';
import { addPersonFaults } from './person-faults.ts';
import { type Fields, type PersonPlan, personFields } from './person-values.ts';
import { cleanActivity, personActivityDays, planPerson } from './person-wishes.ts';
import { dateText } from './stamp.ts';

/** Positions of a block whose contacts get a scenario; with the loner that makes 35 % of all. */
const FAULTY = 6;

/** Everything that was decided about a contact. */
export interface ContactPlan {
  readonly person: PersonPlan;
  readonly owner: OwnerKind;
  /** Creation, epoch ms. */
  readonly created: number;
  readonly doings: Doings;
  /** How often its scenario came before. */
  readonly turn: number;
}

/** Draws the plans of contacts. */
export class ContactPlanner {
  private readonly seed: number;
  private readonly links: Links;
  private readonly timeline: Timeline;
  private readonly calendar: Calendar;

  constructor(seed: number, links: Links, timeline: Timeline, calendar: Calendar) {
    this.seed = seed;
    this.links = links;
    this.timeline = timeline;
    this.calendar = calendar;
  }

  /** The plan of a contact, always the same; one in an open opportunity may rest for years and be all right. */
  plan(index: number, hasOpenOpportunity: boolean): ContactPlan {
    const draw = new Draw(this.seed, 81, index);
    const { scenario, turn } = this.scenario(index);
    const mayRest = hasOpenOpportunity && draw.chance(40);
    const age = this.age(index, scenario.age ?? 'usual', draw);
    const created = this.timeline.created(index, age, draw);
    const kind = scenario.activity ?? (mayRest && age > 430 ? 'old' : cleanActivity(age, draw));
    const days = personActivityDays(kind, age, this.timeline.today, draw);
    const wishes = { isAfterCreation: true, hasOpenTask: kind === 'old-and-future' };
    return {
      person: planPerson(scenario, false, draw, new Draw(this.seed, 83, index)),
      owner: scenario.owner ?? 'active',
      created,
      doings: planDoings(days, wishes, { created, timeline: this.timeline, calendar: this.calendar }, draw),
      turn,
    };
  }

  private scenario(index: number): { scenario: ContactScenario; turn: number } {
    const { contacts } = this.links;
    const position = contacts.position(index);
    const block = contacts.block(index);
    if (position === LONER) {
      const number = block % LONER_CONTACT_SCENARIOS.length;
      return { scenario: LONER_CONTACT_SCENARIOS[number] as ContactScenario, turn: 0 };
    }
    if (position >= FAULTY) return { scenario: {}, turn: 0 };
    const number = block * FAULTY + position;
    return {
      scenario: CONTACT_SCENARIOS[number % CONTACT_SCENARIOS.length] as ContactScenario,
      turn: Math.floor(number / CONTACT_SCENARIOS.length),
    };
  }

  private age(index: number, wish: ContactAge, draw: Draw): number {
    if (wish === 'old') return draw.between(430, 1090);
    const isYoung = wish === 'young' || draw.chance(8);
    return isYoung && this.timeline.mayBeYoung(index) ? draw.between(0, 9) : this.timeline.usualAge(index, draw);
  }
}

/** The filled fields of a contact, without its id and its times of creation and change. */
export function contactFields(
  seed: number,
  identities: Identities,
  index: number,
  plan: ContactPlan,
  accountId: string | null,
): Fields {
  const draw = new Draw(seed, 82, index);
  const person = identities.contact(index);
  const owner = { index: identities.numberOf('contact', index), turn: identities.turnOf('contact', plan.turn) };
  const { country } = person.firm;
  const { lastDay } = plan.doings;
  const place = countryValue(plan.person.country, country, draw);
  return {
    ...personFields(plan.person, { ...person, ...owner, created: plan.created }, draw),
    ...(accountId !== null && { AccountId: accountId }),
    ...(draw.chance(30) && { Department: draw.pick(['Sales', 'IT', 'Einkauf', 'Finance', 'Marketing'] as const) }),
    ...(draw.chance(85) && { MailingCity: draw.pick(country.cities) }),
    ...(place !== null && { MailingCountry: place }),
    OwnerId: ownerValue(plan.owner, draw),
    ...(lastDay !== null && { LastActivityDate: dateText(lastDay) }),
  };
}

/** The faults of a contact, from what was decided about it and what it was planted beside. */
export function contactFaults(
  plan: ContactPlan,
  around: { readonly hasAccount: boolean; readonly isLookedAfter: boolean },
  calendar: Calendar,
): readonly PlantedFault[] {
  const list = new FaultList(calendar);
  const createdDay = calendar.dayOf(plan.created);
  const inTime = afterGrace(createdDay);
  addPersonFaults(list, { ...plan, createdDay, inTime, isLookedAfter: around.isLookedAfter, isQualified: false });
  list.add('person/company-missing', !around.hasAccount, inTime);
  return list.faults;
}
