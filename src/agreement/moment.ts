import { dayText } from '../model/calendar.ts';
import type { Moment } from '../model/condition.ts';
import { parseTime } from '../model/parse-field.ts';

const dayMs = 86_400_000;
const endOf = /^the\s+end\s+of\s+this\s+(month|quarter|year)$/i;

/** A calendar date `2027-03-31` as days since 1970-01-01; null for what is none. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) return null;
  const time = parseTime(text.trim());
  return time === null ? null : Math.round(time.ms / dayMs);
}

/** `2027-03-31`, `today`, `the end of this month`; null for anything else. */
export function parseMoment(text: string): Moment | null {
  if (/^\s*today\s*$/i.test(text)) return { is: 'today' };
  const span = endOf.exec(text.trim())?.[1]?.toLowerCase();
  if (span !== undefined) return { is: 'end of', span: span as 'month' | 'quarter' | 'year' };
  const day = parseDay(text);
  return day === null ? null : { is: 'day', day };
}

/** The text that `parseMoment` reads back. */
export function momentText(moment: Moment): string {
  if (moment.is === 'today') return 'today';
  return moment.is === 'day' ? dayText(moment.day) : `the end of this ${moment.span}`;
}
