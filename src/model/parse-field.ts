import type { Field, FieldType, TimeValue } from './record.ts';
import { scanNumber } from './scan-number.ts';
import { scannedMs, scanTime, timeKinds } from './scan-time.ts';
import { parseVisits } from './stage-visit.ts';

const isoTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}

/** A real calendar date as epoch ms of its UTC midnight; null for 2024-02-30 and month 13. */
function dayMs(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 0 ? date.getTime() : null;
}

/**
 * Reads ISO 8601 dates and times, and epoch milliseconds as CRMs send them in digits. A date alone has precision
 * `day`; a time without zone is taken as UTC. Null for what is no time.
 */
export function parseTime(text: string): TimeValue | null {
  const kind = scanTime(text);
  if (kind !== timeKinds.none) return { ms: scannedMs[0]!, precision: kind === timeKinds.day ? 'day' : 'instant' };
  return matchTime(text);
}

/** The forms that are rare: with an offset or none, with a blank for the T, without seconds, in digits alone. */
function matchTime(text: string): TimeValue | null {
  if (/^-?\d{9,15}$/.test(text)) return { ms: Number(text), precision: 'instant' };
  const match = isoTime.exec(text);
  if (!match) return null;
  const day = dayMs(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null) return null;
  if (match[4] === undefined) return { ms: day, precision: 'day' };
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  if (hour > 24 || minute > 59 || second > 60) return null;
  const fraction = match[7] ? Number(match[7].padEnd(3, '0').slice(0, 3)) : 0;
  const ms = day + ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offsetMs(match[8] ?? 'Z');
  return { ms, precision: 'instant' };
}

/** A number without thousands separators; null for anything else. */
export function parseNumber(text: string): number | null {
  const scanned = scanNumber(text);
  if (!Number.isNaN(scanned)) return scanned;
  if (!decimal.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Several times with `;` between; null where none of them can be read. */
function parseTimes(text: string): readonly TimeValue[] | null {
  const times = text.split(';').flatMap((part) => parseTime(part.trim()) ?? []);
  return times.length === 0 ? null : times;
}

function parseValue(type: FieldType, text: string) {
  switch (type) {
    case 'text':
      return text;
    case 'number':
      return parseNumber(text.trim());
    case 'time':
      return parseTime(text.trim());
    case 'times':
      return parseTimes(text);
    case 'visits':
      return parseVisits(text);
    case 'boolean':
      return /^(true|false)$/i.test(text.trim()) ? /^true$/i.test(text.trim()) : null;
    case 'list':
      return text.split(';').flatMap((item) => (item.trim() ? [item.trim()] : []));
  }
}

/**
 * Reads one raw value of a CRM as its type: null and blanks are empty, what cannot be read is invalid and keeps
 * its raw value. Texts are kept as they are, outer blanks included, because a rule may be about them.
 */
export function parseField(type: FieldType, raw: unknown): Field {
  if (raw === null || raw === undefined) return { is: 'empty' };
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') return { is: 'invalid', raw };
  const text = String(raw);
  if (text.trim() === '') return { is: 'empty' };
  const value = parseValue(type, text);
  return value === null ? { is: 'invalid', raw } : { is: 'value', value, raw };
}
