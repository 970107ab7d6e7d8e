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
  readonly hasContact: boolean;
  readonly hasCompany: boolean;
}

/** The faults of a deal, from what was decided about it: none if it is closed. */
export function dealFaults(plan: DealPlan, around: DealSurroundings, calendar: Calendar): readonly PlantedFault[] {
  if (plan.stage.isClosed) return [];
  const list = new FaultList(calendar);
  const inTime = afterGrace(calendar.dayOf(plan.created));
  const { close } = plan;
  list.add('deal/amount-missing', plan.amount !== 'filled' && !plan.isFirstStage, inTime);
  list.add('deal/close-date-missing', close === null, inTime);
  list.add('deal/close-date-past', close !== null, passed(close ?? 0, 0, calendar));
  list.add('deal/stage-aging', true, passed(plan.entered, STAGE_DAYS, calendar));
  list.add('deal/inactive', true, inactivity(plan, calendar));
  list.add('deal/next-step-missing', ...nextStep(plan, calendar));
  list.add('deal/contact-missing', !around.hasContact, inTime);
  list.add('deal/company-missing', !around.hasCompany, inTime);
  list.add('deal/owner-missing', plan.owner === 'none', inTime);
  list.add('deal/owner-inactive', isInactiveOwner(plan.owner), always);
  return list.faults;
}

/** More than some calendar days have passed since an instant. */
function passed(instant: number, days: number, calendar: Calendar): Holds {
  const start = calendar.dayOf(instant);
  return ({ day }) => day - start > days;
}

function inactivity(plan: DealPlan, calendar: Calendar): Holds {
  const limit = plan.isFirstStage ? INACTIVE_DAYS_FIRST : INACTIVE_DAYS;
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
