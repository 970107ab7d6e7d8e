import { PRODUCTS, STEPS } from '../../core/population/deal-words.ts';
import { createFirm } from '../../core/population/firms.ts';
import { PLACEHOLDER_STEPS } from '../../core/population/placeholders.ts';
import { fillValue } from '../../core/population/profile.ts';
import { Draw } from '../../core/population/random.ts';
import type { DealPlan } from './deal.ts';
import type { StepKind } from './deal-scenarios.ts';
import { ownerValue } from './owners.ts';
import { stamp } from './stamp.ts';

const LOSSES = ['Price', 'Timing', 'No decision', 'Competitor', 'Missing feature'] as const;

/** HubSpot's dates of what people did on a deal. */
const ACTIVITY_PROPERTIES = [
  'notes_last_contacted',
  'notes_last_updated',
  'hs_latest_meeting_activity',
  'hs_latest_sales_email_reply_date',
] as const;

function amountValue(plan: DealPlan, draw: Draw): string | null {
  if (plan.amount === 'filled') return Number.isInteger(plan.value) ? String(plan.value) : plan.value.toFixed(2);
  return plan.amount === 'zero' ? draw.pick(['0', '0.00', '0.0']) : null;
}

/** Each step names the quote that it is about, as a text that stands on many deals of one seller says nothing of any. */
function stepValue(kind: StepKind, index: number, draw: Draw): string | null {
  if (kind === 'empty') return null;
  if (kind === 'blank') return '   ';
  return kind === 'placeholder' ? draw.pick(PLACEHOLDER_STEPS) : `${draw.pick(STEPS)} (Q-${index + 1001})`;
}

/** Names of deals that no pattern knows. */
const OWN_NAMES = ['New deal', 'Renewal 2026', 'Angebot Müller', 'deal (copy)', 'Big one'] as const;

/** When it was in the first stage of its pipeline, where it left others out after that. */
function passedStages({ hasSkipped, pipeline, created, entered }: DealPlan): Record<string, string> {
  const first = pipeline.stages[0]?.id;
  if (!hasSkipped) return {};
  return { [`hs_v2_date_entered_${first}`]: stamp(created), [`hs_v2_date_exited_${first}`]: stamp(entered) };
}

/** The stored properties of a deal made with the firm of a company index (or, without any company, of nobody). */
export function dealProperties(
  seed: number,
  index: number,
  plan: DealPlan,
  buyer: number | null,
): Record<string, string> {
  const draw = new Draw(seed, 64, index);
  const firm = buyer === null ? null : createFirm(seed, buyer);
  const month = new Date(plan.close ?? plan.created).toISOString().slice(0, 7);
  const properties: Record<string, string> = {
    dealname: plan.hasOwnName ? draw.pick(OWN_NAMES) : `${firm?.name ?? 'Walk-in'} - ${draw.pick(PRODUCTS)} - ${month}`,
    pipeline: plan.pipeline.id,
    dealstage: plan.stage.id,
    dealtype: draw.chance(75) ? 'newbusiness' : 'existingbusiness',
    deal_currency_code: firm?.country.currency ?? 'USD',
    hs_v2_date_entered_current_stage: stamp(plan.entered),
    ...passedStages(plan),
  };
  const put = (name: string, value: string | null) => {
    if (value !== null) properties[name] = value;
  };
  put('amount', amountValue(plan, draw));
  put('closedate', plan.close === null ? null : stamp(plan.close));
  put('hs_next_step', stepValue(plan.step, index, draw));
  put('hs_next_step_updated_at', plan.stepChanged === null ? null : stamp(plan.stepChanged));
  put('hubspot_owner_id', ownerValue(plan.owner, draw));
  put('hs_priority', draw.chance(40) ? draw.pick(['low', 'medium', 'high'] as const) : null);
  put(
    'closed_lost_reason',
    plan.stage.probability === '0.0' ? fillValue(plan.lossReason, draw.pick(LOSSES), draw) : null,
  );
  put('hs_manual_forecast_category', plan.forecast);
  const start = draw.below(ACTIVITY_PROPERTIES.length);
  plan.activities.forEach((activity, number) => {
    put(ACTIVITY_PROPERTIES[(start + number) % ACTIVITY_PROPERTIES.length] as string, stamp(activity));
  });
  return properties;
}
