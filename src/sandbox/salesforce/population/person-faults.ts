import { addMonths } from '../../core/population/calendar.ts';
import { addProfileFaults } from '../../core/population/profile.ts';
import { addReachFaults } from '../../core/population/reach-faults.ts';
import { always, type FaultList, type Holds } from '../../core/population/verdicts.ts';
import { type Doings, lastActivityDay } from './activity.ts';
import type { OwnerKind } from './owners.ts';
import type { PersonPlan } from './person-values.ts';

/** A person is stale once nothing happened for more than this many months. */
const STALE_MONTHS = 12;

/** What the faults that leads and contacts have in common follow from. */
interface PersonGround {
  readonly person: PersonPlan;
  readonly owner: OwnerKind;
  readonly doings: Doings;
  readonly createdDay: number;
  readonly inTime: Holds;
  /** Whether the person takes part in an open or won opportunity, which keeps silence from being a fault. */
  readonly isLookedAfter: boolean;
  /** Whether the person is known to stand at MQL or later. */
  readonly isQualified: boolean;
}

/** Adds the faults that leads and contacts have in common. */
export function addPersonFaults(list: FaultList, ground: PersonGround): void {
  const { person, doings, createdDay } = ground;
  addReachFaults(list, person, ground.inTime);
  list.add('person/name-placeholder', person.name.includes('placeholder'), always);
  list.add('person/name-format', person.name.startsWith('odd'), always);
  addProfileFaults(list, person, ground.isQualified, ground.inTime);
  list.add('person/owner-inactive', ground.owner === 'inactive', always);
  list.add('person/stale', !ground.isLookedAfter, (moment) => {
    return addMonths(lastActivityDay(doings, moment) ?? createdDay, STALE_MONTHS) < moment.day;
  });
}
