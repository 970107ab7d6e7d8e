import { z } from 'zod';
import { addMonths, type Calendar, dayText } from './calendar.ts';
import type { TimeValue } from './record.ts';

/** A span of calendar days or months, as limits in the agreement are written (`90 days`, `12 months`). */
export interface CalendarDuration {
  readonly unit: 'day' | 'month';
  readonly count: number;
}

/** A span by the clock, in minutes: `30 minutes`, `24 hours`. */
export interface ClockDuration {
  readonly unit: 'minute';
  readonly count: number;
}

/** A span of working time in the calendar of the owning team: `1 business hour` is 60 business minutes. */
export interface BusinessDuration {
  readonly unit: 'business minute' | 'business day';
  readonly count: number;
}

/** Any span of time of the agreement. */
export type Duration = CalendarDuration | ClockDuration | BusinessDuration;

/** Keeps dates that are reckoned with durations within what a Date can hold. */
const mostCount = 1_000_000;

const units: Readonly<Record<string, { readonly unit: 'day' | 'month'; readonly times: number }>> = {
  day: { unit: 'day', times: 1 },
  week: { unit: 'day', times: 7 },
  month: { unit: 'month', times: 1 },
  year: { unit: 'month', times: 12 },
};

/** Reads `21 days`, `1 week`, `12 months`, `2 years`; null for anything else. */
export function parseCalendarDuration(text: string): CalendarDuration | null {
  const match = /^\s*(\d{1,7})\s+(day|week|month|year)s?\s*$/i.exec(text);
  const unit = match && units[match[2]!.toLowerCase()];
  const count = unit ? Number(match[1]) * unit.times : 0;
  return unit && count <= mostCount ? { unit: unit.unit, count } : null;
}

const clockUnits: Readonly<Record<string, number>> = { minute: 1, hour: 60 };

function parseClockDuration(text: string): ClockDuration | BusinessDuration | null {
  const match = /^\s*(\d{1,7}(?:\.\d{1,2})?)\s+(business\s+)?(minute|hour)s?\s*$/i.exec(text);
  const minutes = match && Math.round(Number(match[1]) * clockUnits[match[3]!.toLowerCase()]!);
  if (!match || minutes === null) return null;
  return { unit: match[2] ? 'business minute' : 'minute', count: minutes };
}

/** Reads every span the agreement knows: calendar durations, `30 minutes`, `1.5 hours`, `2 business days`; or null. */
export function parseDuration(text: string): Duration | null {
  const days = /^\s*(\d{1,5})\s+business\s+days?\s*$/i.exec(text);
  const duration: Duration | null = days
    ? { unit: 'business day', count: Number(days[1]) }
    : (parseCalendarDuration(text) ?? parseClockDuration(text));
  return duration && duration.count <= mostCount ? duration : null;
}

/** `21 days`, `12 months`, `60 business minutes`: the text that `parseDuration` reads back. */
export function durationText(duration: Duration): string {
  return `${duration.count} ${duration.unit}${duration.count === 1 ? '' : 's'}`;
}

/** An option that holds a calendar duration; its default is a text too, so that documentation can show it. */
export function durationOption(standard: string) {
  return z
    .string()
    .default(standard)
    .transform((text, ctx): CalendarDuration => {
      const duration = parseCalendarDuration(text);
      if (duration) return duration;
      ctx.addIssue({ code: 'custom', message: `"${text}" is not a duration here. Examples: 21 days, 12 months` });
      return z.NEVER;
    });
}

/** An option that holds any span of time, working time too; its default is a text. */
export function spanOption(standard: string) {
  return z
    .string()
    .default(standard)
    .transform((text, ctx): Duration => {
      const duration = parseDuration(text);
      if (duration) return duration;
      ctx.addIssue({ code: 'custom', message: `"${text}" is not a duration. Examples: 5 business days, 1 week` });
      return z.NEVER;
    });
}

/** An option that holds a span of hours, counted by the clock and not by calendar days (`24 hours`); gives milliseconds. */
export function hoursOption(standard: string) {
  return z
    .string()
    .default(standard)
    .transform((text, ctx): number => {
      const match = /^\s*(\d{1,5})\s+hours?\s*$/i.exec(text);
      if (match) return Number(match[1]) * 3_600_000;
      ctx.addIssue({ code: 'custom', message: `"${text}" is not a number of hours. Example: 24 hours` });
      return z.NEVER;
    });
}

/** The last calendar day on which something that began on `day` is still within the duration. */
export function lastDayWithin(day: number, duration: CalendarDuration): number {
  return duration.unit === 'day' ? day + duration.count : addMonths(day, duration.count);
}

/** Whether a time lies longer ago than a duration, strictly: 90 days ago is not older than 90 days. */
export function isOlderThan(time: TimeValue, duration: CalendarDuration, today: number, calendar: Calendar): boolean {
  return lastDayWithin(calendar.day(time), duration) < today;
}

/** The instant (epoch ms) at which a time becomes older than a duration. */
export function becomesOlderAt(time: TimeValue, duration: CalendarDuration, calendar: Calendar): number {
  return calendar.startOf(lastDayWithin(calendar.day(time), duration) + 1);
}

/** `2024-03-01`, the calendar date of a time in the agreement's zone. */
export function dateText(time: TimeValue, calendar: Calendar): string {
  return dayText(calendar.day(time));
}
