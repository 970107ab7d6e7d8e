import type { Calendar } from './calendar.ts';
import { isoWeekday } from './weekday.ts';

/** Working hours of a team as pure data: which days count, and from which to which minute after local midnight. */
export interface WorkingHours {
  readonly calendar: Calendar;
  /** ISO week days, Monday 1 to Sunday 7. */
  readonly weekdays: readonly number[];
  readonly openMinute: number;
  readonly closeMinute: number;
  isHoliday(day: number): boolean;
}

/** Counts in working days and working minutes; what begins outside of hours counts from the next opening. */
export interface WorkingTime {
  isWorkingDay(day: number): boolean;
  /** The day that lies `count` working days after (before, where negative) a day. */
  addDays(day: number, count: number): number;
  /** The instant (epoch ms) at which `count` working minutes have passed after (before, where negative) an instant. */
  addMinutes(ms: number, count: number): number;
}

const minuteMs = 60_000;
/** No stretch without a working day is longer, so that a calendar of holidays alone ends the count. */
const mostIdleDays = 400;

/** Working time over the calendar of a zone. On a day when clocks change the hours are those the clock shows. */
export function createWorkingTime(hours: WorkingHours): WorkingTime {
  const { calendar, openMinute, closeMinute } = hours;
  const isWorkingDay = (day: number): boolean => hours.weekdays.includes(isoWeekday(day)) && !hours.isHoliday(day);
  const step = (day: number, by: 1 | -1): number => {
    let next = day + by;
    for (let idle = 0; idle < mostIdleDays && !isWorkingDay(next); idle++) next += by;
    return next;
  };
  const opens = (day: number): number => calendar.atMinute(day, openMinute);
  const closes = (day: number): number => calendar.atMinute(day, closeMinute);
  const forward = (ms: number, count: number): number => {
    let day = calendar.day(ms);
    if (!isWorkingDay(day)) day = step(day, 1);
    let at = Math.max(ms, opens(day));
    for (let left = count * minuteMs; ; ) {
      const rest = Math.max(0, closes(day) - at);
      if (left <= rest) return at + left;
      left -= rest;
      day = step(day, 1);
      at = opens(day);
    }
  };
  const backward = (ms: number, count: number): number => {
    let day = calendar.day(ms);
    if (!isWorkingDay(day)) day = step(day, -1);
    let at = Math.min(ms, closes(day));
    for (let left = count * minuteMs; ; ) {
      const rest = Math.max(0, at - opens(day));
      if (left <= rest) return at - left;
      left -= rest;
      day = step(day, -1);
      at = closes(day);
    }
  };
  return {
    isWorkingDay,
    addDays(day, count) {
      let at = day;
      for (let left = Math.abs(count); left > 0; left--) at = step(at, count < 0 ? -1 : 1);
      return at;
    },
    addMinutes: (ms, count) => (count < 0 ? backward(ms, -count) : forward(ms, count)),
  };
}
