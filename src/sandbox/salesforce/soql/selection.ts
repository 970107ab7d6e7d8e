import type { Org } from '../org.ts';
import { isCompound } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Row } from '../value.ts';
import type { Path, Query } from './ast.ts';
import { parentRow } from './parent-row.ts';
import { type ResolvedPath, resolvePath, type Step } from './resolve.ts';
import { soqlError } from './soql-error.ts';
import { compileSubquery } from './subquery.ts';

/** Makes the JSON of a row; `base` is `/services/data/v67.0`. */
export type Render = (row: Row, base: string) => Record<string, unknown>;

/** A member of a rendered row: a field, a parent with its own members, or a list of children. */
type Members = Map<
  string,
  { readonly path: ResolvedPath } | { readonly step: Step; readonly members: Members } | Render
>;

/** Salesforce: FIELDS(ALL) and FIELDS(CUSTOM) need a LIMIT of at most 200. */
const MAX_FIELDS_ROWS = 200;

/** The fields of a SELECT, FIELDS() spelled out, in their order; twice the same is refused. */
export function selectedPaths(org: Org, object: ObjectDefinition, query: Query): readonly ResolvedPath[] {
  const paths: ResolvedPath[] = [];
  const names = new Set<string>();
  const add = (asked: Path) => {
    const path = resolvePath(org, object, asked, query.text);
    const name = [...path.steps.map((step) => step.relationship), path.field.name].join('.');
    if (names.has(name)) throw soqlError('INVALID_FIELD', query.text, asked.at, `duplicate field selected: ${name}`);
    names.add(name);
    paths.push(path);
  };
  for (const selected of query.select) {
    if (selected.kind === 'field') add(selected.path);
    if (selected.kind !== 'fields') continue;
    checkFieldsLimit(query, selected.which, selected.at);
    const fields = org.access.visibleFields(object).filter(({ custom }) => {
      return selected.which === 'ALL' || custom === (selected.which === 'CUSTOM');
    });
    for (const field of fields) if (!isCompound(field)) add({ names: [field.name], at: selected.at });
  }
  return paths;
}

function checkFieldsLimit(query: Query, which: string, at: number): void {
  if (which === 'STANDARD' || (query.limit !== null && query.limit <= MAX_FIELDS_ROWS)) return;
  const message = `The SOQL FIELDS function must have a LIMIT of at most ${MAX_FIELDS_ROWS}`;
  throw soqlError('MALFORMED_QUERY', query.text, at, message);
}

/** Prepares the rendering of a query's rows. */
export function compileSelection(org: Org, object: ObjectDefinition, query: Query): Render {
  const members: Members = new Map();
  for (const path of selectedPaths(org, object, query)) addMember(members, path, path.steps);
  for (const selected of query.select) {
    if (selected.kind !== 'subquery') continue;
    const { name, render } = compileSubquery(org, object, selected.query, compileSelection);
    members.set(name, render);
  }
  return (row, base) => renderRow(org, members, row, base);
}

function addMember(members: Members, path: ResolvedPath, steps: readonly Step[]): void {
  const [step, ...rest] = steps;
  if (step === undefined) {
    members.set(path.field.name, { path });
    return;
  }
  const known = members.get(step.relationship);
  const nested: Members = known !== undefined && 'members' in known ? known.members : new Map();
  members.set(step.relationship, { step, members: nested });
  addMember(nested, path, rest);
}

function renderRow(org: Org, members: Members, row: Row, base: string): Record<string, unknown> {
  const result: Record<string, unknown> = { attributes: attributesOf(row, base) };
  for (const [name, member] of members) {
    if (typeof member === 'function') result[name] = member(row, base);
    else if ('path' in member) result[name] = row.read(member.path.field.name);
    else {
      const parent = parentRow(org, row.read(member.step.field), member.step.target);
      result[name] = parent === null ? null : renderRow(org, member.members, parent, base);
    }
  }
  return result;
}

/** `attributes` of a row: its object and address. */
export function attributesOf(row: Row, base: string): Record<string, string> {
  const object = 'type' in row && typeof row.type === 'string' ? row.type : row.object;
  return { type: row.object, url: `${base}/sobjects/${object}/${row.id}` };
}
