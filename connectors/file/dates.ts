import { parseTime } from '../../src/model/parse-field.ts';
import type { TimeValue } from '../../src/model/record.ts';

/** Reads a date or time as the file writes it; null for what does not fit. */
export type ReadTime = (text: string) => TimeValue | null;

type Part = 'year' | 'month' | 'day' | 'hour' | 'halfDayHour' | 'minute' | 'second' | 'halfDay';

const tokens: Readonly<Record<string, { readonly part: Part; readonly shape: string }>> = {
  YYYY: { part: 'year', shape: '(\\d{4})' },
  YY: { part: 'year', shape: '(\\d{2})' },
  MM: { part: 'month', shape: '(\\d{1,2})' },
  M: { part: 'month', shape: '(\\d{1,2})' },
  DD: { part: 'day', shape: '(\\d{1,2})' },
  D: { part: 'day', shape: '(\\d{1,2})' },
  HH: { part: 'hour', shape: '(\\d{1,2})' },
  H: { part: 'hour', shape: '(\\d{1,2})' },
  hh: { part: 'halfDayHour', shape: '(\\d{1,2})' },
  h: { part: 'halfDayHour', shape: '(\\d{1,2})' },
  mm: { part: 'minute', shape: '(\\d{2})' },
  ss: { part: 'second', shape: '(\\d{2})' },
  A: { part: 'halfDay', shape: '([AaPp])\\.?[Mm]\\.?' },
};

const tokenPattern = /YYYY|YY|MM|M|DD|D|HH|H|hh|h|mm|ss|A|[\s\S]/g;

function split(pattern: string): readonly string[] {
  return pattern.match(tokenPattern) ?? [];
}

function partsOf(pattern: string): readonly Part[] {
  return split(pattern).flatMap((piece) => tokens[piece]?.part ?? []);
}

const example = 'Examples: M/D/YYYY, DD.MM.YYYY HH:mm, M/D/YYYY h:mm A, ISO';

/** What is wrong with a date pattern of the agreement, with a valid example; null for a good one. */
export function dateProblem(pattern: string): string | null {
  if (pattern === 'ISO') return null;
  const parts = partsOf(pattern);
  const has = (part: Part): boolean => parts.includes(part);
  const stray = split(pattern).find((piece) => !tokens[piece] && /[\p{L}\p{N}]/u.test(piece) && piece !== 'T');
  if (new Set(parts).size !== parts.length)
    return `"${pattern}" names a part twice; names of months cannot be read. ${example}`;
  if (!has('year') || !has('month') || !has('day') || stray !== undefined) {
    const upper = pattern.replace(/[dmy]+/g, (letters) => letters.toUpperCase());
    const meant = upper !== pattern && dateProblem(upper) === null ? `; did you mean ${upper}?` : '.';
    return `"${pattern}" is no way of writing dates${meant} ${example}`;
  }
  const isHalfDay = has('halfDayHour');
  if (isHalfDay !== has('halfDay') || (isHalfDay && has('hour')))
    return `"${pattern}": h goes with A (AM or PM), H stands alone. ${example}`;
  if ((has('hour') || isHalfDay) !== has('minute') || (has('second') && !has('minute')))
    return `"${pattern}": a time needs hours and minutes. ${example}`;
  return null;
}

/** Two-digit years follow POSIX: 69 to 99 are 1969 to 1999. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year < 69 ? 2000 + year : 1900 + year;
}

function dayMs(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

/** The hour of the day (0 to 23); null for 25, or 13 PM. */
function hourOf(found: Partial<Record<Part, string>>): number | null {
  if (found.halfDayHour === undefined) {
    const hour = Number(found.hour);
    return hour < 24 ? hour : null;
  }
  const hour = Number(found.halfDayHour);
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (/p/i.test(found.halfDay ?? '') ? 12 : 0);
}

function compilePattern(pattern: string, toInstant: (localMs: number) => number): ReadTime {
  const shape = split(pattern).map((piece) => {
    if (/\s/.test(piece)) return '\\s+';
    return tokens[piece]?.shape ?? piece.replace(/[^A-Za-z0-9]/, '\\$&');
  });
  const regex = new RegExp(`^${shape.join('')}$`);
  const parts = partsOf(pattern);
  const isDay = !parts.includes('minute');
  return (text) => {
    const match = regex.exec(text);
    if (!match) return null;
    const found: Partial<Record<Part, string>> = {};
    for (const [index, part] of parts.entries()) found[part] = match[index + 1]!;
    const day = dayMs(fullYear(found.year!), Number(found.month), Number(found.day));
    if (day === null || isDay) return day === null ? null : { ms: day, precision: 'day' };
    const hour = hourOf(found);
    const [minute, second] = [Number(found.minute), Number(found.second ?? 0)];
    if (hour === null || minute > 59 || second > 59) return null;
    return { ms: toInstant(day + ((hour * 60 + minute) * 60 + second) * 1000), precision: 'instant' };
  };
}

/** A time of day without `Z` or offset at its end. */
const isoLocal = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?$/;

function compileIso(toInstant: (localMs: number) => number): ReadTime {
  return (text) => {
    const time = parseTime(text);
    return time && isoLocal.test(text) ? { ms: toInstant(time.ms), precision: 'instant' } : time;
  };
}

/**
 * A reader of the declared patterns, first fit wins. `toInstant` turns clock time of the file's zone into an instant;
 * dates alone stay calendar dates. Nothing is guessed: a date of another pattern is invalid, as 3/4 is in March in
 * one file and in April in the next.
 */
export function compileDates(patterns: readonly string[], toInstant: (localMs: number) => number): ReadTime {
  const readers = patterns.map((pattern) =>
    pattern === 'ISO' ? compileIso(toInstant) : compilePattern(pattern, toInstant),
  );
  return (text) => {
    for (const read of readers) {
      const time = read(text.trim());
      if (time) return time;
    }
    return null;
  };
}
