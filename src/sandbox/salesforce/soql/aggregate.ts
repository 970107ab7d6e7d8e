import type { Compound, Row, Value } from '../value.ts';
import type { AggregateName, Query, Selected } from './ast.ts';
import { compareAll } from './find-refs.ts';
import type { Scope } from './predicate.ts';
import { type ResolvedPath, resolvePath } from './resolve.ts';
import { soqlError } from './soql-error.ts';

/** Whether a query gives groups instead of rows. */
export function isAggregate(query: Query): boolean {
  return query.groupBy.length > 0 || query.select.some(({ kind }) => kind === 'aggregate');
}

interface Column {
  readonly name: string;
  readonly aggregate: AggregateName | null;
  readonly path: ResolvedPath;
}

/** Groups rows and computes what was selected of each group; the members are named as Salesforce names them (`expr0`). */
export function aggregateRows(scope: Scope, query: Query, rows: Iterable<Row>): Record<string, unknown>[] {
  const columns = nameColumns(scope, query);
  const keys = query.groupBy.map((path) => resolvePath(scope.org, scope.object, path, query.text));
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((path) => path.read(row)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  if (keys.length === 0 && groups.size === 0) groups.set('', []);
  const results = [...groups.values()].map((group) => ({
    keys: query.orderBy.map((order) => {
      const path = resolvePath(scope.org, scope.object, order.path, query.text);
      return asKey(compute(order.aggregate, path, group));
    }),
    result: Object.fromEntries([
      ['attributes', { type: 'AggregateResult' }],
      ...columns.map(({ name, aggregate, path }) => [name, compute(aggregate, path, group)] as const),
    ]),
  }));
  results.sort((a, b) => compareAll(a.keys, b.keys, query.orderBy));
  const end = query.limit === null ? undefined : query.offset + query.limit;
  return results.slice(query.offset, end).map(({ result }) => result);
}

function asKey(value: Value | Compound): Value {
  return typeof value === 'object' ? null : value;
}

function nameColumns(scope: Scope, query: Query): Column[] {
  const grouped = new Set(query.groupBy.map((path) => path.names.join('.').toLowerCase()));
  let unnamed = 0;
  return query.select.map((selected) => {
    const { aggregate, asked, alias } = readColumn(scope, selected);
    const path = resolvePath(scope.org, scope.object, asked, query.text);
    if (aggregate === null && !grouped.has(asked.names.join('.').toLowerCase())) {
      const message = `Field must be grouped or aggregated: ${path.field.name}`;
      throw soqlError('MALFORMED_QUERY', query.text, asked.at, message);
    }
    if (alias !== null) return { name: alias, aggregate, path };
    if (aggregate === null) return { name: path.field.name, aggregate, path };
    unnamed += 1;
    return { name: `expr${unnamed - 1}`, aggregate, path };
  });
}

function readColumn(scope: Scope, selected: Selected) {
  if (selected.kind === 'field') return { aggregate: null, asked: selected.path, alias: selected.alias };
  if (selected.kind === 'aggregate') return { aggregate: selected.name, asked: selected.path, alias: selected.alias };
  throw soqlError('MALFORMED_QUERY', scope.text, selected.at, 'Grouped query cannot select this');
}

function compute(aggregate: AggregateName | null, path: ResolvedPath, rows: readonly Row[]): Value | Compound {
  if (aggregate === null) return rows[0] === undefined ? null : path.read(rows[0]);
  const values = rows
    .map((row) => path.read(row))
    .filter((value): value is string | number | boolean => {
      return value !== null && typeof value !== 'object';
    });
  switch (aggregate) {
    case 'COUNT':
      return values.length;
    case 'COUNT_DISTINCT':
      return new Set(values).size;
    case 'SUM':
      return values.length === 0 ? null : sum(values);
    case 'AVG':
      return values.length === 0 ? null : sum(values) / values.length;
    case 'MIN':
      return values.reduce<Value>((least, value) => (least === null || value < least ? value : least), null);
    case 'MAX':
      return values.reduce<Value>((most, value) => (most === null || value > most ? value : most), null);
  }
}

/** Rounded, as decimals of money do not add up in binary. */
function sum(values: readonly (string | number | boolean)[]): number {
  const total = values.reduce<number>((before, value) => before + Number(value), 0);
  return Math.round(total * 1e6) / 1e6;
}
