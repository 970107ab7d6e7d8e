import type { ObjectType } from '../object-types.ts';
import { readMoment } from '../properties/check-value.ts';
import type { Filter } from './search-request.ts';

/** Inclusive bounds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of a group of conditions that is a range of modification times (epoch ms) and of ids. Planted records rise in
 * both, so the range is found by halving instead of looking at a million records.
 */
export interface GroupSpan {
  readonly modified: Span;
  readonly ids: Span;
  /** The conditions that are not such a range. */
  readonly rest: readonly Filter[];
}

const EVERYTHING: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** Splits a group into its ranges and the rest. */
export function spanGroup(type: ObjectType, filters: readonly Filter[]): GroupSpan {
  let modified = EVERYTHING;
  let ids = EVERYTHING;
  const rest: Filter[] = [];
  for (const filter of filters) {
    const isModified = filter.propertyName === type.modifiedProperty;
    const isId = filter.propertyName === 'hs_object_id';
    const span = isModified ? spanOf(filter, readMoment) : isId ? spanOf(filter, readNumber) : null;
    if (span === null) rest.push(filter);
    else if (isModified) modified = intersect(modified, span);
    else ids = intersect(ids, span);
  }
  return { modified, ids, rest };
}

/** Whether a value lies within. */
export function isWithin(span: Span, value: number): boolean {
  return value >= span.from && value <= span.to;
}

function intersect(a: Span, b: Span): Span {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

function readNumber(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** Ids and times are whole numbers, so an open bound is the next whole number. */
function spanOf(filter: Filter, read: (text: string) => number | null): Span | null {
  const value = filter.value === undefined ? null : read(filter.value);
  if (value === null) return null;
  switch (filter.operator) {
    case 'GT':
      return { from: value + 1, to: EVERYTHING.to };
    case 'GTE':
      return { from: value, to: EVERYTHING.to };
    case 'LT':
      return { from: EVERYTHING.from, to: value - 1 };
    case 'LTE':
      return { from: EVERYTHING.from, to: value };
    case 'EQ':
      return { from: value, to: value };
    case 'BETWEEN': {
      const high = filter.highValue === undefined ? null : read(filter.highValue);
      return high === null ? null : { from: value, to: high };
    }
    default:
      return null;
  }
}
