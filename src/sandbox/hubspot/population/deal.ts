import { type Blocks, createBlocks } from '../../core/population/blocks.ts';
import { DAY_MS } from '../../core/population/calendar.ts';
import type { FillKind } from '../../core/population/profile.ts';
import { Draw, hash } from '../../core/population/random.ts';
import { type DealFacts, sharedDeal } from '../../core/population/shared-deal.ts';
import { BLOCK_SALTS, type Sharing } from '../../core/population/sharing.ts';
import type { Timeline } from '../../core/population/timeline.ts';
import {
  type AmountKind,
  CLEAN_DEAL_SCENARIOS,
  CLOSED_DEAL_SCENARIOS,
  type CloseKind,
  DEAL_SCENARIOS,
  type DealActivity,
  type DealScenario,
  type StayKind,
  type StepKind,
} from './deal-scenarios.ts';
import type { OwnerKind } from './owners.ts';
import { PIPELINES } from './pipelines.ts';
import type { Pipeline, Stage } from './population.ts';

/** Positions of a block with a scenario of faults: 35 % of all deals. */
const FAULTY = 7;

/** Positions from this one on are closed deals: another 35 %. */
const CLOSED_FROM = 13;

/** Everything that was decided about a deal. */
export interface DealPlan {
  readonly pipeline: Pipeline;
  readonly stage: Stage;
  readonly isFirstStage: boolean;
  readonly amount: AmountKind;
  /** What a filled amount is. */
  readonly value: number;
  /** HubSpot's forecast category, or null where nobody chose one. */
  readonly forecast: 'PIPELINE' | 'BEST_CASE' | 'COMMIT' | null;
  readonly lossReason: FillKind;
  readonly hasOwnName: boolean;
  /** Whether it came from the pipeline's first stage past others into its own. */
  readonly hasSkipped: boolean;
  /** Close date, epoch ms, or null for none. */
  readonly close: number | null;
  readonly step: StepKind;
  /** When the next step was last changed, epoch ms, or null where HubSpot knows no date. */
  readonly stepChanged: number | null;
  /** When the deal came into its stage, epoch ms. */
  readonly entered: number;
  /** When humans did something on it, epoch ms. */
  readonly activities: readonly number[];
  readonly hasCompany: boolean;
  readonly owner: OwnerKind;
  /** What Salesforce holds of it too, or null where Salesforce does not know it. */
  readonly shared: DealFacts | null;
  /** Creation, epoch ms. */
  readonly created: number;
}

/** What others need to know of a deal: cheap, since contacts and companies ask it of all their deals. */
interface DealTies {
  readonly isOpen: boolean;
  readonly contacts: number;
  readonly hasCompany: boolean;
}

/** Draws the plans of deals. */
export class DealPlanner {
  private readonly seed: number;
  private readonly blocks: Blocks;
  private readonly timeline: Timeline;
  private readonly sharing: Sharing | null;

  constructor(seed: number, size: number, timeline: Timeline, sharing: Sharing | null) {
    this.seed = seed;
    this.blocks = createBlocks(hash(seed, BLOCK_SALTS.hubspotDeals), size);
    this.timeline = timeline;
    this.sharing = sharing;
  }

  /** Whether a deal is open, and what it was to be associated with. */
  ties(index: number): DealTies {
    const scenario = this.scenario(index);
    return {
      isOpen: this.isOpen(index),
      contacts: scenario.contacts ?? 1 + (hash(this.seed, 62, index) % 3),
      hasCompany: scenario.hasCompany ?? true,
    };
  }

  /** The plan of the deal with an index, always the same. */
  plan(index: number): DealPlan {
    const plan = this.ownPlan(index);
    const pair = this.sharing?.ofHubSpot.deals.get(index);
    if (this.sharing === null || pair === undefined) return plan;
    const shared = sharedDeal(this.seed, this.sharing, pair).hubspot;
    const stage = plan.stage.isClosed ? closedStage(plan.pipeline, shared.outcome === 'won') : plan.stage;
    // Salesforce keeps a day: noon in UTC is in that day in nearly every zone.
    const close = (this.timeline.today + shared.closeInDays) * DAY_MS + DAY_MS / 2;
    return { ...plan, stage, amount: 'filled', value: shared.amount, hasOwnName: false, close, shared };
  }

  private ownPlan(index: number): DealPlan {
    const draw = new Draw(this.seed, 63, index);
    const scenario = this.scenario(index);
    const isOpen = this.isOpen(index);
    const pipeline = PIPELINES[scenario.pipeline ?? (draw.chance(25) ? 1 : 0)];
    const stage = drawStage(pipeline, isOpen, scenario, draw);
    const isFirstStage = stage === pipeline.stages[0];
    const age = this.age(index, isOpen, scenario, draw);
    const created = this.timeline.created(index, age, draw);
    const over = isOpen ? 0 : scenario.over === 'recent' ? Math.min(age, draw.between(8, 80)) : draw.between(0, age);
    const more = new Draw(this.seed, 65, index);
    const step = scenario.step ?? (draw.chance(15) ? 'undated' : 'fresh');
    const since = (days: number | null) =>
      days === null ? null : Math.max(created, this.timeline.happened(days, draw));
    return {
      pipeline,
      stage,
      isFirstStage,
      amount: scenario.amount ?? 'filled',
      value: drawAmount(more),
      forecast: forecastOf(scenario, more),
      lossReason: scenario.lossReason ?? 'filled',
      hasOwnName: scenario.hasOwnName ?? false,
      hasSkipped: scenario.hasSkipped ?? false,
      close: scenario.close === 'missing' ? null : isOpen ? this.close(scenario.close ?? 'ahead', draw) : since(over),
      step,
      stepChanged: since(stepDays(step, age, draw)),
      entered: since(isOpen ? stayDays(scenario.stay ?? 'short', age, draw) : over) as number,
      activities: this.activities(activityKind(scenario, age), isFirstStage, age, over, created, draw),
      hasCompany: scenario.hasCompany ?? true,
      owner: scenario.owner ?? 'active',
      shared: null,
      created,
    };
  }

