import { PRODUCTS, STEPS } from '../../core/population/deal-words.ts';
import type { Firm } from '../../core/population/firms.ts';
import { PLACEHOLDER_STEPS } from '../../core/population/placeholders.ts';
import { Draw } from '../../core/population/random.ts';
import type { OpportunityPlan } from './opportunity.ts';
import type { StepKind } from './opportunity-scenarios.ts';
import { ownerValue } from './owners.ts';
import { type Fields, LEAD_SOURCES } from './person-values.ts';
import type { OpportunityStage } from './population.ts';
import { dateText, stamp } from './stamp.ts';

/** An opportunity among the others, with the firm it is made with (null without any account in the CRM). */
interface OpportunityContext {
  readonly seed: number;
  readonly index: number;
  readonly firm: Firm | null;
  readonly accountId: string | null;
}

/** Amount in the organization's currency, or null where it is empty: from a thousand to half a million. */
export function amountValue(seed: number, index: number, { amount: kind, shared }: OpportunityPlan): number | null {
  if (shared !== null) return shared.amount;
  const draw = new Draw(seed, 105, index);
  const whole = Math.round(10 ** (3 + draw.below(2600) / 1000));
  if (kind === 'filled') return draw.chance(20) ? whole + draw.between(1, 99) / 100 : whole;
  return kind === 'zero' ? 0 : null;
}

/** The part of an amount that counts at a stage's probability, in whole cents. */
export function expectedRevenue(amount: number, stage: OpportunityStage): number {
  return Math.round(amount * stage.defaultProbability) / 100;
}

/** Salesforce: the API names of forecast categories are the labels without blanks. */
export function forecastCategory(stage: OpportunityStage): string {
  return stage.forecastCategoryName.replaceAll(' ', '');
}

/** Category of the forecast that a seller may choose beside the stage's own. Salesforce: `Commit` is `Forecast` by its API name. */
const COMMITTED = { ForecastCategory: 'Forecast', ForecastCategoryName: 'Commit' } as const;

/** Names of deals that no pattern knows. */
const OWN_NAMES = ['New deal', 'Renewal 2026', 'Angebot Müller', 'deal (copy)', 'Big one'] as const;

/** Each step names the quote that it is about, as a text that stands on many deals of one seller says nothing of any. */
function stepValue(kind: StepKind, index: number, draw: Draw): string | null {
  if (kind === 'empty') return null;
  return kind === 'placeholder' ? draw.pick(PLACEHOLDER_STEPS) : `${draw.pick(STEPS)} (Q-${index + 1001})`;
}

function stageFields(
  { stage, hasMoved, entered, isCommitted, pushes }: OpportunityPlan,
  amount: number | null,
): Fields {
  return {
    StageName: stage.apiName,
    Probability: stage.defaultProbability,
    ForecastCategory: forecastCategory(stage),
    ForecastCategoryName: stage.forecastCategoryName,
    ...(isCommitted && COMMITTED),
    PushCount: pushes,
    IsClosed: stage.isClosed,
    IsWon: stage.isWon,
    ...(amount !== null && { Amount: amount, ExpectedRevenue: expectedRevenue(amount, stage) }),
    ...(hasMoved && { LastStageChangeDate: stamp(entered) }),
  };
}

/** Drawn in any case, so that what is drawn later does not depend on it. */
function nameStart({ shared }: OpportunityPlan, firm: Firm | null, draw: Draw): string {
  const own = `${firm?.name ?? 'Walk-in'} - ${draw.pick(PRODUCTS)}`;
  return shared?.name ?? own;
}

/** The filled fields of an opportunity, without its id and its times of creation and change. */
export function opportunityFields(plan: OpportunityPlan, context: OpportunityContext): Fields {
  const { seed, index, firm, accountId } = context;
  const draw = new Draw(seed, 104, index);
  const step = stepValue(plan.step, index, draw);
  const { lastDay } = plan.doings;
  const close = dateText(plan.closeDay);
  return {
    Name: plan.hasOwnName ? draw.pick(OWN_NAMES) : `${nameStart(plan, firm, draw)} - ${close.slice(0, 7)}`,
    ...(accountId !== null && { AccountId: accountId }),
    ...stageFields(plan, amountValue(seed, index, plan)),
    CloseDate: close,
    ...(draw.chance(85) && { Type: draw.chance(75) ? 'New Customer' : 'Existing Customer - Upgrade' }),
    ...(step !== null && { NextStep: step }),
    ...(draw.chance(70) && { LeadSource: draw.pick(LEAD_SOURCES) }),
    OwnerId: ownerValue(plan.owner, draw),
    ...(lastDay !== null && { LastActivityDate: dateText(lastDay) }),
  };
}
