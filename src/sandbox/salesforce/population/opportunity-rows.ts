import { Draw } from '../../core/population/random.ts';
import { childId } from './ids.ts';
import type { OpportunityPlan } from './opportunity.ts';
import { amountValue, expectedRevenue, forecastCategory } from './opportunity-fields.ts';
import { ownerValue } from './owners.ts';
import type { ChildRow, OpportunityStage } from './population.ts';
import { risingInstants } from './rising-instants.ts';
import { OPEN_STAGES } from './stages.ts';
import { dateText, stamp } from './stamp.ts';

/** An opportunity with what its rows show. */
interface OpportunityParent {
  readonly index: number;
  readonly id: string;
  readonly plan: OpportunityPlan;
  readonly modified: number;
}

/** Something that Salesforce writes a row of history for. */
interface Step {
  readonly at: number;
  readonly stage: OpportunityStage;
  readonly amount: number | null;
}

/** Stages that came before a stage, rising; an opportunity in the first one came back from the second. */
function stagesBefore(stage: OpportunityStage, count: number, draw: Draw): readonly OpportunityStage[] {
  const place = OPEN_STAGES.indexOf(stage);
  if (place === 0) return [OPEN_STAGES[1] as OpportunityStage];
  const earlier = [...(place < 0 ? OPEN_STAGES : OPEN_STAGES.slice(0, place))];
  while (earlier.length > count) earlier.splice(draw.below(earlier.length), 1);
  return earlier;
}

/** The stages an opportunity went through, each with its beginning; the last one is its own. */
function walkStages(plan: OpportunityPlan, draw: Draw): Omit<Step, 'amount'>[] {
  if (!plan.hasMoved) return [{ at: plan.created, stage: plan.stage }];
  const before = stagesBefore(plan.stage, draw.between(1, 3), draw);
  const between = risingInstants(plan.created, plan.entered, before.length - 1, draw);
  const starts = [plan.created, ...between];
  const walked = before.slice(before.length - starts.length);
  const steps = walked.map((stage, number) => ({ at: starts[number] as number, stage }));
  return [...steps, { at: plan.entered, stage: plan.stage }];
}

/** The beginnings of an opportunity's stays in its stages, in the order of time. */
export function stagesPassed(seed: number, index: number, plan: OpportunityPlan): readonly Omit<Step, 'amount'>[] {
  return walkStages(plan, new Draw(seed, 106, index));
}

/** The history: in three of ten open ones with an amount it was changed later, which is no change of stage. */
function walk(seed: number, { index, plan, modified }: OpportunityParent, draw: Draw): Step[] {
  const amount = amountValue(seed, index, plan);
  const stages = walkStages(plan, draw);
  const [changed] = !plan.stage.isClosed && draw.chance(30) ? risingInstants(plan.entered, modified, 1, draw) : [];
  if (changed === undefined || amount === null || amount === 0) return stages.map((step) => ({ ...step, amount }));
  const earlier = Math.round(amount * draw.between(40, 95)) / 100;
  return [...stages.map((step) => ({ ...step, amount: earlier })), { at: changed, stage: plan.stage, amount }];
}

/** The OpportunityHistory: one row at the creation and one for each change. Salesforce: each row shows the values after it. */
export function opportunityHistory(seed: number, parent: OpportunityParent): ChildRow[] {
  const draw = new Draw(seed, 106, parent.index);
  const steps = walk(seed, parent, draw);
  return steps.map(({ at, stage, amount }, place) => ({
    type: 'OpportunityHistory',
    fields: {
      Id: childId('OpportunityHistory', 'Opportunity', parent.index, place),
      OpportunityId: parent.id,
      StageName: stage.apiName,
      Amount: amount,
      PrevAmount: place === 0 ? null : (steps[place - 1] as Step).amount,
      ExpectedRevenue: amount === null ? null : expectedRevenue(amount, stage),
      CloseDate: dateText(parent.plan.closeDay),
      PrevCloseDate: place === 0 ? null : dateText(parent.plan.closeDay),
      Probability: stage.defaultProbability,
      ForecastCategory: forecastCategory(stage),
      CreatedById: ownerValue('active', draw),
      CreatedDate: stamp(at),
      SystemModstamp: stamp(at),
      IsDeleted: false,
    },
  }));
}

const ROLES = ['Decision Maker', 'Economic Buyer', 'Evaluator', 'Business User', 'Influencer', 'Other'] as const;

/** The contact roles: the first contact is the primary one, except in one opportunity of ten, which has none. */
export function contactRoles(seed: number, parent: OpportunityParent, contactIds: readonly string[]): ChildRow[] {
  const draw = new Draw(seed, 107, parent.index);
  const hasPrimary = draw.chance(90);
  return contactIds.map((contactId, place) => ({
    type: 'OpportunityContactRole',
    fields: {
      Id: childId('OpportunityContactRole', 'Opportunity', parent.index, place),
      OpportunityId: parent.id,
      ContactId: contactId,
      Role: draw.chance(80) ? draw.pick(ROLES) : null,
      IsPrimary: hasPrimary && place === 0,
      CreatedDate: stamp(parent.plan.created),
      LastModifiedDate: stamp(parent.plan.created),
      SystemModstamp: stamp(parent.plan.created),
      IsDeleted: false,
    },
  }));
}
