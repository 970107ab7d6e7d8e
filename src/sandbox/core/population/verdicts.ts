import type { Calendar } from './calendar.ts';
import type { PlantedFault } from './planted-fault.ts';

/** The moment at which records are judged: the instant (epoch ms) and its calendar day in the account's zone. */
interface Moment {
  readonly at: number;
  readonly day: number;
}

/** Says from what was planted whether a fault is there at a moment. */
export type Holds = (moment: Moment) => boolean;

/** Days a new record has before the completeness rules look at it. */
const GRACE_DAYS = 7;

/** A fault of the completeness dimension: there once the record's days of grace are over. */
export function afterGrace(createdDay: number): Holds {
  return ({ day }) => day - createdDay >= GRACE_DAYS;
}

/** A fault of a record that is older than some days. */
export function olderThan(createdDay: number, days: number): Holds {
  return ({ day }) => day - createdDay > days;
}

/** A fault that time does not change. */
export const always: Holds = () => true;

/** Collects the faults of one record. */
export class FaultList {
  readonly faults: PlantedFault[] = [];
  private readonly calendar: Calendar;

  constructor(calendar: Calendar) {
    this.calendar = calendar;
  }

  /** Adds a fault of a rule, unless the condition known from planting says it has none. */
  add(rule: string, isPlanted: boolean, holds: Holds): void {
    if (!isPlanted) return;
    this.faults.push({ rule, isFoundAt: (at) => holds({ at, day: this.calendar.dayOf(at) }) });
  }
}

/** The latest of some instants that is not after `at`, or null: what lies in the future has not happened. */
export function latestUntil(instants: readonly number[], at: number): number | null {
  let latest: number | null = null;
  for (const instant of instants) if (instant <= at && (latest === null || instant > latest)) latest = instant;
  return latest;
}
