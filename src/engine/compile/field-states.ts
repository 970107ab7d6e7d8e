import { parseField, parseNumber, parseTime } from '../../model/parse-field.ts';
import type { Field, TimeValue, Value } from '../../model/record.ts';
import { scannedMs, timeKinds } from '../../model/scan-time.ts';
import type { Frame } from '../frame.ts';
import { latestUpTo } from '../time.ts';

/**
 * The states of a field as programs count them. All but `value` are also the truth of every comparison with it
 * (no 0, yes 1, unknown 2, invalid 3), so that a program need not translate.
 */
export const states = { empty: 0, value: 1, unknown: 2, invalid: 3 } as const;

/** The state of a field that holds no value. */
export function stateOf(is: Field['is']): number {
  return states[is];
}

/** The state of a raw value that could not be read: empty, unknown where it is absent, else invalid. */
export function emptiness(raw: unknown): number {
  if (raw === undefined) return states.unknown;
  if (raw === null || (typeof raw === 'string' && raw.trim() === '')) return states.empty;
  return states.invalid;
}

/** The state of a text that may be blank. */
export function blankness(text: string): number {
  return text.trim() === '' ? states.empty : states.value;
}

/** The state of a raw value that is no string, as a text. */
export function oddness(raw: unknown): number {
  return typeof raw === 'number' || typeof raw === 'boolean' ? states.value : emptiness(raw);
}

/** A raw value as a number by the long way; NaN for none. */
export function numberOf(raw: unknown): number {
  if (typeof raw === 'number' || typeof raw === 'string') return parseNumber(String(raw).trim()) ?? Number.NaN;
  return Number.NaN;
}

/** Reads a raw value as a time by the long way: its kind, the milliseconds in `scannedMs`. */
export function timeOf(raw: unknown): number {
  if (typeof raw !== 'number' && typeof raw !== 'string') return timeKinds.none;
  return keep(parseTime(String(raw).trim()));
}

function keep(time: TimeValue | null): number {
  if (time === null) return timeKinds.none;
  scannedMs[0] = time.ms;
  return time.precision === 'day' ? timeKinds.day : timeKinds.instant;
}

/** A parsed value as a time: its kind, the milliseconds in `scannedMs`. */
export function timeIn(value: Value): number {
  return typeof value === 'object' && 'ms' in value ? keep(value as TimeValue) : timeKinds.none;
}

/** The latest of several parsed times up to now: its kind, `none` where none has come. */
export function latestIn(frame: Frame): (value: Value) => number {
  return (value) => keep(typeof value === 'object' ? latestUpTo(value, frame) : null);
}

/** Reads raw times and takes the latest up to now; `none` where none has come, −1 where they cannot be read. */
export function latestOf(frame: Frame): (raw: unknown) => number {
  return (raw) => {
    const field = parseField('times', raw);
    return field.is === 'value' ? keep(latestUpTo(field.value, frame)) : -1;
  };
}
