import type { Calendar } from '../../core/population/calendar.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { afterGrace, always, FaultList, type Holds, latestUntil } from '../../core/population/verdicts.ts';
import type { DealPlan } from './deal.ts';
import { isInactiveOwner } from './owners.ts';

/** Days without a human before a deal is inactive, and the longer ones of a pipeline's first stage. */
const INACTIVE_DAYS = 14;
const INACTIVE_DAYS_FIRST = 30;

/** Days in a stage, and days with the same next step, that are still all right. */
const STAGE_DAYS = 60;
const STEP_DAYS = 30;

/** How many contacts and companies the deal is associated with. */
interface DealSurroundings {
  readonly contacts: number;
  readonly hasCompany: boolean;
}

/** Days after which nobody asks any more why a deal was lost. */
const LOST_DAYS = 90;

/** A deal above this amount needs more than one contact. */
const LARGE = 50_000;

/** How soon a deal in the first half of its pipeline may not close. */
const NEAR_DAYS = 14;

/** The faults of a deal, from what was decided about it: of a closed one, only that it was lost without a reason. */
export function dealFaults(plan: DealPlan, around: DealSurroundings, calendar: Calendar): readonly PlantedFault[] {
  const list = new FaultList(calendar);
  const inTime = afterGrace(calendar.dayOf(plan.created));
  if (plan.stage.isClosed) {
    const lostDay = calendar.dayOf(plan.close ?? plan.entered);
    const isUnexplained = plan.stage.probability === '0.0' && plan.lossReason !== 'filled';
    list.add('deal/lost-without-reason', isUnexplained, (moment) => {
      return inTime(moment) && moment.day - lostDay <= LOST_DAYS;
    });
    return list.faults;
  }
  const { close } = plan;
  list.add('deal/amount-missing', plan.amount !== 'filled' && !plan.isFirstStage, inTime);
  list.add('deal/close-date-missing', close === null, inTime);
  list.add('deal/close-date-past', close !== null, passed(close ?? 0, 0, calendar));
  list.add('deal/stage-aging', true, passed(plan.entered, STAGE_DAYS, calendar));
  const isCommitted = plan.forecast === 'COMMIT';
  const isQuiet = quietFor(plan, INACTIVE_DAYS, calendar);
  const isLongQuiet = quietFor(plan, plan.isFirstStage ? INACTIVE_DAYS_FIRST : INACTIVE_DAYS, calendar);
  list.add('deal/commit-without-activity', isCommitted, isQuiet);
  list.add('deal/inactive', !isCommitted, isLongQuiet);
  list.add('deal/next-step-missing', ...nextStep(plan, calendar));
  list.add('deal/contact-missing', around.contacts === 0, inTime);
  list.add('deal/company-missing', !around.hasCompany, inTime);
  list.add('deal/owner-missing', plan.owner === 'none', inTime);
  list.add('deal/owner-inactive', isInactiveOwner(plan.owner), always);
  list.add('deal/name-pattern', plan.hasOwnName, always);
  list.add('deal/single-threaded', around.contacts === 1 && plan.amount === 'filled' && plan.value > LARGE, always);
  list.add('deal/stage-skipped', plan.hasSkipped, ({ at }) => at >= plan.created);
  list.add('deal/close-date-too-near', close !== null && isInFirstHalf(plan), isNear(close ?? 0, calendar));
  return list.faults;
}

/** More than some calendar days have passed since an instant. */
function passed(instant: number, days: number, calendar: Calendar): Holds {
  const start = calendar.dayOf(instant);
  return ({ day }) => day - start > days;
}

/** Of an odd number of open stages the middle one is in neither half. */
function isInFirstHalf({ pipeline, stage }: DealPlan): boolean {
  const open = pipeline.stages.filter(({ isClosed }) => !isClosed);
  return open.indexOf(stage) < Math.floor(open.length / 2);
}

/** An instant is today or within the next days. */
function isNear(instant: number, calendar: Calendar): Holds {
  const last = calendar.dayOf(instant);
  return ({ day }) => day <= last && last - day <= NEAR_DAYS;
}

function quietFor(plan: DealPlan, limit: number, calendar: Calendar): Holds {
  return ({ at, day }) => {
    const last = Math.max(plan.created, latestUntil(plan.activities, at) ?? plan.created);
    return day - calendar.dayOf(last) > limit;
  };
}

function nextStep(plan: DealPlan, calendar: Calendar): [boolean, Holds] {
  if (plan.step === 'empty' || plan.step === 'blank' || plan.step === 'placeholder') return [true, always];
  if (plan.stepChanged === null) return [false, always];
  return [true, passed(plan.stepChanged, STEP_DAYS, calendar)];
}
