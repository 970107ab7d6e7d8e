import { addMonths } from '../../src/model/calendar.ts';
import { type CalendarDuration, lastDayWithin } from '../../src/model/duration.ts';

/** The first calendar day from which another day lies within a duration (`14 days` before the 20th: the 6th). */
export function firstDayWithin(day: number, duration: CalendarDuration): number {
  let first = duration.unit === 'day' ? day - duration.count : addMonths(day, -duration.count);
  // Months are cut to their length, so that the way back may miss by some days.
  while (lastDayWithin(first, duration) < day) first++;
  while (lastDayWithin(first - 1, duration) >= day) first--;
  return first;
}
