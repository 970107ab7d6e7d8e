import type { TimeTest } from '../model/condition.ts';
import { type Duration, isOlderThan, lastDayWithin } from '../model/duration.ts';
import type { TimeValue, Value } from '../model/record.ts';
import type { Frame } from './frame.ts';
import { dayOfMoment } from './moment.ts';

const minuteMs = 60_000;

/** The instant at which a time begins: a date alone begins at its midnight in the agreement's zone. */
export function beginsAt(time: TimeValue, frame: Pick<Frame, 'calendar'>): number {
  return time.precision === 'day' ? frame.calendar.startOf(frame.calendar.day(time)) : time.ms;
}

/** Of several times the latest that has come; null where none has. */
export function latestUpTo(value: Value, frame: Pick<Frame, 'calendar' | 'now'>): TimeValue | null {
  const times = Array.isArray(value) ? (value as readonly TimeValue[]) : [value as TimeValue];
  let latest: TimeValue | null = null;
  for (const time of times) {
    const at = beginsAt(time, frame);
    if (at <= frame.now && (latest === null || at > beginsAt(latest, frame))) latest = time;
  }
  return latest;
}

/** The instant so much clock or working time before (negative `sign`) or after now. */
function shifted(duration: Duration, sign: 1 | -1, frame: Frame, team: string | null): number {
  if (duration.unit === 'minute') return frame.now + sign * duration.count * minuteMs;
  return frame.workingTime(team).addMinutes(frame.now, sign * duration.count);
}

function testPeriod(
  is: 'in the last' | 'in the next' | 'older than',
  duration: Duration,
  time: TimeValue,
  frame: Frame,
  team: string | null,
): boolean {
  const { calendar, now, today } = frame;
  const day = calendar.day(time);
  switch (duration.unit) {
    case 'day':
    case 'month':
      if (is === 'older than') return isOlderThan(time, duration, today, calendar);
      if (is === 'in the last') return day <= today && !isOlderThan(time, duration, today, calendar);
      return day >= today && day <= lastDayWithin(today, duration);
    case 'business day': {
      const working = frame.workingTime(team);
      if (is === 'in the next') return day >= today && day <= working.addDays(today, duration.count);
      const first = working.addDays(today, -duration.count);
      return is === 'older than' ? day < first : day >= first && day <= today;
    }
    default: {
      const at = beginsAt(time, frame);
      if (is === 'in the next') return at >= now && at <= shifted(duration, 1, frame, team);
      const first = shifted(duration, -1, frame, team);
      return is === 'older than' ? at < first : at >= first && at <= now;
    }
  }
}

/** Compares a time, by calendar days but for durations of minutes, hours and working time. */
export function testTime(test: TimeTest, time: TimeValue, frame: Frame, team: string | null): boolean {
  const { calendar, now, today } = frame;
  switch (test.is) {
    case 'in the last':
    case 'in the next':
    case 'older than':
      return testPeriod(test.is, test.duration, time, frame, team);
    case 'before':
      return calendar.day(time) < dayOfMoment(test.moment, today);
    case 'after':
      return calendar.day(time) > dayOfMoment(test.moment, today);
    case 'between days': {
      const day = calendar.day(time);
      return day >= dayOfMoment(test.from, today) && day <= dayOfMoment(test.to, today);
    }
    case 'in the past':
      return time.precision === 'day' ? calendar.day(time) < today : time.ms < now;
    case 'in the future':
      return time.precision === 'day' ? calendar.day(time) > today : time.ms > now;
  }
}
