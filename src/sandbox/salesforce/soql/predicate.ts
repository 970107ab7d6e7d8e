import type { Org } from '../org.ts';
import { isFilterable } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Row } from '../value.ts';
import type { Condition, Query } from './ast.ts';
import { compileComparison, compileMembership } from './comparison.ts';
import { type ResolvedPath, resolvePath } from './resolve.ts';
import { soqlError } from './soql-error.ts';

/** Whether a row meets a condition. SOQL has two truth values: what is not met is false, and NOT turns it round. */
export type Predicate = (row: Row) => boolean;

/** What conditions are compiled with. */
export interface Scope {
  readonly org: Org;
  readonly object: ObjectDefinition;
  readonly text: string;
  /** The values that inner queries gave, in lower case. */
  readonly inner: ReadonlyMap<Query, ReadonlySet<string>>;
}

/** Makes a predicate of a condition; throws where a field is unknown or a value of the wrong kind. */
export function compileCondition(scope: Scope, condition: Condition): Predicate {
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map((part) => compileCondition(scope, part));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = condition.parts.map((part) => compileCondition(scope, part));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compileCondition(scope, condition.part);
      return (row) => !part(row);
    }
    default:
      return compileSimple(scope, condition);
  }
}

type Simple = Exclude<Condition, { readonly kind: 'and' | 'or' | 'not' }>;

function compileSimple(scope: Scope, condition: Simple): Predicate {
  const path = filterable(scope, condition.path);
  switch (condition.kind) {
    case 'compare':
      return compileComparison(scope, path, condition.operator, condition.value);
    case 'in': {
      const among = compileMembership(scope, path, condition.values);
      return condition.negated ? (row) => !among(row) : among;
    }
    case 'within': {
      const values = scope.inner.get(condition.query) ?? new Set();
      const among = (row: Row) => values.has(String(path.read(row) ?? '').toLowerCase());
      return condition.negated ? (row) => !among(row) : among;
    }
    case 'includes':
      return compileIncludes(scope, path, condition);
  }
}

function filterable(scope: Scope, asked: Simple['path']): ResolvedPath {
  const path = resolvePath(scope.org, scope.object, asked, scope.text);
  if (isFilterable(path.field)) return path;
  const message = `field '${path.field.name}' can not be filtered in a query call`;
  throw soqlError('INVALID_FIELD', scope.text, asked.at, message);
}

/** `INCLUDES('A;B','C')`: A and B together, or C. EXCLUDES is true of empty fields too. */
function compileIncludes(
  scope: Scope,
  path: ResolvedPath,
  { values, negated, path: asked }: Extract<Condition, { kind: 'includes' }>,
): Predicate {
  if (path.field.type !== 'multipicklist') {
    throw soqlError(
      'INVALID_QUERY_FILTER_OPERATOR',
      scope.text,
      asked.at,
      'includes operator is valid only on multipicklist field',
    );
  }
  const wanted = values.map((value) => value.text.toLowerCase().split(';'));
  const includes = (row: Row) => {
    const held = String(path.read(row) ?? '')
      .toLowerCase()
      .split(';');
    return wanted.some((together) => together.every((one) => held.includes(one)));
  };
  return negated ? (row) => !includes(row) : includes;
}
