import { z } from 'zod';
import type { Problem } from './errors.ts';
import type { Compound, Value } from './value.ts';

const objectName = z.enum(['Lead', 'Contact', 'Account', 'Opportunity']);
const base = { object: objectName, field: z.string().min(1), message: z.string().min(1).optional() };

/**
 * A validation rule an admin set. Salesforce: it judges the whole record on every write, also where the write touches
 * other fields. `required`: the field must be filled; `conditional`: as soon as `basedOn` has one of `values`; `format`: a
 * filled value must match the regular expression.
 */
export const validationRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('required'), ...base }),
  z.strictObject({ kind: z.literal('conditional'), ...base, basedOn: z.string().min(1), values: z.array(z.string()) }),
  z.strictObject({
    kind: z.literal('format'),
    ...base,
    pattern: z.string().refine(isPattern, 'expected a regular expression'),
  }),
]);

/** One rule as the sandbox is told it. */
export type ValidationRule = z.infer<typeof validationRuleSchema>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** The problems of a record as it would be after the write; `read` gives its values. */
export function checkRules(
  rules: readonly ValidationRule[],
  object: string,
  read: (field: string) => Value | Compound,
): Problem[] {
  return rules
    .filter((rule) => rule.object === object && isBroken(rule, read))
    .map((rule) => ({
      code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message: rule.message ?? `${rule.field} is not as the company wants it`,
      fields: [rule.field],
    }));
}

function isBroken(rule: ValidationRule, read: (field: string) => Value | Compound): boolean {
  const value = read(rule.field);
  const isEmpty = value === null || value === '';
  switch (rule.kind) {
    case 'required':
      return isEmpty;
    case 'conditional':
      return isEmpty && rule.values.includes(String(read(rule.basedOn)));
    case 'format':
      return !isEmpty && !new RegExp(rule.pattern, 'u').test(String(value));
  }
}
