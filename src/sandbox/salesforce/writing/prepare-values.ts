import type { Problem } from '../errors.ts';
import type { Org } from '../org.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Value, Values } from '../value.ts';
import { checkValue } from './check-value.ts';

/** The values of a write by exact field name, and what is wrong with them. */
export interface Prepared {
  readonly values: Values;
  readonly problems: readonly Problem[];
}

const NO_VALUES: readonly string[] = ['attributes', 'id'];

/** Checks what a row says against fields, permissions and types; `isNew` also asks for what a new record must have. */
export function prepareValues(
  org: Org,
  object: ObjectDefinition,
  input: Readonly<Record<string, unknown>>,
  isNew: boolean,
): Prepared {
  const named = Object.entries(input).filter(([name]) => !NO_VALUES.includes(name.toLowerCase()));
  const refused = refuseFields(
    org,
    object,
    named.map(([name]) => name),
    isNew,
  );
  if (refused !== null) return { values: {}, problems: [refused] };
  const values: Record<string, Value> = {};
  const problems: Problem[] = [];
  for (const [name, raw] of named) {
    const field = object.fields.get(name.toLowerCase()) as Field;
    const checked = checkValue(org, field, raw);
    if ('problem' in checked) problems.push(checked.problem);
    else values[field.name] = checked.value;
  }
  if (!isNew) return { values, problems: joinMissing(problems) };
  const missing = missingFields(object, values);
  return { values: { ...defaultsOf(object), ...values }, problems: joinMissing([...problems, ...missing]) };
}

function refuseFields(org: Org, object: ObjectDefinition, names: readonly string[], isNew: boolean): Problem | null {
  const unknown = names.find((name) => org.access.findField(object, name) === null);
  if (unknown !== undefined) {
    const message = `No such column '${unknown}' on sobject of type ${object.name}`;
    return { code: 'INVALID_FIELD', message, fields: null };
  }
  const closed = names.flatMap((name) => {
    const field = object.fields.get(name.toLowerCase()) as Field;
    const isOpen = (isNew ? field.createable : field.updateable) && org.access.mayEdit(object, field);
    return isOpen ? [] : [field.name];
  });
  if (closed.length === 0) return null;
  const message = `Unable to create/update fields: ${closed.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
  return { code: 'INVALID_FIELD_FOR_INSERT_UPDATE', message, fields: closed };
}

function missingFields(object: ObjectDefinition, values: Values): Problem[] {
  return [...object.fields.values()]
    .filter((field) => !field.nillable && field.createable && !field.defaultedOnCreate && field.type !== 'boolean')
    .filter((field) => (values[field.name] ?? null) === null)
    .map(({ name }) => ({
      code: 'REQUIRED_FIELD_MISSING',
      message: `Required fields are missing: [${name}]`,
      fields: [name],
    }));
}

/** Several missing fields are one problem. */
function joinMissing(problems: readonly Problem[]): Problem[] {
  const isMissing = ({ code }: Problem) => code === 'REQUIRED_FIELD_MISSING';
  const fields = [...new Set(problems.filter(isMissing).flatMap((problem) => problem.fields ?? []))];
  if (fields.length === 0) return [...problems];
  const message = `Required fields are missing: [${fields.join(', ')}]`;
  return [{ code: 'REQUIRED_FIELD_MISSING', message, fields }, ...problems.filter((problem) => !isMissing(problem))];
}

function defaultsOf(object: ObjectDefinition): Record<string, Value> {
  const fields = [...object.fields.values()].filter((field) => field.custom && field.defaultValue !== null);
  const choices = [...object.fields.values()].filter((field) => field.createable && !field.nillable && !field.custom);
  return {
    ...Object.fromEntries(fields.map((field) => [field.name, field.defaultValue])),
    ...Object.fromEntries(
      choices.flatMap((field) => {
        const chosen = field.picklist.find(({ isDefault }) => isDefault);
        return chosen === undefined ? [] : [[field.name, chosen.value] as const];
      }),
    ),
  };
}
