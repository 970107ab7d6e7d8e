import { z } from 'zod';
import { addMonths, type Calendar, dayText } from './calendar.ts';
import type { TimeValue } from './record.ts';

/** A span of calendar days or months, as limits in the agreement are written (`90 days`, `12 months`). */
export interface CalendarDuration {
  readonly unit: 'day' | 'month';
  readonly count: number;
}

const units: Readonly<Record<string, { readonly unit: 'day' | 'month'; readonly times: number }>> = {
  day: { unit: 'day', times: 1 },
  week: { unit: 'day', times: 7 },
  month: { unit: 'month', times: 1 },
  year: { unit: 'month', times: 12 },
};

/** Reads `21 days`, `1 week`, `12 months`, `2 years`; null for anything else. */
export function parseCalendarDuration(text: string): CalendarDuration | null {
  const match = /^\s*(\d{1,5})\s+(day|week|month|year)s?\s*$/i.exec(text);
  const unit = match && units[match[2]!.toLowerCase()];
  return unit ? { unit: unit.unit, count: Number(match[1]) * unit.times } : null;
}

/** `21 days`, `12 months`: the text that `parseCalendarDuration` reads back. */
export function durationText(duration: CalendarDuration): string {
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
