import { type Calendar, DAY_MS } from './calendar.ts';
import type { Draw } from './random.ts';

/** Days over which the last changes of all records are spread; most lie near the end, as in an account in use. */
const CHANGE_SPAN_DAYS = 30;

/** The oldest records were created this many days ago. */
const OLDEST_DAYS = 1095;

/** Part of the records, the last ones, that may be new: the others were last modified too long ago for that. */
const YOUNG_FROM = 0.6;

/** Where the records of one object stand in time; every date is counted back from the sandbox's start. */
export interface Timeline {
  /** Calendar day of the sandbox's start in the account's zone. */
  readonly today: number;
  /** When a record was last modified (epoch ms): rises with the index up to now. */
  modifiedAt(index: number): number;
  /** Days since creation that fit a record's index: old ones first, with noise. */
  usualAge(index: number, draw: Draw): number;
  /** Whether a record stands late enough to have been created within the last ten days. */
  mayBeYoung(index: number): boolean;
  /** An instant some calendar days ago (negative: ahead), not after `latest`; sometimes at the very edge of its day. */
  daysAgo(days: number, draw: Draw, latest?: number): number;
  /** An instant some calendar days ago at which something was done; on the day of the start it was before the start. */
  happened(days: number, draw: Draw): number;
  /** When a record of an age in days was created: never after its last change. */
  created(index: number, ageDays: number, draw: Draw): number;
}

/** A time of day in ms: one in six at the first or last millisecond, where a wrong zone shows. */
function timeOfDay(draw: Draw): number {
  const kind = draw.below(12);
  if (kind === 0) return 0;
  if (kind === 1) return DAY_MS - 1;
  return kind < 6 ? draw.below(86_400) * 1000 : draw.below(DAY_MS);
}

/** Builds the timeline of one object with `size` records. */
export function createTimeline(size: number, now: number, calendar: Calendar): Timeline {
  const today = calendar.dayOf(now);
  const left = (index: number) => 1 - (index + 0.5) / size;
  const modifiedAt = (index: number) => now - Math.ceil(CHANGE_SPAN_DAYS * DAY_MS * left(index) ** 2);
  const daysAgo = (days: number, draw: Draw, latest = Number.POSITIVE_INFINITY) =>
    Math.min(calendar.instantAt(today - days, timeOfDay(draw)), latest);
  return {
    today,
    modifiedAt,
    daysAgo,
    happened: (days, draw) => (days === 0 ? now - draw.below(now - calendar.instantAt(today, 0)) : daysAgo(days, draw)),
    usualAge: (index, draw) => {
      const middle = OLDEST_DAYS * left(index) ** 1.3 + draw.between(-45, 45);
      const least = Math.ceil(CHANGE_SPAN_DAYS * left(index) ** 2);
      return Math.min(OLDEST_DAYS, Math.max(least, Math.round(middle)));
    },
    mayBeYoung: (index) => 1 - left(index) > YOUNG_FROM,
    created: (index, ageDays, draw) => daysAgo(ageDays, draw, modifiedAt(index)),
  };
}
