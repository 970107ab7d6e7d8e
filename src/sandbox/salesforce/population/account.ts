import { LONER } from '../../core/population/blocks.ts';
import { addMonths, type Calendar } from '../../core/population/calendar.ts';
import type { Firm } from '../../core/population/firms.ts';
import type { Links } from '../../core/population/links.ts';
import { goodNumber } from '../../core/population/phones.ts';
import { PLACEHOLDER_NAMES, PLACEHOLDER_SITES } from '../../core/population/placeholders.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { type CountryKind, countryValue, type FillKind } from '../../core/population/profile.ts';
import { Draw } from '../../core/population/random.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import { afterGrace, always, FaultList, olderThan } from '../../core/population/verdicts.ts';
import { type Doings, lastActivityDay, planDoings } from './activity.ts';
import { INDUSTRIES } from './industries.ts';
import { ownerValue } from './owners.ts';
import type { Fields } from './person-values.ts';
import { cleanActivity, personActivityDays } from './person-wishes.ts';
import { dateText } from './stamp.ts';

/** How the website was filled; all but `filled` are a fault. */
type WebsiteKind = FillKind | 'free-mail' | 'no-domain';

/** How long an account is in the CRM: `recent` is under 90 days, `edge` about that, `ancient` leaves room for years of silence. */
type AccountAge = 'usual' | 'young' | 'recent' | 'edge' | 'old' | 'ancient';

interface AccountScenario {
  readonly website?: WebsiteKind;
  readonly industry?: FillKind;
  readonly age?: AccountAge;
  readonly name?: 'filled' | 'placeholder';
  readonly country?: CountryKind;
  readonly hasSize?: boolean;
  readonly owner?: 'active' | 'inactive';
  readonly isResting?: boolean;
}

/** Everything that was decided about an account. */
export interface AccountPlan {
  readonly name: 'filled' | 'placeholder';
  readonly country: CountryKind;
  readonly hasEmployees: boolean;
  readonly hasRevenue: boolean;
  readonly owner: 'active' | 'inactive';
  readonly website: WebsiteKind;
  readonly industry: FillKind;
  /** Creation, epoch ms. */
  readonly created: number;
  readonly doings: Doings;
}

/** An account is stale once nothing happened for more than this many months. */
const STALE_MONTHS = 18;

/** Positions of a block whose accounts get a scenario. */
const FAULTY = 6;

const SCENARIOS: readonly AccountScenario[] = [
  { website: 'missing' },
  { industry: 'missing' },
  { name: 'placeholder' },
  { website: 'free-mail' },
  { hasSize: false },
  { country: 'invalid' },
  { owner: 'inactive' },
  { age: 'ancient', isResting: true },
  { website: 'placeholder', industry: 'missing' },
  { website: 'missing', industry: 'missing' },
  { industry: 'missing', age: 'young' },
  { website: 'placeholder' },
  { website: 'missing', age: 'young' },
  { industry: 'placeholder' },
  { website: 'missing', industry: 'missing', age: 'young' },
  { industry: 'missing' },
  { website: 'missing' },
  { website: 'no-domain', name: 'placeholder' },
  { hasSize: false, age: 'young', country: 'placeholder' },
];

/** The accounts without a contact (the loners of blocks.ts): a fault of the old ones only. */
const LONER_SCENARIOS: readonly AccountScenario[] = [
  { age: 'old' },
  { age: 'old', industry: 'missing' },
  { age: 'edge' },
  { age: 'old', website: 'missing' },
  { age: 'recent' },
];

const PLACEHOLDER_INDUSTRIES = ['Unknown', 'n/a', 'None'] as const;

/** Draws the plans of accounts. */
export class AccountPlanner {
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

  /** The plan of the account with an index, always the same. */
  plan(index: number): AccountPlan {
    const draw = new Draw(this.seed, 91, index);
    const scenario = this.scenario(index);
    const age = this.age(index, scenario.age ?? 'usual', draw);
    const created = this.timeline.created(index, age, draw);
    const isResting = scenario.isResting ?? false;
    const usual = personActivityDays(cleanActivity(age, draw), age, this.timeline.today, draw);
    const more = new Draw(this.seed, 93, index);
    const days = isResting ? [more.between(560, Math.max(560, age))] : usual;
    const hasEmployees = (scenario.hasSize ?? true) && more.chance(88);
    const hasRevenue = (scenario.hasSize ?? true) && (!hasEmployees || more.chance(80));
    const wishes = { isAfterCreation: true, hasOpenTask: false };
    return {
      name: scenario.name ?? 'filled',
      country: scenario.country ?? (more.chance(95) ? 'filled' : 'missing'),
      hasEmployees,
      hasRevenue,
      owner: scenario.owner ?? 'active',
      website: scenario.website ?? 'filled',
      industry: scenario.industry ?? 'filled',
      created,
      doings: planDoings(days, wishes, { created, timeline: this.timeline, calendar: this.calendar }, draw),
    };
  }

