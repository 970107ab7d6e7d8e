import { addMonths, type Calendar } from '../../core/population/calendar.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { addProfileFaults } from '../../core/population/profile.ts';
import { addReachFaults } from '../../core/population/reach-faults.ts';
import { afterGrace, always, FaultList, type Holds, latestUntil } from '../../core/population/verdicts.ts';
import { type ContactPlan, type DealStates, isQualified, isSold } from './contact.ts';
import { isInactiveOwner } from './owners.ts';

/** A contact is stale once nothing happened for more than this many months. */
const STALE_MONTHS = 12;

/** What a contact's surroundings add to its plan. */
interface ContactSurroundings {
  readonly hasCompany: boolean;
  readonly deals: DealStates;
}

/** The faults of a contact, from what was decided about it. */
export function contactFaults(
  plan: ContactPlan,
  around: ContactSurroundings,
  calendar: Calendar,
): readonly PlantedFault[] {
  const list = new FaultList(calendar);
  const inTime = afterGrace(calendar.dayOf(plan.created));
  addReachFaults(list, plan, inTime);
  const isNamePlaceholder = plan.name.includes('placeholder');
  list.add('person/name-missing', plan.name === 'last-missing' || plan.name === 'last-blank', inTime);
  list.add('person/name-placeholder', isNamePlaceholder, always);
  list.add('person/name-format', plan.name.startsWith('odd'), always);
  addProfileFaults(list, plan, isQualified(plan.lifecycle), inTime);
  list.add('person/owner-missing', plan.owner === 'none' && isQualified(plan.lifecycle), inTime);
  list.add('person/owner-inactive', isInactiveOwner(plan.owner), always);
  list.add('person/company-missing', !around.hasCompany, inTime);
  list.add('person/lifecycle-missing', plan.lifecycle === null, inTime);
  list.add('person/stale', !isSold(plan.lifecycle) && !around.deals.hasOpen, staleness(plan, calendar));
  addStageFaults(list, plan, around.deals);
  list.add('person/nurture-without-next-step', isNurtured(plan), nothingAhead(plan, calendar));
  return list.faults;
}

function staleness(plan: ContactPlan, calendar: Calendar): Holds {
  return ({ at, day }) => {
    const last = latestUntil(plan.activities, at) ?? plan.created;
    return addMonths(calendar.dayOf(last), STALE_MONTHS) < day;
  };
}

/** Adds the faults of a lifecycle stage that does not go with somebody's deals; `other` stands aside. */
function addStageFaults(list: FaultList, { lifecycle }: ContactPlan, { hasOpen, hasWon }: DealStates): void {
  const isAside = lifecycle === null || lifecycle === 'other';
  const isEarly = lifecycle === 'subscriber' || lifecycle === 'lead';
  list.add('person/won-deal-not-customer', hasWon && !isAside && !isSold(lifecycle), always);
  list.add('person/customer-without-won-deal', !hasWon && lifecycle === 'customer', always);
  list.add('person/open-deal-early-stage', hasOpen && isEarly, always);
}

/** Kept for later, and not in a deal yet. */
function isNurtured({ leadStatus, lifecycle }: ContactPlan): boolean {
  return leadStatus === 'BAD_TIMING' && lifecycle !== 'opportunity' && !isSold(lifecycle);
}

/** Neither a planned activity, until its day is over, nor a booked one lies ahead. */
function nothingAhead({ nextActivity, activities }: ContactPlan, calendar: Calendar): Holds {
  return ({ at, day }) => {
    const isPlanned = nextActivity !== null && calendar.dayOf(nextActivity) >= day;
    return !isPlanned && activities.every((activity) => activity <= at);
  };
}
