import type { Calendar } from '../../core/population/calendar.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { afterGrace, always, FaultList, type Holds, olderThan } from '../../core/population/verdicts.ts';
import { lastActivityDay } from './activity.ts';
import type { OpportunityPlan } from './opportunity.ts';
import type { OpportunityStage } from './population.ts';
import { OPEN_STAGES } from './stages.ts';

/** Days without a human before an opportunity is inactive, and the longer ones of the first stage. */
const INACTIVE_DAYS = 14;
const INACTIVE_DAYS_FIRST = 30;

/** Days in a stage that are still all right. */
const STAGE_DAYS = 60;

/** Moves of the close date from which on an opportunity is one that is always about to close. */
const PUSHES = 2;

/** An opportunity above this amount needs more than one contact. */
const LARGE = 50_000;

/** How soon an opportunity in the first half of the stages may not close. */
const NEAR_DAYS = 14;

/** What an opportunity was planted beside, and what its rows show. */
interface OpportunitySurroundings {
  readonly contacts: number;
  readonly hasAccount: boolean;
  readonly amount: number | null;
  /** Its stages with their beginnings (epoch ms). */
  readonly passed: readonly { readonly at: number; readonly stage: OpportunityStage }[];
}

/** The faults of an opportunity, from what was decided about it and what it was planted beside: none if it is closed. */
export function opportunityFaults(
  plan: OpportunityPlan,
  around: OpportunitySurroundings,
  calendar: Calendar,
): readonly PlantedFault[] {
  if (plan.stage.isClosed) return [];
  const list = new FaultList(calendar);
  const createdDay = calendar.dayOf(plan.created);
  const inTime = afterGrace(createdDay);
  list.add('deal/amount-missing', plan.amount !== 'filled' && !plan.isFirstStage, inTime);
  list.add('deal/close-date-past', true, olderThan(plan.closeDay, 0));
  list.add('deal/stage-aging', true, olderThan(calendar.dayOf(plan.entered), STAGE_DAYS));
  const quietFor =
    (limitDays: number): Holds =>
    (moment) =>
      moment.day - Math.max(createdDay, lastActivityDay(plan.doings, moment) ?? createdDay) > limitDays;
  list.add('deal/commit-without-activity', plan.isCommitted, quietFor(INACTIVE_DAYS));
  list.add('deal/inactive', !plan.isCommitted, quietFor(plan.isFirstStage ? INACTIVE_DAYS_FIRST : INACTIVE_DAYS));
  list.add('deal/close-date-pushed', plan.pushes >= PUSHES, ({ day }) => day <= plan.closeDay);
  list.add('deal/name-pattern', plan.hasOwnName, always);
  list.add('deal/single-threaded', around.contacts === 1 && (around.amount ?? 0) > LARGE, always);
  list.add('deal/stage-skipped', !plan.isFirstStage, (moment) => hasSkipped(plan, around, moment.at));
  list.add(
    'deal/close-date-too-near',
    OPEN_STAGES.indexOf(plan.stage) < Math.floor(OPEN_STAGES.length / 2),
    ({ day }) => {
      return day <= plan.closeDay && plan.closeDay - day <= NEAR_DAYS;
    },
  );
  list.add('deal/next-step-missing', plan.step !== 'filled', always);
  list.add('deal/contact-missing', around.contacts === 0, inTime);
  list.add('deal/company-missing', !around.hasAccount, inTime);
  list.add('deal/owner-inactive', plan.owner === 'inactive', always);
  return list.faults;
}

/** Whether there is an earlier stage, after the first of those that it was in, in which it never was. */
function hasSkipped({ stage }: OpportunityPlan, { passed }: OpportunitySurroundings, at: number): boolean {
  const visited = passed.filter((step) => step.at <= at).map((step) => step.stage);
  const ways = OPEN_STAGES.slice(0, OPEN_STAGES.indexOf(stage));
  const first = ways.findIndex((way) => visited.includes(way));
  return first >= 0 && ways.slice(first).some((way) => !visited.includes(way));
}