  private scenario(index: number): AccountScenario {
    const { companies } = this.links;
    const position = companies.position(index);
    const block = companies.block(index);
    if (position === LONER) return LONER_SCENARIOS[block % LONER_SCENARIOS.length] as AccountScenario;
    if (position >= FAULTY) return {};
    return SCENARIOS[(block * FAULTY + position) % SCENARIOS.length] as AccountScenario;
  }

  private age(index: number, wish: AccountAge, draw: Draw): number {
    if (wish === 'ancient') return draw.between(600, 1090);
    if (wish === 'old') return draw.between(95, 1090);
    if (wish === 'edge') return draw.between(89, 92);
    if (wish === 'recent') return draw.between(31, 85);
    const isYoung = wish === 'young' || draw.chance(8);
    return isYoung && this.timeline.mayBeYoung(index) ? draw.between(0, 9) : this.timeline.usualAge(index, draw);
  }
}

/** Website as people type it: with or without scheme and `www`. */
function websiteValue(kind: WebsiteKind, domain: string, draw: Draw): string | null {
  if (kind === 'missing') return null;
  if (kind === 'placeholder') return draw.pick(PLACEHOLDER_SITES);
  if (kind === 'free-mail') return draw.pick(['www.gmail.com', 'https://gmx.de', 'hotmail.com']);
  if (kind === 'no-domain') return draw.pick(['intranet', 'http://localhost', 'linkedin']);
  return draw.pick([`https://www.${domain}`, `http://${domain}/`, `www.${domain}`, domain]);
}

function industryValue(kind: FillKind, draw: Draw): string | null {
  if (kind === 'missing') return null;
  return draw.pick<string>(kind === 'filled' ? INDUSTRIES : PLACEHOLDER_INDUSTRIES);
}

/** The filled fields of an account, without its id and its times of creation and change. */
export function accountFields(seed: number, index: number, plan: AccountPlan, firm: Firm): Fields {
  const draw = new Draw(seed, 92, index);
  const employees = Math.round(3 * 10 ** (draw.below(3500) / 1000));
  const website = websiteValue(plan.website, firm.domain, draw);
  const industry = industryValue(plan.industry, draw);
  const { lastDay } = plan.doings;
  const name = plan.name === 'filled' ? firm.name : draw.pick(PLACEHOLDER_NAMES).trim();
  const country = countryValue(plan.country, firm.country, draw);
  return {
    Name: name,
    ...(draw.chance(80) && {
      Type: draw.pick(['Prospect', 'Customer - Direct', 'Channel Partner / Reseller'] as const),
    }),
    ...(website !== null && { Website: website }),
    ...(industry !== null && { Industry: industry }),
    ...(draw.chance(70) && { Phone: goodNumber(firm.country, 'office', draw) }),
    ...(plan.hasEmployees && { NumberOfEmployees: employees }),
    ...(plan.hasRevenue && { AnnualRevenue: employees * draw.between(60, 220) * 1000 }),
    BillingCity: draw.pick(firm.country.cities),
    ...(country !== null && { BillingCountry: country }),
    OwnerId: ownerValue(plan.owner, draw),
    ...(lastDay !== null && { LastActivityDate: dateText(lastDay) }),
  };
}

/** The faults of an account; `hasContacts` is whether any contact was planted with it. */
export function accountFaults(plan: AccountPlan, hasContacts: boolean, calendar: Calendar): readonly PlantedFault[] {
  const list = new FaultList(calendar);
  const createdDay = calendar.dayOf(plan.created);
  const inTime = afterGrace(createdDay);
  const isSiteMissing = plan.website === 'missing' || plan.website === 'placeholder';
  list.add('company/name-placeholder', plan.name !== 'filled', always);
  list.add('company/domain-missing', isSiteMissing, inTime);
  list.add('company/domain-invalid', !isSiteMissing && plan.website !== 'filled', always);
  list.add('company/country-invalid', plan.country === 'invalid', always);
  list.add('company/size-missing', !plan.hasEmployees && !plan.hasRevenue, inTime);
  list.add('company/owner-inactive', plan.owner === 'inactive', always);
  list.add('company/stale', true, (moment) => {
    const lastDay = Math.max(createdDay, lastActivityDay(plan.doings, moment) ?? createdDay);
    return addMonths(lastDay, STALE_MONTHS) < moment.day;
  });
  list.add('company/industry-missing', plan.industry !== 'filled', inTime);
  list.add('company/contacts-missing', !hasContacts, olderThan(createdDay, 90));
  return list.faults;
}
