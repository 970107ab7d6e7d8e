import { type Calendar, DAY_MS } from '../../core/population/calendar.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import { afterGrace, FaultList } from '../../core/population/verdicts.ts';
import type { LeadPlan } from './lead.ts';
import { addPersonFaults } from './person-faults.ts';

/** The faults of a lead, from what was decided about it: none if it is converted. */
export function leadFaults(plan: LeadPlan, calendar: Calendar): readonly PlantedFault[] {
  if (plan.status === 'qualified') return [];
  const list = new FaultList(calendar);
  const createdDay = calendar.dayOf(plan.created);
  const inTime = afterGrace(createdDay);
  addPersonFaults(list, { ...plan, createdDay, inTime, isLookedAfter: false, isQualified: plan.status === 'working' });
  list.add('person/company-missing', plan.company === 'placeholder', inTime);
  const isWanted = plan.status === 'open' || plan.status === 'working';
  list.add('lead/unassigned', plan.owner === 'queue' && isWanted, ({ at }) => at - plan.created > DAY_MS);
  return list.faults;
}
