import type { TimeTest } from '../../model/condition.ts';
import { type CalendarDuration, type Duration, lastDayWithin } from '../../model/duration.ts';
import type { Frame } from '../frame.ts';
import { dayOfMoment } from '../moment.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** For which times a test holds, `from` included and `to` not: instants, and calendar dates as midnights in UTC. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fromDayMs: number;
  readonly toDayMs: number;
}

// The years 1 to 9999, which is all that texts can say; beyond them a bound bounds nothing.
const firstDay = -719_162;
const lastDay = 2_932_898;

/** A window of whole calendar days, both included. */
function daysWindow(from: number, to: number, { calendar }: Frame): TimeWindow {
  const first = from <= firstDay ? Number.NEGATIVE_INFINITY : from;
  const last = to >= lastDay ? Number.POSITIVE_INFINITY : to;
  return {
    fromMs: Number.isFinite(first) ? calendar.startOf(first) : first,
    toMs: Number.isFinite(last) ? calendar.startOf(last + 1) : last,
    fromDayMs: first * dayMs,
    toDayMs: (last + 1) * dayMs,
  };
}

/** A window of instants, `to` not included; a calendar date is in it where its midnight in the zone is. */
function instantWindow(fromMs: number, toMs: number, { calendar }: Frame): TimeWindow {
  const nextMidnight = (ms: number): number => {
    if (!Number.isFinite(ms)) return ms;
    const day = calendar.day(ms);
    return (calendar.startOf(day) >= ms ? day : day + 1) * dayMs;
  };
  return { fromMs, toMs, fromDayMs: nextMidnight(fromMs), toDayMs: nextMidnight(toMs) };
}

/** The first day that is not older than a duration today. */
function firstDayWithin(duration: CalendarDuration, today: number): number {
  if (duration.unit === 'day') return today - duration.count;
  // Months are cut to their length, so the day is near the same date `count` months ago, and found from there.
  let day = lastDayWithin(today, { unit: 'month', count: -duration.count }) - 4;
  while (lastDayWithin(day, duration) < today) day++;
  return day;
}

function periodWindow(
  is: 'in the last' | 'in the next' | 'older than',
  test: Extract<TimeTest, { duration: unknown }>,
  frame: Frame,
  team: string | null,
): TimeWindow {
  const { duration } = test;
  const { now, today } = frame;
  if (duration.unit === 'minute' || duration.unit === 'business minute') {
    const shift = (sign: 1 | -1): number =>
      duration.unit === 'minute'
        ? now + sign * duration.count * minuteMs
        : frame.workingTime(team).addMinutes(now, sign * duration.count);
    if (is === 'in the next') return instantWindow(now, shift(1) + 1, frame);
    return is === 'older than'
      ? instantWindow(Number.NEGATIVE_INFINITY, shift(-1), frame)
      : instantWindow(shift(-1), now + 1, frame);
  }
  const first =
    duration.unit === 'business day'
      ? frame.workingTime(team).addDays(today, -duration.count)
      : firstDayWithin(duration as CalendarDuration, today);
  if (is === 'older than') return daysWindow(Number.NEGATIVE_INFINITY, first - 1, frame);
  if (is === 'in the last') return daysWindow(first, today, frame);
  const last =
    duration.unit === 'business day'
      ? frame.workingTime(team).addDays(today, duration.count)
      : lastDayWithin(today, duration as CalendarDuration);
  return daysWindow(today, last, frame);
}

/** The window of a test at the frame's `now`: one comparison per record instead of a calendar. */
export function windowOf(test: TimeTest, frame: Frame, team: string | null): TimeWindow {
  const { now, today } = frame;
  const [past, future] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  switch (test.is) {
    case 'in the last':
    case 'in the next':
    case 'older than':
      return periodWindow(test.is, test, frame, team);
    case 'before':
      return daysWindow(past, dayOfMoment(test.moment, today) - 1, frame);
    case 'after':
      return daysWindow(dayOfMoment(test.moment, today) + 1, future, frame);
    case 'between days':
      return daysWindow(dayOfMoment(test.from, today), dayOfMoment(test.to, today), frame);
    case 'in the past':
      return { fromMs: past, toMs: now, fromDayMs: past, toDayMs: today * dayMs };
    case 'in the future':
      return { fromMs: now + 1, toMs: future, fromDayMs: (today + 1) * dayMs, toDayMs: future };
  }
}

/** The window of one calendar day. */
export function dayWindow(day: number, frame: Frame): TimeWindow {
  return daysWindow(day, day, frame);
}

/** The window in which a record is younger than a grace: one that began then is not judged yet. */
export function graceWindow(duration: Duration, frame: Frame, team: string | null): TimeWindow {
  const within = windowOf({ is: 'in the last', duration }, frame, team);
  const { unit } = duration;
  if (unit === 'minute' || unit === 'business minute')
    return instantWindow(within.fromMs + 1, Number.POSITIVE_INFINITY, frame);
  // The day on which the grace ends is judged, as with the rules in code.
  const first = frame.calendar.day(within.fromMs);
  return daysWindow(nextNotEnded(duration, first, frame), Number.POSITIVE_INFINITY, frame);
}

function nextNotEnded(duration: Duration, first: number, frame: Frame): number {
  if (duration.unit !== 'month') return first + 1;
  let day = first;
  while (lastDayWithin(day, { unit: 'month', count: duration.count }) <= frame.today) day++;
  return day;
}
