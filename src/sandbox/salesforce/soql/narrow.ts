import { readId } from '../ids.ts';
import { readMoment } from '../value.ts';
import type { Condition } from './ast.ts';

/** A part of an object's rows outside of which a condition cannot be met; it saves looking at a million records. */
export interface Span {
  /** SystemModstamp, epoch ms, both included. */
  readonly from: number;
  readonly to: number;
  /** Ids at or above this one; empty for all. */
  readonly idFrom: string;
  /** Nothing but these ids, or null. */
  readonly ids: readonly string[] | null;
  /** Nothing but rows that hang on these records, or null. */
  readonly parents: readonly string[] | null;
}

const PARENTS: readonly string[] = ['opportunityid', 'contactid', 'leadid', 'whoid', 'whatid'];

/** All rows. */
export const EVERYTHING: Span = {
  from: Number.NEGATIVE_INFINITY,
  to: Number.POSITIVE_INFINITY,
  idFrom: '',
  ids: null,
  parents: null,
};

/** The span of a condition: AND cuts, OR joins, and of NOT nothing is known. */
export function narrow(condition: Condition | null): Span {
  switch (condition?.kind) {
    case 'and':
      return condition.parts.map(narrow).reduce(intersect);
    case 'or':
      return condition.parts.map(narrow).reduce(join);
    case 'compare':
      return narrowComparison(condition);
    case 'in': {
      const ids = condition.values.map((value) => (value.kind === 'string' ? readId(value.text) : null));
      if (condition.negated || ids.includes(null)) return EVERYTHING;
      return narrowIds(condition.path.names, ids as string[]);
    }
    default:
      return EVERYTHING;
  }
}

function narrowIds(names: readonly string[], ids: readonly string[]): Span {
  const name = names.length === 1 ? (names[0] as string).toLowerCase() : '';
  if (name === 'id') return { ...EVERYTHING, ids };
  return PARENTS.includes(name) ? { ...EVERYTHING, parents: ids } : EVERYTHING;
}

function narrowComparison({ path, operator, value }: Extract<Condition, { kind: 'compare' }>): Span {
  const name = path.names.length === 1 ? (path.names[0] as string).toLowerCase() : '';
  if (value.kind === 'datetime' && (name === 'systemmodstamp' || name === 'lastmodifieddate'))
    return narrowTime(operator, readMoment(value.text) ?? 0);
  const id = value.kind === 'string' ? readId(value.text) : null;
  if (id === null) return EVERYTHING;
  if (operator === '=') return narrowIds(path.names, [id]);
  return name === 'id' && (operator === '>' || operator === '>=') ? { ...EVERYTHING, idFrom: id } : EVERYTHING;
}

function narrowTime(operator: string, at: number): Span {
  switch (operator) {
    case '=':
      return { ...EVERYTHING, from: at, to: at };
    case '>':
    case '>=':
      return { ...EVERYTHING, from: at };
    case '<':
    case '<=':
      return { ...EVERYTHING, to: at };
    default:
      return EVERYTHING;
  }
}

function intersect(a: Span, b: Span): Span {
  return {
    from: Math.max(a.from, b.from),
    to: Math.min(a.to, b.to),
    idFrom: a.idFrom > b.idFrom ? a.idFrom : b.idFrom,
    ids: a.ids ?? b.ids,
    parents: a.parents ?? b.parents,
  };
}

function join(a: Span, b: Span): Span {
  return {
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    idFrom: a.idFrom < b.idFrom ? a.idFrom : b.idFrom,
    ids: a.ids === null || b.ids === null ? null : [...a.ids, ...b.ids],
    parents: a.parents === null || b.parents === null ? null : [...a.parents, ...b.parents],
  };
}