  private isOpen(index: number): boolean {
    return this.blocks.position(index) < CLOSED_FROM;
  }

  private scenario(index: number): DealScenario {
    const position = this.blocks.position(index);
    const block = this.blocks.block(index);
    const turnOf = (list: readonly DealScenario[], from: number, count: number) =>
      list[(block * count + position - from) % list.length] as DealScenario;
    if (position < FAULTY) return turnOf(DEAL_SCENARIOS, 0, FAULTY);
    if (position < CLOSED_FROM) return turnOf(CLEAN_DEAL_SCENARIOS, FAULTY, CLOSED_FROM - FAULTY);
    return turnOf(CLOSED_DEAL_SCENARIOS, CLOSED_FROM, FAULTY);
  }

  private age(index: number, isOpen: boolean, scenario: DealScenario, draw: Draw): number {
    if (scenario.age === 'mature') return draw.between(130, 330);
    const usual = this.timeline.usualAge(index, draw);
    if (!isOpen) return usual;
    if (this.timeline.mayBeYoung(index) && (scenario.age === 'young' || draw.chance(8))) return draw.between(0, 9);
    return Math.min(usual, draw.between(30, 240));
  }

  private close(kind: Exclude<CloseKind, 'missing'>, draw: Draw): number {
    const soon = -draw.between(1, 14);
    const days = { ahead: -draw.between(1, 180), soon, today: 0, yesterday: 1, past: draw.between(1, 120) } as const;
    return this.timeline.daysAgo(days[kind], draw);
  }

  private activities(
    kind: DealActivity,
    isFirst: boolean,
    age: number,
    over: number,
    created: number,
    draw: Draw,
  ): readonly number[] {
    const ago = activityDays(kind, isFirst, age, draw);
    const instants = ago.map((days) => {
      const instant = this.timeline.happened(days + over, draw);
      return kind === 'before-creation' ? instant : Math.max(created, instant);
    });
    if (kind === 'before-creation') return instants;
    if (kind === 'fresh' && draw.chance(5)) instants.push(this.timeline.happened(-draw.between(2, 40), draw));
    return instants;
  }
}

/** A clean new deal may lack any talk; where the index is too early for a new one (timeline.ts), an older one had one. */
function activityKind(scenario: DealScenario, age: number): DealActivity {
  return scenario.age === 'young' && age > 9 ? 'fresh' : (scenario.activity ?? 'fresh');
}

function closedStage(pipeline: Pipeline, isWon: boolean): Stage {
  return pipeline.stages.find((stage) => stage.isClosed && (stage.probability === '1.0') === isWon) as Stage;
}

function drawStage(pipeline: Pipeline, isOpen: boolean, scenario: DealScenario, draw: Draw): Stage {
  const stages = pipeline.stages.filter((stage) => stage.isClosed !== isOpen);
  if (!isOpen && scenario.outcome !== undefined) return closedStage(pipeline, scenario.outcome === 'won');
  if (!isOpen) return draw.pick(stages);
  if (scenario.place === 'last') return stages.at(-1) as Stage;
  if (scenario.place === 'first') return stages[0] as Stage;
  return scenario.place === 'later' ? draw.pick(stages.slice(1)) : draw.pick(stages);
}

/** An amount in the deal's currency: from a thousand to half a million, with cents in one of five. */
function drawAmount(draw: Draw): number {
  const whole = Math.round(10 ** (3 + draw.below(2600) / 1000));
  return draw.chance(20) ? whole + draw.between(10, 99) / 100 : whole;
}

/** Nobody promises a clean deal in which little happens. */
function forecastOf({ isCommitted, activity }: DealScenario, draw: Draw): DealPlan['forecast'] {
  const isFresh = activity === undefined && draw.chance(12);
  const other = draw.chance(40) ? draw.pick(['PIPELINE', 'BEST_CASE'] as const) : null;
  return isCommitted || isFresh ? 'COMMIT' : other;
}

function stepDays(kind: StepKind, age: number, draw: Draw): number | null {
  if (kind === 'undated' || kind === 'empty' || kind === 'blank') return null;
  if (kind === 'edge') return draw.between(30, 31);
  if (kind === 'unchanged') return draw.between(31, Math.max(31, age));
  return draw.between(0, Math.min(25, age));
}

function stayDays(kind: StayKind, age: number, draw: Draw): number {
  if (kind === 'edge') return draw.between(60, 61);
  if (kind === 'long') return draw.between(61, Math.max(61, age));
  return draw.between(0, Math.min(55, age));
}

/** Days since each thing that humans did, by kind; 14 days are the limit, 30 in the first stage. */
function activityDays(kind: DealActivity, isFirst: boolean, age: number, draw: Draw): readonly number[] {
  const limit = isFirst ? 30 : 14;
  switch (kind) {
    case 'fresh': {
      const last = draw.between(0, Math.min(12, age));
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
