import type { Org } from '../org.ts';
import type { SfRecord } from '../records/sf-record.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Row } from '../value.ts';
import type { Query } from './ast.ts';
import { compareAll, planQuery } from './find-refs.ts';
import type { Render } from './selection.ts';
import { soqlError } from './soql-error.ts';

/** Prepares the rendering of a child's own fields. */
export type CompileSelection = (org: Org, object: ObjectDefinition, query: Query) => Render;

/** The children a subquery names, rendered as the list Salesforce nests in the parent; null where there are none. */
export function compileSubquery(
  org: Org,
  parent: ObjectDefinition,
  query: Query,
  compileSelection: CompileSelection,
): { name: string; render: Render } {
  const wanted = query.from.name.toLowerCase();
  const relation = parent.children.find(({ relationshipName }) => relationshipName.toLowerCase() === wanted);
  const children = relation === undefined ? null : org.childrenOf(relation.childObject);
  if (relation === undefined || children === null) {
    const message = `Didn't understand relationship '${query.from.name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
    throw soqlError('INVALID_TYPE', query.text, query.from.at, message);
  }
  const object = org.schema.get(relation.childObject);
  const plan = planQuery({ org, object, text: query.text, inner: new Map() }, query);
  const renderChild = compileSelection(org, object, query);
  const render = (row: Row, base: string): Record<string, unknown> => {
    const rows = [...children.of(row as SfRecord)].filter(
      (child) =>
        !child.isDeleted && child.read(relation.field) === row.id && (plan.predicate === null || plan.predicate(child)),
    );
    const { keys } = plan;
    if (keys !== null) rows.sort((a, b) => compareAll(keys(a), keys(b), query.orderBy));
    const shown = rows.slice(query.offset, query.limit === null ? undefined : query.offset + query.limit);
    const records = shown.map((child) => renderChild(child, base));
    return { totalSize: records.length, done: true, records };
  };
  const orNull: Render = (row, base) => {
    const list = render(row, base);
    return (list.totalSize === 0 ? null : list) as Record<string, unknown>;
  };
  return { name: relation.relationshipName, render: orNull };
}
