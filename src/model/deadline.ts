import type { Calendar } from './calendar.ts';
import { type Duration, lastDayWithin } from './duration.ts';
import type { TimeValue } from './record.ts';
import type { WorkingTime } from './working-time.ts';

/** When a span of time is nearly used and when it is over, as instants (epoch ms). */
export interface Deadline {
  /** From here on three quarters are used. */
  readonly atRiskAt: number;
  /** The first instant at which the span is over; the moment before is still within it. */
  readonly overAt: number;
}

/** The share of a span from which on it is at risk to run out. */
const riskShare = 0.75;
const minuteMs = 60_000;

/** How long it takes until a count of whole days has used its share. */
function riskDays(days: number): number {
  return Math.max(0, Math.ceil(days * riskShare));
}

/** The working day on which working time begins to run: that of the next opening, where a start is outside of hours. */
function firstWorkingDay(ms: number, calendar: Calendar, working: WorkingTime): number {
  return calendar.day(working.addMinutes(ms, 1));
}

/**
 * The deadline of a span that begins at a time. Calendar and working days are whole days in the agreement's zone, so
 * they end at a midnight; minutes and working minutes end to the millisecond. A date alone begins at its midnight.
 */
export function deadlineOf(start: TimeValue, within: Duration, calendar: Calendar, working: WorkingTime): Deadline {
  const ms = start.precision === 'day' ? calendar.startOf(calendar.day(start)) : start.ms;
  switch (within.unit) {
    case 'minute':
      return { atRiskAt: ms + within.count * riskShare * minuteMs, overAt: ms + within.count * minuteMs + 1 };
    case 'business minute':
      return {
        atRiskAt: Math.ceil(working.addMinutes(ms, within.count * riskShare)),
        overAt: working.addMinutes(ms, within.count) + 1,
      };
    case 'business day': {
      const first = firstWorkingDay(ms, calendar, working);
      return {
        atRiskAt: calendar.startOf(working.addDays(first, riskDays(within.count))),
        overAt: calendar.startOf(working.addDays(first, within.count) + 1),
      };
    }
    default: {
      const first = calendar.day(start);
      const last = lastDayWithin(first, within);
      return { atRiskAt: calendar.startOf(first + riskDays(last - first)), overAt: calendar.startOf(last + 1) };
    }
  }
}
