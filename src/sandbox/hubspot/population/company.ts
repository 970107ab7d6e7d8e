import { LONER } from '../../core/population/blocks.ts';
import type { Calendar } from '../../core/population/calendar.ts';
import { createFirm } from '../../core/population/firms.ts';
import type { Links } from '../../core/population/links.ts';
import { PLACEHOLDER_SITES } from '../../core/population/placeholders.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { Draw } from '../../core/population/random.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import { afterGrace, FaultList, olderThan } from '../../core/population/verdicts.ts';
import { type OwnerKind, ownerValue } from './owners.ts';

/** How domain and website of a company were filled; only the last four are a fault. */
type SiteKind = 'both' | 'domain-only' | 'website-only' | 'missing' | 'placeholder' | 'placeholder-website' | 'blank';

/** How long a company is in the CRM: `recent` is under 90 days, `edge` about that. */
type CompanyAge = 'usual' | 'young' | 'recent' | 'edge' | 'old';

interface CompanyScenario {
  readonly site?: SiteKind;
  readonly hasIndustry?: boolean;
  readonly owner?: OwnerKind;
  readonly age?: CompanyAge;
}

/** Everything that was decided about a company. */
interface CompanyPlan {
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

const FAULTY_SITES: readonly SiteKind[] = ['missing', 'placeholder', 'placeholder-website', 'blank'];

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
    return {
      site: scenario.site ?? draw.weighted(CLEAN_SITES),
      hasIndustry: scenario.hasIndustry ?? true,
      owner: scenario.owner ?? 'active',
      created: this.timeline.created(index, age, draw),
    };
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
  return {
    name: firm.name,
    ...(domain !== null && { domain }),
    ...(website !== null && { website }),
    country: firm.country.label,
    city: draw.pick(firm.country.cities),
    ...(industry !== null && { industry }),
    ...(draw.chance(88) && { numberofemployees: String(employees) }),
    ...(draw.chance(80) && { annualrevenue: String(employees * draw.between(60, 220) * 1000) }),
    lifecyclestage: draw.pick(['lead', 'opportunity', 'customer'] as const),
    ...(owner !== null && { hubspot_owner_id: owner }),
  };
}

/** The faults of a company; `hasContacts` is what the associations were planted as. */
export function companyFaults(plan: CompanyPlan, hasContacts: boolean, calendar: Calendar): readonly PlantedFault[] {
  const list = new FaultList(calendar);
  const createdDay = calendar.dayOf(plan.created);
  const inTime = afterGrace(createdDay);
  list.add('company/domain-missing', FAULTY_SITES.includes(plan.site), inTime);
  list.add('company/industry-missing', !plan.hasIndustry, inTime);
  list.add('company/owner-missing', plan.owner === 'none', inTime);
  list.add('company/contacts-missing', !hasContacts, olderThan(createdDay, 90));
  return list.faults;
}
