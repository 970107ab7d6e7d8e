/** Words, patterns, limits and readers of the plain rules; all made once. */
import { now } from './records.ts';

/** Words people type to get past a field. */
export const placeholders: ReadonlySet<string> = new Set(
  `test,testing,tbd,tba,n/a,na,none,null,nil,unknown,undefined,not provided,no name,dummy,sample,fake,asdf,qwerty,xxx,
  abc,foo,keine angabe,k.a.,unbekannt,mustermann,musterfirma,inconnu,ninguno`
    .split(',')
    .map((word) => word.trim()),
);
export const fromMql = new Set(['mql', 'working', 'sql', 'opportunity', 'customer', 'evangelist']);
export const fromSql = new Set(['sql', 'opportunity', 'customer', 'evangelist']);
export const leadToSql = new Set(['lead', 'mql', 'sql']);
export const keptCustomers = new Set(['customer', 'evangelist']);
export const openStages = new Set(['qualification', 'proposal', 'negotiation']);
export const fromProposal = new Set(['proposal', 'negotiation', 'won']);

export const emailFormat = /^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$/;
export const phoneFormat = /^\+[1-9][0-9]{6,14}$/;
export const countryFormat = /^[A-Z]{2}$/;
export const nameFormat = /^[^-]+ - [^-]+ - [0-9]{4}-[0-9]{2}$/;
const dateFormat = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?Z)?$/;
export const numberFormat = /^[+-]?\d+(\.\d*)?$/;

// Midnights in Berlin (CET on all of these days), as instants and as calendar dates.
const midnight = (date: string): number => Date.parse(`${date}T00:00:00+01:00`);
/** Midnights in Berlin as instants, and two of them as calendar dates. */
export const limits = {
  yearAgo: midnight('2025-11-15'),
  tomorrow: midnight('2026-11-16'),
  today: midnight('2026-11-15'),
  todayDate: Date.parse('2026-11-15'),
  sixtyDaysAgo: Date.parse('2026-09-16T00:00:00+02:00'),
  fourteenDaysAgo: midnight('2026-11-01'),
  lastCloseDay: midnight('2028-12-01'),
  lastCloseDate: Date.parse('2028-12-01'),
};

/** Whether a value is more than blanks. */
export const isFilled = (text: string | null | undefined): text is string => text != null && text.trim() !== '';
/** A text without case and outer blanks. */
export const fold = (text: string): string => text.trim().toLowerCase();

/** Milliseconds of a date or time; NaN for none. */
export function parseTime(text: string): number {
  return dateFormat.test(text) ? Date.parse(text) : Number.NaN;
}

/** The time of an activity that has come; null where it is empty or still to come, NaN where it cannot be read. */
export function lastActivity(text: string | null): number | null {
  if (!isFilled(text)) return null;
  const at = parseTime(text);
  return at > now.getTime() ? null : at;
}
