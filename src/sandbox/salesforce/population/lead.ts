import { type Blocks, createBlocks } from '../../core/population/blocks.ts';
import { type Calendar, DAY_MS } from '../../core/population/calendar.ts';
import { Conversions } from '../../core/population/conversions.ts';
import type { Links } from '../../core/population/links.ts';
import { Draw, hash } from '../../core/population/random.ts';
import { BLOCK_SALTS } from '../../core/population/sharing.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import { type Doings, planDoings } from './activity.ts';
import {
  CLEAN_LEAD_SCENARIOS,
  CONVERTED_LEAD_SCENARIOS,
  type CompanyKind,
  LEAD_SCENARIOS,
  type LeadAge,
  type LeadScenario,
} from './lead-scenarios.ts';
import type { OwnerKind } from './owners.ts';
import type { PersonPlan } from './person-values.ts';
import { cleanActivity, type PersonScenario, personActivityDays, planPerson } from './person-wishes.ts';
import type { StatusKind } from './stages.ts';

/** Positions of a block with a scenario of faults: 35 % of all leads. */
const FAULTY = 7;

/** Leads of a block that are without a fault or converted. */
const FAULTLESS = 12;

/** Everything that was decided about a lead. */
export interface LeadPlan {
  readonly person: PersonPlan;
  readonly company: CompanyKind;
  readonly owner: OwnerKind;
  readonly status: StatusKind;
  /** Index of the contact that a converted lead became, or null. */
  readonly contact: number | null;
  /** Creation, epoch ms. */
  readonly created: number;
  readonly doings: Doings;
  /** How often its scenario came before. */
  readonly turn: number;
}

const STATUS_WEIGHTS: readonly (readonly [Exclude<StatusKind, 'qualified'>, number])[] = [
  ['open', 42],
  ['working', 32],
  ['nurturing', 14],
  ['closed', 12],
];

/** Part in the whole: the scenario of a lead, how often it came before, and whom a converted lead became. */
interface Role {
  readonly scenario: LeadScenario;
  readonly turn: number;
  readonly contact: number | null;
}

/** Draws the plans of leads. */
export class LeadPlanner {
  private readonly seed: number;
  private readonly blocks: Blocks;
  private readonly conversions: Conversions;
  private readonly now: number;
  private readonly timeline: Timeline;
  private readonly calendar: Calendar;

  constructor(
    seed: number,
    size: number,
    links: Links,
    start: { now: number; timeline: Timeline; calendar: Calendar },
  ) {
    this.seed = seed;
    this.blocks = createBlocks(hash(seed, BLOCK_SALTS.leads), size);
    this.conversions = new Conversions(seed, this.blocks, links);
    this.now = start.now;
    this.timeline = start.timeline;
    this.calendar = start.calendar;
  }

  /** The plan of the lead with an index, always the same. */
  plan(index: number): LeadPlan {
    const draw = new Draw(this.seed, 72, index);
    const { scenario, turn, contact } = this.role(index);
    const created = this.created(index, scenario.age ?? 'usual', draw);
    const age = this.timeline.today - this.calendar.dayOf(created);
    const status = contact === null ? (scenario.status ?? draw.weighted(STATUS_WEIGHTS)) : 'qualified';
    const kind = scenario.activity ?? cleanActivity(age, draw);
    const days = personActivityDays(kind, age, this.timeline.today, draw);
    const wishes = { isAfterCreation: true, hasOpenTask: kind === 'old-and-future' };
    return {
      person: planPerson(scenario, status === 'working', draw, new Draw(this.seed, 74, index)),
      company: scenario.company ?? 'filled',
      owner: this.owner(scenario, created),
      status,
      contact,
      created,
      doings: planDoings(days, wishes, { created, timeline: this.timeline, calendar: this.calendar }, draw),
      turn,
    };
  }

  private role(index: number): Role {
    const position = this.blocks.position(index);
    const block = this.blocks.block(index);
    const contact = this.conversions.contactOf(index);
    if (contact !== null) return { ...turnOf(CONVERTED_LEAD_SCENARIOS, block), contact };
    if (position < FAULTY) return { ...turnOf(LEAD_SCENARIOS, block * FAULTY + position), contact: null };
    const { scenario } = turnOf(CLEAN_LEAD_SCENARIOS, block * FAULTLESS + position - FAULTY);
    return { scenario, turn: 0, contact: null };
  }

  private created(index: number, wish: LeadAge, draw: Draw): number {
    const latest = this.timeline.modifiedAt(index);
    if (wish === 'hours') return Math.min(latest, this.now - draw.below(20 * 3600) * 1000);
    if (wish === 'day') return Math.min(latest, this.now - DAY_MS + draw.between(-1, 1) * 1000);
    if (wish === 'old') return this.timeline.created(index, draw.between(430, 1090), draw);
    const isYoung = (wish === 'young' || draw.chance(8)) && this.timeline.mayBeYoung(index);
    const age = isYoung ? draw.between(0, 9) : this.timeline.usualAge(index, draw);
    return this.timeline.created(index, age, draw);
  }

  /** A clean lead that was to wait in a queue for some hours belongs to a user where its index stands too early for that. */
  private owner(scenario: LeadScenario, created: number): OwnerKind {
    const owner = scenario.owner ?? 'active';
    const hasWaited = this.now - created >= DAY_MS;
    return CLEAN_LEAD_SCENARIOS.includes(scenario) && scenario.age === 'hours' && hasWaited ? 'active' : owner;
  }
}

function turnOf<T extends PersonScenario>(list: readonly T[], number: number): { scenario: T; turn: number } {
  return { scenario: list[number % list.length] as T, turn: Math.floor(number / list.length) };
}
