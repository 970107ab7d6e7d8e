import type { Org } from '../org.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Compound, Row, Value } from '../value.ts';
import type { Path } from './ast.ts';
import { parentRow } from './parent-row.ts';
import { soqlError } from './soql-error.ts';

/** One step to a parent: the reference field and what rows it leads to. */
export interface Step {
  readonly relationship: string;
  readonly field: string;
  /** The object whose fields are read there; `Name` where the reference may lead to several. */
  readonly target: ObjectDefinition;
}

/** A field that queries may name, with the way to it. */
export interface ResolvedPath {
  readonly steps: readonly Step[];
  readonly field: Field;
  read(row: Row): Value | Compound;
  time(row: Row): number | null;
}

/** Finds the field of a path, or throws what Salesforce answers to one that is not there or not to be seen. */
export function resolvePath(org: Org, object: ObjectDefinition, path: Path, query: string): ResolvedPath {
  const names = path.names[0]?.toLowerCase() === object.name.toLowerCase() ? path.names.slice(1) : path.names;
  const steps: Step[] = [];
  let current = object;
  for (const name of names.slice(0, -1)) {
    const step = findStep(org, current, name);
    if (step === null) {
      const message = `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
      throw soqlError('INVALID_FIELD', query, path.at, message);
    }
    steps.push(step);
    current = step.target;
  }
  const field = org.access.findField(current, names.at(-1) ?? '');
  if (field === null) throw noSuchColumn(names.at(-1) ?? '', current, query, path.at);
  return makePath(org, steps, field);
}

function makePath(org: Org, steps: readonly Step[], field: Field): ResolvedPath {
  const follow = (row: Row): Row | null => {
    let current: Row | null = row;
    for (const step of steps) current = current === null ? null : parentRow(org, current.read(step.field), step.target);
    return current;
  };
  if (steps.length === 0) {
    return { steps, field, read: (row) => row.read(field.name), time: (row) => row.time(field.name) };
  }
  return {
    steps,
    field,
    read: (row) => follow(row)?.read(field.name) ?? null,
    time: (row) => follow(row)?.time(field.name) ?? null,
  };
}

function findStep(org: Org, object: ObjectDefinition, relationship: string): Step | null {
  const wanted = relationship.toLowerCase();
  const field = org.access.visibleFields(object).find((each) => each.relationshipName?.toLowerCase() === wanted);
  if (field === undefined || field.relationshipName === null) return null;
  const target = org.schema.find(field.referenceTo.length > 1 ? 'Name' : (field.referenceTo[0] ?? ''));
  return target === null ? null : { relationship: field.relationshipName, field: field.name, target };
}

/** Salesforce's answer to a field that is not there, or that the user may not read. */
export function noSuchColumn(name: string, object: ObjectDefinition, query: string, at: number) {
  const message = `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  return soqlError('INVALID_FIELD', query, at, message);
}

/** The object of FROM, or Salesforce's answer to one that is not there. */
export function resolveObject(org: Org, from: { readonly name: string; readonly at: number }, query: string) {
  const object = org.schema.find(from.name);
  if (object?.queryable) return object;
  const message = `sObject type '${from.name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  throw soqlError('INVALID_TYPE', query, from.at, message);
}
