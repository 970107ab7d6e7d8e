import { LONER } from '../../core/population/blocks.ts';
import { addMonths, type Calendar } from '../../core/population/calendar.ts';
import { createFirm } from '../../core/population/firms.ts';
import type { Links } from '../../core/population/links.ts';
import { PLACEHOLDER_NAMES, PLACEHOLDER_SITES } from '../../core/population/placeholders.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { type CountryKind, countryValue, type FillKind } from '../../core/population/profile.ts';
import { Draw } from '../../core/population/random.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import { afterGrace, always, FaultList, latestUntil, olderThan } from '../../core/population/verdicts.ts';
import { isInactiveOwner, type OwnerKind, ownerValue } from './owners.ts';
import { stamp } from './stamp.ts';

/** How domain and website of a company were filled; only those from `missing` on are a fault, the last three an invalid domain. */
type SiteKind =
  | 'both'
  | 'domain-only'
  | 'website-only'
  | 'missing'
  | 'placeholder'
  | 'placeholder-website'
  | 'blank'
  | 'free-mail'
  | 'no-domain'
  | 'no-website';

/** How long a company is in the CRM: `recent` is under 90 days, `edge` about that, `ancient` leaves room for years of silence. */
type CompanyAge = 'usual' | 'young' | 'recent' | 'edge' | 'old' | 'ancient';

interface CompanyScenario {
  readonly site?: SiteKind;
  readonly hasIndustry?: boolean;
  readonly owner?: OwnerKind;
  readonly age?: CompanyAge;
  readonly name?: FillKind;
  readonly country?: CountryKind;
  readonly hasSize?: boolean;
  readonly isResting?: boolean;
}

/** Everything that was decided about a company. */
export interface CompanyPlan {
  readonly name: FillKind;
  readonly country: CountryKind;
  readonly hasEmployees: boolean;
  readonly hasRevenue: boolean;
  /** When somebody last had to do with it, epoch ms, or null for never. */
  readonly activity: number | null;
  readonly site: SiteKind;
  readonly hasIndustry: boolean;
  readonly owner: OwnerKind;
  /** Creation, epoch ms. */
  readonly created: number;
}

/** Positions of a block whose companies get a scenario. */
const FAULTY = 6;

const SCENARIOS: readonly CompanyScenario[] = [
  { site: 'missing' },
  { hasIndustry: false },
  { owner: 'none' },
  { name: 'placeholder' },
  { site: 'free-mail' },
  { hasSize: false },
  { country: 'invalid' },
  { owner: 'archived' },
  { age: 'ancient', isResting: true },
  { site: 'placeholder', hasIndustry: false },
  { site: 'missing', hasIndustry: false, owner: 'none' },
  { hasIndustry: false, age: 'young' },
  { site: 'placeholder-website' },
  { owner: 'none', hasIndustry: false },
  { site: 'missing', age: 'young' },
  { site: 'blank', owner: 'none' },
  { site: 'missing', hasIndustry: false, owner: 'none', age: 'young' },
  { hasIndustry: false },
  { owner: 'none', age: 'young' },
  { site: 'no-domain', name: 'missing' },
  { hasSize: false, age: 'young' },
  { site: 'no-website', owner: 'deleted', country: 'placeholder' },
];

/** The companies without a contact (the loners of blocks.ts): a fault of the old ones only. */
const LONER_SCENARIOS: readonly CompanyScenario[] = [
  { age: 'old' },
  { age: 'old', owner: 'none' },
  { age: 'edge' },
  { age: 'old', site: 'missing' },
  { age: 'recent' },
];

const CLEAN_SITES: readonly (readonly [SiteKind, number])[] = [
  ['both', 75],
  ['domain-only', 15],
  ['website-only', 10],
];

const MISSING_SITES: readonly SiteKind[] = ['missing', 'placeholder', 'placeholder-website', 'blank'];
const INVALID_SITES: readonly SiteKind[] = ['free-mail', 'no-domain', 'no-website'];

/** A company is stale once nothing happened for more than this many months. */
const STALE_MONTHS = 18;

const INDUSTRIES = [
  'COMPUTER_SOFTWARE',
  'INFORMATION_TECHNOLOGY_AND_SERVICES',
  'MACHINERY',
  'LOGISTICS_AND_SUPPLY_CHAIN',
  'FOOD_BEVERAGES',
  'HOSPITAL_HEALTH_CARE',
  'FINANCIAL_SERVICES',
  'MANAGEMENT_CONSULTING',
  'RENEWABLES_ENVIRONMENT',
  'TEXTILES',
  'TELECOMMUNICATIONS',
  'PHARMACEUTICALS',
  'MUSEUMS_AND_INSTITUTIONS',
  'CONSTRUCTION',
  'RETAIL',
] as const;

/** Draws the plans of companies. */
export class CompanyPlanner {
  private readonly seed: number;
  private readonly links: Links;
  private readonly timeline: Timeline;

  constructor(seed: number, links: Links, timeline: Timeline) {
    this.seed = seed;
    this.links = links;
    this.timeline = timeline;
  }

