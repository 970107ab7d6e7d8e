import type { Field, FieldType, TimeValue } from './record.ts';

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

/** The number that the digits between two places of a text make; NaN where there is anything else. */
function numberAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const lengthOfDay = '2024-03-01'.length;
const lengthOfInstant = '2024-03-01T09:30:00.000'.length;

/**
 * Reads the two spellings that nearly all times of a CRM have, as a scan reads millions of them: a plain date, and an
 * instant with milliseconds in UTC. Null for every other text, unusual times among them.
 */
function parseUsualTime(text: string): TimeValue | null {
  if (text[4] !== '-' || text[7] !== '-') return null;
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10)];
  // Every month has 28 days; the others are looked at closely.
  if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28)) return null;
  if (text.length === lengthOfDay) return { ms: Date.UTC(year, month - 1, day), precision: 'day' };
  const zone = text.slice(lengthOfInstant);
  if (zone !== 'Z' && zone !== '+0000') return null;
  if (text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || text[19] !== '.') return null;
  const [hour, minute, second] = [numberAt(text, 11, 13), numberAt(text, 14, 16), numberAt(text, 17, 19)];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, numberAt(text, 20, lengthOfInstant));
  return hour <= 23 && minute <= 59 && second <= 59 && !Number.isNaN(ms) ? { ms, precision: 'instant' } : null;
}

/**
 * Reads ISO 8601 dates and times, and epoch milliseconds as CRMs send them in digits. A date alone has precision
 * `day`; a time without zone is taken as UTC. Null for what is no time.
 */
export function parseTime(text: string): TimeValue | null {
  const usual = parseUsualTime(text);
  if (usual !== null) return usual;
  if (/^-?\d{9,15}$/.test(text)) return { ms: Number(text), precision: 'instant' };
  const match = isoTime.exec(text);
  if (!match) return null;
  const day = dayMs(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null) return null;
  if (match[4] === undefined) return { ms: day, precision: 'day' };
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  if (hour > 24 || minute > 59 || second > 60) return null;
  const fraction = match[7] ? Math.floor(Number(`0.${match[7]}`) * 1000) : 0;
  const ms = day + ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offsetMs(match[8] ?? 'Z');
  return { ms, precision: 'instant' };
}

/** A number without thousands separators; null for anything else. */
export function parseNumber(text: string): number | null {
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
