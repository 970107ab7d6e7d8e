import { type Blocks, createBlocks } from '../../core/population/blocks.ts';
import type { Calendar } from '../../core/population/calendar.ts';
import { Draw, hash } from '../../core/population/random.ts';
import { type DealFacts, sharedDeal } from '../../core/population/shared-deal.ts';
import { BLOCK_SALTS, type Sharing } from '../../core/population/sharing.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import { type Doings, planDoings } from './activity.ts';
import {
  type AmountKind,
  CLEAN_OPPORTUNITY_SCENARIOS,
  CLOSED_OPPORTUNITY_SCENARIOS,
  type CloseKind,
  OPPORTUNITY_SCENARIOS,
  type OpportunityActivity,
  type OpportunityScenario,
  type StepKind,
} from './opportunity-scenarios.ts';
import type { OwnerKind } from './owners.ts';
import type { OpportunityStage } from './population.ts';
import { CLOSED_STAGES, OPEN_STAGES } from './stages.ts';

/** Positions of a block with a scenario of faults: 35 % of all opportunities. */
const FAULTY = 7;

/** Positions from this one on are closed opportunities: another 35 %. */
const CLOSED_FROM = 13;

/** Everything that was decided about an opportunity. */
export interface OpportunityPlan {
  readonly stage: OpportunityStage;
  readonly isFirstStage: boolean;
  readonly amount: AmountKind;
  /** Whether the forecast promises it. */
  readonly isCommitted: boolean;
  readonly hasOwnName: boolean;
  /** How often its close date was moved to a later month. */
  readonly pushes: number;
  /** Calendar day of the close date. */
  readonly closeDay: number;
  readonly step: StepKind;
  /** When it came into its stage, epoch ms: its creation where it never moved. */
  readonly entered: number;
  readonly hasMoved: boolean;
  readonly doings: Doings;
  readonly owner: OwnerKind;
  /** What HubSpot holds of it too, or null where HubSpot does not know it. */
  readonly shared: DealFacts | null;
  /** Creation, epoch ms. */
  readonly created: number;
}

/** What others need to know of an opportunity: cheap, since contacts and accounts ask it of all of theirs. */
interface OpportunityTies {
  readonly isOpen: boolean;
  readonly contacts: number;
  readonly hasAccount: boolean;
}

/** Draws the plans of opportunities. */
export class OpportunityPlanner {
  private readonly seed: number;
  private readonly blocks: Blocks;
  private readonly timeline: Timeline;
  private readonly calendar: Calendar;
  private readonly sharing: Sharing | null;

  constructor(
    seed: number,
    size: number,
    time: { readonly timeline: Timeline; readonly calendar: Calendar },
    sharing: Sharing | null,
  ) {
    this.seed = seed;
    this.blocks = createBlocks(hash(seed, BLOCK_SALTS.opportunities), size);
    this.timeline = time.timeline;
    this.calendar = time.calendar;
    this.sharing = sharing;
  }

  /** Whether an opportunity is open, and what it was to be related to. */
  ties(index: number): OpportunityTies {
    const scenario = this.scenario(index);
    return {
      isOpen: this.isOpen(index),
      contacts: scenario.contacts ?? 1 + (hash(this.seed, 102, index) % 3),
      hasAccount: scenario.hasAccount ?? true,
    };
  }

  /** The plan of the opportunity with an index, always the same. */
  plan(index: number): OpportunityPlan {
    const plan = this.ownPlan(index);
    const pair = this.sharing?.ofSalesforce.opportunities.get(index);
    if (this.sharing === null || pair === undefined) return plan;
    const shared = sharedDeal(this.seed, this.sharing, pair).salesforce;
    const stage = plan.stage.isClosed ? closedStage(shared.outcome === 'won') : plan.stage;
    return {
      ...plan,
      stage,
      amount: 'filled',
      hasOwnName: false,
      closeDay: this.timeline.today + shared.closeInDays,
      shared,
    };
  }

  private ownPlan(index: number): OpportunityPlan {
    const draw = new Draw(this.seed, 103, index);
    const scenario = this.scenario(index);
    const isOpen = this.isOpen(index);
    const stage = drawStage(isOpen, scenario, draw);
    const isFirstStage = stage === OPEN_STAGES[0];
    const age = this.age(index, isOpen, scenario, draw);
    const created = this.timeline.created(index, age, draw);
    const over = isOpen ? 0 : draw.between(0, age);
    const entered = this.entered(index, created, stayDays(scenario, isOpen ? null : over, age, draw), draw);
    const kind = activityKind(scenario, age);
    const days = activityDays(kind, isFirstStage, age, draw).map((ago) => ago + over);
    const wishes = { isAfterCreation: kind !== 'before-creation', hasOpenTask: kind === 'future-only' };
    const more = new Draw(this.seed, 108, index);
    const isPromised = scenario.isCommitted ?? (scenario.activity === undefined && more.chance(12));
    const closeDay = isOpen
      ? this.timeline.today - closeDaysAgo(scenario.close ?? 'ahead', draw)
      : this.calendar.dayOf(entered);
    return {
      stage,
      isFirstStage,
      amount: scenario.amount ?? 'filled',
      isCommitted: isOpen && isPromised,
      hasOwnName: scenario.hasOwnName ?? false,
      pushes: scenario.pushes ?? (more.chance(25) ? 1 : 0),
      closeDay,
      step: scenario.step ?? 'filled',
      entered,
      hasMoved: entered > created,
      doings: planDoings(days, wishes, { created, timeline: this.timeline, calendar: this.calendar }, draw),
      owner: scenario.owner ?? 'active',
      shared: null,
      created,
    };
  }