  /** The plan of the company with an index, always the same. */
  plan(index: number): CompanyPlan {
    const draw = new Draw(this.seed, 51, index);
    const scenario = this.scenario(index);
    const age = this.age(index, scenario.age ?? 'usual', draw);
    const created = this.timeline.created(index, age, draw);
    const more = new Draw(this.seed, 53, index);
    const hasEmployees = (scenario.hasSize ?? true) && more.chance(88);
    const hasRevenue = (scenario.hasSize ?? true) && (!hasEmployees || more.chance(80));
    return {
      name: scenario.name ?? 'filled',
      country: scenario.country ?? 'filled',
      hasEmployees,
      hasRevenue,
      activity: this.activity(scenario.isResting ?? false, age, created, more),
      site: scenario.site ?? draw.weighted(CLEAN_SITES),
      hasIndustry: scenario.hasIndustry ?? true,
      owner: scenario.owner ?? 'active',
      created,
    };
  }

  private activity(isResting: boolean, age: number, created: number, draw: Draw): number | null {
    if (!isResting && age < 330 && draw.chance(25)) return null;
    const days = isResting ? draw.between(560, Math.max(560, age)) : draw.between(0, Math.min(330, age));
    return Math.max(created, this.timeline.happened(days, draw));
  }

  private scenario(index: number): CompanyScenario {
    const { companies } = this.links;
    const position = companies.position(index);
    const block = companies.block(index);
    if (position === LONER) return LONER_SCENARIOS[block % LONER_SCENARIOS.length] as CompanyScenario;
    if (position >= FAULTY) return {};
    return SCENARIOS[(block * FAULTY + position) % SCENARIOS.length] as CompanyScenario;
  }

  private age(index: number, wish: CompanyAge, draw: Draw): number {
    if (wish === 'ancient') return draw.between(600, 1090);
    if (wish === 'old') return draw.between(95, 1090);
    if (wish === 'edge') return draw.between(89, 92);
    if (wish === 'recent') return draw.between(31, 85);
    const isYoung = wish === 'young' || draw.chance(8);
    return isYoung && this.timeline.mayBeYoung(index) ? draw.between(0, 9) : this.timeline.usualAge(index, draw);
  }
}

function siteValues(kind: SiteKind, domain: string, draw: Draw): readonly [string | null, string | null] {
  const website = `https://www.${domain}${draw.chance(30) ? '/' : ''}`;
  switch (kind) {
    case 'both':
      return [domain, website];
    case 'domain-only':
      return [domain, null];
    case 'website-only':
      return [null, website];
    case 'missing':
      return [null, null];
    case 'blank':
      return [' ', null];
    case 'placeholder':
      return [draw.pick(PLACEHOLDER_SITES), draw.chance(50) ? draw.pick(PLACEHOLDER_SITES) : null];
    case 'placeholder-website':
      return [null, draw.pick(PLACEHOLDER_SITES)];
    case 'free-mail':
      return [draw.pick(['gmail.com', 'gmx.de', 'hotmail.com']), null];
    case 'no-domain':
      return [draw.pick(['intranet', 'localhost', domain.slice(0, domain.indexOf('.'))]), null];
    case 'no-website':
      return [null, draw.pick(['see LinkedIn', 'coming soon'])];
  }
}

/** The stored properties of a company. */
export function companyProperties(seed: number, index: number, plan: CompanyPlan): Record<string, string> {
  const draw = new Draw(seed, 52, index);
  const firm = createFirm(seed, index);
  const [domain, website] = siteValues(plan.site, firm.domain, draw);
  const employees = Math.round(3 * 10 ** (draw.below(3500) / 1000));
  const owner = ownerValue(plan.owner, draw);
  const industry = plan.hasIndustry ? draw.pick(INDUSTRIES) : null;
  const name = plan.name === 'placeholder' ? draw.pick(PLACEHOLDER_NAMES).trim() : firm.name;
  const country = countryValue(plan.country, firm.country, draw);
  return {
    ...(plan.name !== 'missing' && { name }),
    ...(domain !== null && { domain }),
    ...(website !== null && { website }),
    ...(country !== null && { country }),
    city: draw.pick(firm.country.cities),
    ...(industry !== null && { industry }),
    ...(plan.hasEmployees && { numberofemployees: String(employees) }),
    ...(plan.hasRevenue && { annualrevenue: String(employees * draw.between(60, 220) * 1000) }),
    lifecyclestage: draw.pick(['lead', 'opportunity', 'customer'] as const),
    ...(owner !== null && { hubspot_owner_id: owner }),
    ...(plan.activity !== null && { notes_last_contacted: stamp(plan.activity) }),
  };
}

/** The faults of a company; `hasContacts` is what the associations were planted as. */
export function companyFaults(plan: CompanyPlan, hasContacts: boolean, calendar: Calendar): readonly PlantedFault[] {
  const list = new FaultList(calendar);
  const createdDay = calendar.dayOf(plan.created);
  const inTime = afterGrace(createdDay);
  list.add('company/name-placeholder', plan.name !== 'filled', always);
  list.add('company/domain-invalid', INVALID_SITES.includes(plan.site), always);
  list.add('company/country-invalid', plan.country === 'invalid', always);
  list.add('company/size-missing', !plan.hasEmployees && !plan.hasRevenue, inTime);
  list.add('company/owner-inactive', isInactiveOwner(plan.owner), always);
  list.add('company/stale', true, ({ at, day }) => {
    const last = latestUntil(plan.activity === null ? [] : [plan.activity], at) ?? plan.created;
    return addMonths(calendar.dayOf(Math.max(last, plan.created)), STALE_MONTHS) < day;
  });
  list.add('company/domain-missing', MISSING_SITES.includes(plan.site), inTime);
  list.add('company/industry-missing', !plan.hasIndustry, inTime);
  list.add('company/owner-missing', plan.owner === 'none', inTime);
  list.add('company/contacts-missing', !hasContacts, olderThan(createdDay, 90));
  return list.faults;
}
