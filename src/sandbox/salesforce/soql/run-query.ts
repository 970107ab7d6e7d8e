import type { Org } from '../org.ts';
import { openTable } from '../tables/table.ts';
import type { Row } from '../value.ts';
import { aggregateRows, isAggregate } from './aggregate.ts';
import type { Condition, Query } from './ast.ts';
import { findRefs, type Plan, planQuery } from './find-refs.ts';
import type { Scope } from './predicate.ts';
import { resolveObject } from './resolve.ts';
import { compileSelection, type Render, selectedPaths } from './selection.ts';

/** What a query found: a number for COUNT(), groups, or rows to be rendered page by page. */
export type Found =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'groups'; readonly groups: readonly Record<string, unknown>[] }
  | { readonly kind: 'rows'; readonly rows: FoundRows };

/** Rows by number; they are read when a page is rendered. */
export interface FoundRows {
  readonly size: number;
  readonly render: Render;
  at(place: number): Row;
}

/** Runs a query; `withDeleted` is queryAll. */
export async function runQuery(org: Org, query: Query, withDeleted: boolean): Promise<Found> {
  const object = resolveObject(org, query.from, query.text);
  const scope: Scope = { org, object, text: query.text, inner: await runInner(org, query.where, withDeleted) };
  const table = openTable(org, object);
  if (isAggregate(query)) {
    const plan = planQuery(scope, { ...query, orderBy: [], limit: null, offset: 0 });
    const refs = await findRefs(plan, table, withDeleted);
    return { kind: 'groups', groups: aggregateRows(scope, query, readAll(refs, table.at)) };
  }
  const plan: Plan = planQuery(scope, query);
  const render = query.isCount ? null : compileSelection(org, object, query);
  const refs = await findRefs(plan, table, withDeleted);
  if (render === null) return { kind: 'count', count: refs.length };
  return { kind: 'rows', rows: { size: refs.length, render, at: (place) => table.at(refs[place] as number) } };
}

function* readAll(refs: readonly number[], at: (ref: number) => Row): Generator<Row> {
  for (const ref of refs) yield at(ref);
}

/** Runs the queries inside `IN (SELECT …)`. */
async function runInner(org: Org, condition: Condition | null, withDeleted: boolean) {
  const values = new Map<Query, ReadonlySet<string>>();
  for (const query of listInner(condition)) {
    const object = resolveObject(org, query.from, query.text);
    const [path] = selectedPaths(org, object, query);
    const found = await runQuery(org, query, withDeleted);
    const set = new Set<string>();
    for (let place = 0; found.kind === 'rows' && place < found.rows.size; place += 1) {
      const value = path?.read(found.rows.at(place)) ?? null;
      if (value !== null) set.add(String(value).toLowerCase());
    }
    values.set(query, set);
  }
  return values;
}

function listInner(condition: Condition | null): Query[] {
  switch (condition?.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(listInner);
    case 'not':
      return listInner(condition.part);
    case 'within':
      return [condition.query];
    default:
      return [];
  }
}
