import type { Calendar } from '../../core/population/calendar.ts';
import { createTimeline, type Timeline } from '../../core/population/timeline.ts';
import { wholeSecond } from './stamp.ts';

/** The timeline of one object with `size` records, in whole seconds (stamp.ts); an instant never leaves its calendar day. */
export function createSecondsTimeline(size: number, now: number, calendar: Calendar): Timeline {
  const exact = createTimeline(size, wholeSecond(now), calendar);
  return {
    ...exact,
    modifiedAt: (index) => wholeSecond(exact.modifiedAt(index)),
    daysAgo: (days, draw, latest) => wholeSecond(exact.daysAgo(days, draw, latest)),
    happened: (days, draw) => wholeSecond(exact.happened(days, draw)),
    created: (index, ageDays, draw) => wholeSecond(exact.created(index, ageDays, draw)),
  };
}
