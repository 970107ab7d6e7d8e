import type { Calendar } from '../../core/population/calendar.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { afterGrace, always, FaultList, olderThan } from '../../core/population/verdicts.ts';
import { lastActivityDay } from './activity.ts';
import type { OpportunityPlan } from './opportunity.ts';

/** Days without a human before an opportunity is inactive, and the longer ones of the first stage. */
const INACTIVE_DAYS = 14;
const INACTIVE_DAYS_FIRST = 30;

/** Days in a stage that are still all right. */
const STAGE_DAYS = 60;

/** The faults of an opportunity, from what was decided about it and what it was planted beside: none if it is closed. */
export function opportunityFaults(
  plan: OpportunityPlan,
  around: { readonly hasContact: boolean; readonly hasAccount: boolean },
  calendar: Calendar,
): readonly PlantedFault[] {
  if (plan.stage.isClosed) return [];
  const list = new FaultList(calendar);
  const createdDay = calendar.dayOf(plan.created);
  const inTime = afterGrace(createdDay);
  const limitDays = plan.isFirstStage ? INACTIVE_DAYS_FIRST : INACTIVE_DAYS;
  list.add('deal/amount-missing', plan.amount !== 'filled' && !plan.isFirstStage, inTime);
  list.add('deal/close-date-past', true, olderThan(plan.closeDay, 0));
  list.add('deal/stage-aging', true, olderThan(calendar.dayOf(plan.entered), STAGE_DAYS));
  list.add('deal/inactive', true, (moment) => {
    const lastDay = Math.max(createdDay, lastActivityDay(plan.doings, moment) ?? createdDay);
    return moment.day - lastDay > limitDays;
  });
  list.add('deal/next-step-missing', plan.step !== 'filled', always);
  list.add('deal/contact-missing', !around.hasContact, inTime);
  list.add('deal/company-missing', !around.hasAccount, inTime);
  list.add('deal/owner-inactive', plan.owner === 'inactive', always);
  return list.faults;
}
