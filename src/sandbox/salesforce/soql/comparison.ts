import { readId } from '../ids.ts';
import type { Field } from '../schema/field.ts';
import { type Row, readMoment } from '../value.ts';
import type { Comparison, Literal } from './ast.ts';
import { resolveRange } from './date-ranges.ts';
import type { Predicate, Scope } from './predicate.ts';
import type { ResolvedPath } from './resolve.ts';
import { soqlError } from './soql-error.ts';

type Key = string | number | boolean;

/** What a value is compared as: text without regard to case, times as epoch ms, ids with 18 characters. */
interface Bounds {
  /** A plain value has `to` null; a range of days goes from `from` to before `to`. */
  readonly from: Key | null;
  readonly to: Key | null;
}

const NUMBERS: readonly Field['type'][] = ['int', 'double', 'currency', 'percent'];
const DATE_LITERALS: readonly Literal['kind'][] = ['date', 'range', 'null'];
const MOMENT_LITERALS: readonly Literal['kind'][] = ['datetime', 'range', 'null'];

/** A comparison of a field with a value. */
export function compileComparison(scope: Scope, path: ResolvedPath, operator: Comparison, value: Literal): Predicate {
  if (operator === 'LIKE') return compileLike(scope, path, value);
  const { from, to } = readLiteral(scope, path.field, value);
  const key = keyReader(path);
  if (from === null) {
    if (operator === '=') return (row) => key(row) === null;
    if (operator === '!=') return (row) => key(row) !== null;
    return () => false;
  }
  return compareKeys(key, operator, from, to);
}

/** Salesforce: `!=` is true of empty fields, the other comparisons are not. */
function compareKeys(key: (row: Row) => Key | null, operator: Comparison, from: Key, to: Key | null): Predicate {
  const isAtOrAfter = (value: Key | null, bound: Key) => value !== null && value >= bound;
  const isEqual = (value: Key | null) =>
    to === null ? value === from : isAtOrAfter(value, from) && !isAtOrAfter(value, to);
  switch (operator) {
    case '=':
      return (row) => isEqual(key(row));
    case '!=':
      return (row) => !isEqual(key(row));
    case '<':
      return (row) => isBefore(key(row), from);
    case '<=':
      return to === null ? (row) => isUpTo(key(row), from) : (row) => isBefore(key(row), to);
    case '>':
      return to === null ? (row) => isAfter(key(row), from) : (row) => isAtOrAfter(key(row), to);
    default:
      return (row) => isAtOrAfter(key(row), from);
  }
}

function isBefore(value: Key | null, bound: Key): boolean {
  return value !== null && value < bound;
}

function isUpTo(value: Key | null, bound: Key): boolean {
  return value !== null && value <= bound;
}

function isAfter(value: Key | null, bound: Key): boolean {
  return value !== null && value > bound;
}

/** `IN`: equal to any of the values. */
export function compileMembership(scope: Scope, path: ResolvedPath, values: readonly Literal[]): Predicate {
  const key = keyReader(path);
  const plain = new Set<Key | null>();
  const ranges: Predicate[] = [];
  for (const value of values) {
    const bounds = readLiteral(scope, path.field, value);
    if (bounds.to === null) plain.add(bounds.from);
    else ranges.push(compareKeys(key, '=', bounds.from as Key, bounds.to));
  }
  return (row) => plain.has(key(row)) || ranges.some((range) => range(row));
}

function keyReader(path: ResolvedPath): (row: Row) => Key | null {
  if (path.field.type === 'datetime') return (row) => path.time(row);
  const isExact = path.field.type === 'id' || path.field.type === 'reference' || path.field.type === 'date';
  return (row) => {
    const value = path.read(row);
    if (value === null || typeof value === 'object' || value === '') return null;
    return typeof value === 'string' && !isExact ? value.toLowerCase() : value;
  };
}

function compileLike(scope: Scope, path: ResolvedPath, value: Literal): Predicate {
  const type = path.field.type;
  if (value.kind !== 'string' || NUMBERS.includes(type) || type === 'date' || type === 'datetime' || type === 'boolean')
    throw soqlError('INVALID_QUERY_FILTER_OPERATOR', scope.text, value.at, `invalid operator on ${type} field`);
  const pattern = new RegExp(`^${likePattern(value.text)}$`, 'isu');
  return (row) => {
    const text = path.read(row);
    return typeof text === 'string' && pattern.test(text);
  };
}

/** `%` is any text, `_` any character; `\%`, `\_` and `\\` are themselves. */
function likePattern(text: string): string {
  return text.replace(/\\([\\%_])|[%_]|[.*+?^${}()|[\]/\\]/g, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped === '\\' ? '\\\\' : escaped;
    return found === '%' ? '.*' : found === '_' ? '.' : `\\${found}`;
  });
}

function readLiteral(scope: Scope, field: Field, value: Literal): Bounds {
  if (value.kind === 'null') return { from: null, to: null };
  const plain = (from: Key | null): Bounds => ({ from, to: null });
  switch (field.type) {
    case 'id':
    case 'reference':
      return plain(readIdLiteral(scope, field, value));
    case 'boolean':
      if (value.kind !== 'boolean') throw wrongKind(scope, field, value, 'boolean', false);
      return plain(value.text === 'true');
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      if (value.kind !== 'number') throw wrongKind(scope, field, value, field.type, false);
      return plain(Number(value.text));
    case 'date':
      if (!DATE_LITERALS.includes(value.kind)) throw wrongKind(scope, field, value, 'date', false);
      return value.kind === 'range' ? resolveRange(value.text, todayOf(scope)) : plain(value.text);
    case 'datetime':
      if (!MOMENT_LITERALS.includes(value.kind)) throw wrongKind(scope, field, value, 'dateTime', false);
      return value.kind === 'range' ? momentsOf(scope, value.text) : plain(readMoment(value.text));
    default:
      if (value.kind !== 'string') throw wrongKind(scope, field, value, 'string', true);
      return plain(value.text === '' ? null : value.text.toLowerCase());
  }
}

function readIdLiteral(scope: Scope, field: Field, value: Literal): string | null {
  if (value.kind !== 'string') throw wrongKind(scope, field, value, 'ID', true);
  if (value.text === '') return null;
  const id = readId(value.text);
  if (id === null)
    throw soqlError('INVALID_QUERY_FILTER_OPERATOR', scope.text, value.at, `invalid ID field: ${value.text}`);
  return id;
}

function todayOf({ org }: Scope): string {
  return org.calendar.dayOf(org.clock.now());
}

function momentsOf(scope: Scope, range: string): Bounds {
  const { from, to } = resolveRange(range, todayOf(scope));
  return { from: scope.org.calendar.startOf(from), to: scope.org.calendar.startOf(to) };
}

function wrongKind({ text }: Scope, field: Field, value: Literal, type: string, quoted: boolean) {
  const how = quoted ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
  const message = `value of filter criterion for field '${field.name}' must be of type ${type} and ${how}`;
  return soqlError('INVALID_FIELD', text, value.at, message);
}
