import { setImmediate as yieldTurn } from 'node:timers/promises';
import type { Org } from '../org.ts';
import { isSortable } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Table } from '../tables/table.ts';
import type { Row } from '../value.ts';
import type { Order, Query } from './ast.ts';
import { narrow } from './narrow.ts';
import { compileCondition, type Predicate, type Scope } from './predicate.ts';
import { resolvePath } from './resolve.ts';
import { soqlError } from './soql-error.ts';

const ROWS_PER_TURN = 2_000;

/** A query whose names were all found. */
export interface Plan {
  readonly query: Query;
  readonly object: ObjectDefinition;
  /** Null where every row is wanted. */
  readonly predicate: Predicate | null;
  /** A comparison of rows, or null where the table's own order will do. */
  readonly keys: ((row: Row) => readonly SortKey[]) | null;
  readonly byModification: boolean;
}

type SortKey = string | number | boolean | null;

/** Checks conditions and order of a query. */
export function planQuery(scope: Scope, query: Query): Plan {
  const { org, object } = scope;
  const predicate = query.where === null ? null : compileCondition(scope, query.where);
  const byModification = org.storeOf(object.name) !== null && isModificationOrder(query.orderBy);
  const natural = query.orderBy.length === 0 || byModification || isIdOrder(org, object, query.orderBy);
  for (const order of query.orderBy) checkOrder(scope, order);
  return { query, object, predicate, keys: natural ? null : sortKeys(scope, query.orderBy), byModification };
}

/** Numbers of the rows a query finds, in its order, with LIMIT and OFFSET; other calls have their turn in between. */
export async function findRefs(plan: Plan, table: Table, withDeleted: boolean): Promise<number[]> {
  const { query, predicate, keys } = plan;
  const wanted = query.limit === null ? Number.POSITIVE_INFINITY : query.offset + query.limit;
  const found: number[] = [];
  const sorted: { readonly ref: number; readonly keys: readonly SortKey[] }[] = [];
  let seen = 0;
  for (const ref of table.refs(narrow(query.where), plan.byModification)) {
    if (keys === null && found.length >= wanted) break;
    seen += 1;
    if (seen % ROWS_PER_TURN === 0) await yieldTurn();
    if (!withDeleted && table.isDeleted(ref)) continue;
    if (keys === null && predicate === null) {
      found.push(ref);
      continue;
    }
    const row = table.at(ref);
    if (predicate !== null && !predicate(row)) continue;
    if (keys === null) found.push(ref);
    else sorted.push({ ref, keys: keys(row) });
  }
  if (keys === null) return found.slice(query.offset, wanted);
  sorted.sort((a, b) => compareAll(a.keys, b.keys, query.orderBy) || a.ref - b.ref);
  return sorted.slice(query.offset, wanted).map(({ ref }) => ref);
}

function isModificationOrder(orderBy: readonly Order[]): boolean {
  const [first, second, ...rest] = orderBy.map((order) =>
    order.descending ? '' : order.path.names.join('.').toLowerCase(),
  );
  const isTime = first === 'systemmodstamp' || first === 'lastmodifieddate';
  return isTime && rest.length === 0 && (second === undefined || second === 'id');
}

/** Rows of objects with records lie in id order. */
function isIdOrder(org: Org, object: ObjectDefinition, orderBy: readonly Order[]): boolean {
  const [first] = orderBy;
  const isId = first?.path.names.join('.').toLowerCase() === 'id' && !first.descending;
  return isId && org.childrenOf(object.name) === null;
}

function checkOrder({ org, object, text }: Scope, { path: asked }: Order): void {
  const path = resolvePath(org, object, asked, text);
  if (isSortable(path.field)) return;
  throw soqlError('INVALID_FIELD', text, asked.at, `field '${path.field.name}' can not be sorted in a query call`);
}

function sortKeys({ org, object, text }: Scope, orderBy: readonly Order[]): (row: Row) => readonly SortKey[] {
  const paths = orderBy.map((order) => resolvePath(org, object, order.path, text));
  return (row) =>
    paths.map((path) => {
      if (path.field.type === 'datetime') return path.time(row);
      const value = path.read(row);
      if (value === null || typeof value === 'object') return null;
      const isExact = path.field.type === 'id' || path.field.type === 'reference';
      return typeof value === 'string' && !isExact ? value.toLowerCase() : value;
    });
}

/** The order of two rows by their keys. */
export function compareAll(a: readonly SortKey[], b: readonly SortKey[], orderBy: readonly Order[]): number {
  for (const [place, order] of orderBy.entries()) {
    const compared = compareKeys(a[place] ?? null, b[place] ?? null, order);
    if (compared !== 0) return compared;
  }
  return 0;
}

function compareKeys(a: SortKey, b: SortKey, { descending, nullsFirst }: Order): number {
  if (a === b) return 0;
  if (a === null || b === null) return (a === null) === nullsFirst ? -1 : 1;
  return a < b !== descending ? -1 : 1;
}
