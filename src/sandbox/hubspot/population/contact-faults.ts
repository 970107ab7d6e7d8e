import { addMonths, type Calendar } from '../../core/population/calendar.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { addReachFaults } from '../../core/population/reach-faults.ts';
import { afterGrace, always, FaultList, type Holds, latestUntil } from '../../core/population/verdicts.ts';
import { type ContactPlan, isQualified, isSold } from './contact.ts';
import { isInactiveOwner } from './owners.ts';

/** A contact is stale once nothing happened for more than this many months. */
const STALE_MONTHS = 12;

/** What a contact's surroundings add to its plan. */
interface ContactSurroundings {
  readonly hasCompany: boolean;
  readonly hasOpenDeal: boolean;
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
  list.add('person/phone-invalid', plan.phone === 'invalid' || plan.mobile === 'invalid', always);
  list.add('person/owner-missing', plan.owner === 'none' && isQualified(plan.lifecycle), inTime);
  list.add('person/owner-inactive', isInactiveOwner(plan.owner), always);
  list.add('person/company-missing', !around.hasCompany, inTime);
  list.add('person/lifecycle-missing', plan.lifecycle === null, inTime);
  list.add('person/stale', !isSold(plan.lifecycle) && !around.hasOpenDeal, staleness(plan, calendar));
  return list.faults;
}

function staleness(plan: ContactPlan, calendar: Calendar): Holds {
  return ({ at, day }) => {
    const last = latestUntil(plan.activities, at) ?? plan.created;
    return addMonths(calendar.dayOf(last), STALE_MONTHS) < day;
  };
}
