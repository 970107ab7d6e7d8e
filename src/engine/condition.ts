import type { Condition, Scope } from '../model/agreement.ts';
import { emailDomain } from '../model/dictionary.ts';
import type { CrmRecord, Field } from '../model/record.ts';

/** Three-valued truth (Kleene): what is not known never counts as a no. */
export type Truth = boolean | 'unknown';

function fold(text: string): string {
  return text.trim().toLowerCase();
}

/** What stands after the last @ of the email; an email without one is as invalid as the domain. */
function emailDomainOf(record: CrmRecord): Field | undefined {
  const email = record.fields.email;
  if (email?.is !== 'value') return email;
  const text = String(email.value).trim();
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1).toLowerCase();
  return at < 0 || domain === '' ? { is: 'invalid', raw: email.raw } : { is: 'value', value: domain, raw: email.raw };
}

/** The texts a value is compared by: numbers and yes/no as conditions write them, each item of a list; none for times. */
function textsOf(value: (Field & { readonly is: 'value' })['value']): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return 'ms' in value ? [] : value.filter((item) => typeof item === 'string');
}

function isOneOf(value: (Field & { readonly is: 'value' })['value'], wanted: readonly string[]): boolean {
  if (typeof value === 'number') return wanted.some((text) => Number(text) === value);
  const folded = wanted.map(fold);
  return textsOf(value).some((text) => folded.includes(fold(text)));
}

function holds(
  condition: Condition & { readonly is: Exclude<Condition['is'], 'filled'> },
  field: Field & { readonly is: 'value' },
): boolean {
  if (condition.is === 'one of') return isOneOf(field.value, condition.values);
  const wanted = fold(condition.text);
  return textsOf(field.value).some((value) => {
    const text = fold(value);
    if (condition.is === 'contains') return text.includes(wanted);
    return condition.is === 'starts with' ? text.startsWith(wanted) : text.endsWith(wanted);
  });
}

/**
 * Whether a condition holds for a record. An empty field fulfils no comparison, so its negation
 * is true; an invalid value decides no comparison, because its own rule owns that fault.
 */
export function evaluateCondition(condition: Condition, record: CrmRecord): Truth {
  const field = condition.field === emailDomain.name ? emailDomainOf(record) : record.fields[condition.field];
  if (field === undefined || field.is === 'unknown') return 'unknown';
  if (condition.is === 'filled') return (field.is !== 'empty') !== condition.not;
  if (field.is === 'invalid') return 'unknown';
  return (field.is === 'value' && holds(condition, field)) !== condition.not;
}

/** Whether a record is looked at: all of `when` and none of `unless`; what is not known leaves it in. */
export function isInScope(scope: Scope, record: CrmRecord): boolean {
  return (
    scope.when.every((condition) => evaluateCondition(condition, record) !== false) &&
    scope.unless.every((condition) => evaluateCondition(condition, record) !== true)
  );
}
