import { isDeepStrictEqual } from 'node:util';
import { parseField } from '../model/parse-field.ts';
import type { Field, FieldName, TimeValue, Value } from '../model/record.ts';
import { type StageVisit, visitsText } from '../model/stage-visit.ts';

/**
 * A field as it is kept. Plain JSON values are a value whose raw is the very same; null is empty; the rest is a list
 * that begins with a letter: `?` unknown, `!` invalid, `n` a number sent as its own text, `d` day and `t` instant,
 * `T` several times as their text, `S` stage visits as lists,
 * `-` a number that JSON cannot hold (minus zero), `v` any other value. The raw stands last where there is one.
 */
type Packed = string | number | boolean | null | readonly unknown[];

const empty: Field = { is: 'empty' };

function packNumber(value: number, raw: unknown): Packed {
  if (Object.is(value, -0) || !Number.isFinite(value)) return ['-', Object.is(value, -0) ? '-0' : String(value), raw];
  if (value === raw) return value;
  return raw === String(value) ? ['n', value] : ['v', value, raw];
}

function packValue(value: Value, raw: unknown): Packed {
  if (typeof value === 'number') return packNumber(value, raw);
  if (typeof value !== 'object') return value === raw ? value : ['v', value, raw];
  if (!('ms' in value)) {
    if (isWrittenVisits(value, raw)) return ['S', ...value.map(packVisit)];
    return isParsedTimes(value, raw) ? ['T', raw] : ['v', value, raw];
  }
  return [value.precision === 'day' ? 'd' : 't', value.ms, raw];
}

/** Several times that read again from their raw text are kept as that text alone. */
function isParsedTimes(value: readonly unknown[], raw: unknown): boolean {
  if (typeof raw !== 'string' || typeof value[0] !== 'object') return false;
  const parsed = parseField('times', raw);
  return parsed.is === 'value' && isDeepStrictEqual(parsed.value, value);
}

/** Visits whose raw text is the one we write for them are kept without it. */
function isWrittenVisits(value: readonly unknown[], raw: unknown): value is readonly StageVisit[] {
  const [first] = value;
  if (typeof first !== 'object' || first === null || !('enteredAt' in first)) return false;
  return visitsText(value as readonly StageVisit[]) === raw;
}

/** The length of the stay in place of its end saves half of the digits. */
function packVisit({ stage, enteredAt, leftAt, isImported }: StageVisit): readonly unknown[] {
  const end = leftAt === null ? null : leftAt - enteredAt;
  return isImported ? [stage, enteredAt, end, 1] : [stage, enteredAt, end];
}

function unpackVisit(packed: unknown): StageVisit {
  const [stage, enteredAt, end, imported] = packed as [string, number, number | null, number?];
  const visit = { stage, enteredAt, leftAt: end === null ? null : enteredAt + end };
  return imported === undefined ? visit : { ...visit, isImported: true };
}

function packField(field: Field): Packed {
  switch (field.is) {
    case 'value':
      return packValue(field.value, field.raw);
    case 'empty':
      return null;
    case 'invalid':
      return ['!', field.raw];
    case 'unknown':
      return ['?', field.why];
  }
}

function unpackList(packed: readonly unknown[]): Field {
  const [kind, first, raw] = packed;
  switch (kind) {
    case '?':
      return { is: 'unknown', why: first as string };
    case '!':
      return { is: 'invalid', raw: first };
    case 'n':
      return { is: 'value', value: first as number, raw: String(first) };
    case 'd':
    case 't': {
      const value: TimeValue = { ms: first as number, precision: kind === 'd' ? 'day' : 'instant' };
      return { is: 'value', value, raw };
    }
    case 'T':
      return parseField('times', first);
    case 'S': {
      const value = packed.slice(1).map(unpackVisit);
      return { is: 'value', value, raw: visitsText(value) };
    }
    default:
      return { is: 'value', value: kind === '-' ? Number(first) : (first as Value), raw };
  }
}

/**
 * Fields as one compact JSON text. Names are sorted, so that equal texts mean equal fields and the reverse; JSON
 * escapes NUL and lone surrogates, which a database could not keep as they are.
 */
export function packFields(fields: Readonly<Record<FieldName, Field>>): string {
  const packed: Record<string, Packed> = {};
  for (const name of Object.keys(fields).sort()) packed[name] = packField(fields[name]!);
  return JSON.stringify(packed);
}

/** The fields again, exactly as they were packed. */
export function unpackFields(text: string): Record<FieldName, Field> {
  const fields: Record<FieldName, Field> = JSON.parse(text);
  for (const name in fields) {
    const packed = fields[name] as unknown as Packed;
    if (packed === null) fields[name] = empty;
    else if (typeof packed === 'object') fields[name] = unpackList(packed);
    else fields[name] = { is: 'value', value: packed, raw: packed };
  }
  return fields;
}