  private isOpen(index: number): boolean {
    return this.blocks.position(index) < CLOSED_FROM;
  }

  private scenario(index: number): OpportunityScenario {
    const position = this.blocks.position(index);
    const block = this.blocks.block(index);
    const turnOf = (list: readonly OpportunityScenario[], from: number, count: number) =>
      list[(block * count + position - from) % list.length] as OpportunityScenario;
    if (position < FAULTY) return turnOf(OPPORTUNITY_SCENARIOS, 0, FAULTY);
    if (position < CLOSED_FROM) return turnOf(CLEAN_OPPORTUNITY_SCENARIOS, FAULTY, CLOSED_FROM - FAULTY);
    return turnOf(CLOSED_OPPORTUNITY_SCENARIOS, CLOSED_FROM, FAULTY);
  }

  private age(index: number, isOpen: boolean, scenario: OpportunityScenario, draw: Draw): number {
    if (scenario.age === 'mature') return draw.between(130, 330);
    const usual = this.timeline.usualAge(index, draw);
    if (!isOpen) return usual;
    if (this.timeline.mayBeYoung(index) && (scenario.age === 'young' || draw.chance(8))) return draw.between(0, 9);
    return Math.min(usual, draw.between(30, 240));
  }

  /** A change of stage is a change of the record: it came after the creation and not after the last modification. */
  private entered(index: number, created: number, daysAgo: number | null, draw: Draw): number {
    if (daysAgo === null) return created;
    return Math.max(created, Math.min(this.timeline.happened(daysAgo, draw), this.timeline.modifiedAt(index)));
  }
}

function closedStage(isWon: boolean): OpportunityStage {
  return CLOSED_STAGES.find((stage) => stage.isWon === isWon) as OpportunityStage;
}

function drawStage(isOpen: boolean, scenario: OpportunityScenario, draw: Draw): OpportunityStage {
  if (!isOpen) return draw.pick(CLOSED_STAGES);
  if (scenario.place === 'first') return OPEN_STAGES[0] as OpportunityStage;
  return draw.pick(scenario.place === 'later' ? OPEN_STAGES.slice(1) : OPEN_STAGES);
}

/** A clean new one may lack any talk; where the index is too early for a new one (timeline.ts), an older one had one. */
function activityKind(scenario: OpportunityScenario, age: number): OpportunityActivity {
  return scenario.age === 'young' && age > 9 ? 'fresh' : (scenario.activity ?? 'fresh');
}

/**
 * Days since the last change of the stage, or null where it never changed. Closed ones moved when they were over; a clean open
 * one of `always` is one only while it is young.
 */
function stayDays(scenario: OpportunityScenario, over: number | null, age: number, draw: Draw): number | null {
  const stay = scenario.stay ?? 'short';
  if (over !== null) return stay === 'always' ? null : over;
  if (stay === 'edge') return draw.between(60, 61);
  if (stay === 'long') return draw.between(61, Math.max(61, age));
  const mayAlways = age <= 55 || scenario.age === 'mature';
  if (mayAlways && (stay === 'always' || (age <= 55 && draw.chance(40)))) return null;
  return draw.between(0, Math.min(55, age));
}

function closeDaysAgo(kind: CloseKind, draw: Draw): number {
  if (kind === 'today') return 0;
  if (kind === 'yesterday') return 1;
  return kind === 'past' ? draw.between(1, 120) : -draw.between(1, 180);
}

/** Days since each thing that people did, by kind; 14 days are the limit, 30 in the first stage. */
function activityDays(kind: OpportunityActivity, isFirst: boolean, age: number, draw: Draw): readonly number[] {
  const limit = isFirst ? 30 : 14;
  switch (kind) {
    case 'fresh': {
      const last = draw.between(0, Math.min(12, age));
      if (draw.chance(5)) return [last, -draw.between(2, 40)];
      return draw.chance(50) ? [last] : [last, draw.between(last, age), draw.between(last, age)];
    }
    case 'resting':
      return [draw.between(16, 29)];
    case 'edge':
      return [draw.between(limit, limit + 1), draw.between(limit + 1, 120)];
    case 'long-ago':
      return [draw.between(limit + 1, 120), draw.between(120, 130)];
    case 'none':
      return [];
    case 'future-only':
      return [-draw.between(2, 40)];
    case 'before-creation':
      return [age + draw.between(20, 200)];
  }
}
