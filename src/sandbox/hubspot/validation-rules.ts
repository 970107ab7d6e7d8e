import { z } from 'zod';
import type { ObjectName } from './population/population.ts';
import type { ValueProblem } from './properties/check-value.ts';

/**
 * A rule an admin set for writes. `required`: new records need a value. `conditional`: a value is required as soon as the
 * property `basedOn` has one (or one of `values`). The others check the value itself, with HubSpot's rule types.
 */
export const validationRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('required'), object: objectField(), property: z.string().min(1) }),
  z.strictObject({
    kind: z.literal('conditional'),
    object: objectField(),
    property: z.string().min(1),
    basedOn: z.string().min(1),
    values: z.array(z.string()).optional(),
  }),
  z.strictObject({
    kind: z.literal('format'),
    object: objectField(),
    property: z.string().min(1),
    ruleType: z.enum(['MIN_LENGTH', 'MAX_LENGTH', 'MIN_NUMBER', 'MAX_NUMBER', 'ALPHANUMERIC', 'REGEX']),
    ruleArguments: z.array(z.string()).min(1),
  }),
]);

/** One rule as the sandbox is told it. */
export type ValidationRule = z.infer<typeof validationRuleSchema>;

function objectField() {
  return z.enum(['contacts', 'companies', 'deals']);
}

/** What a rule looks at: the record as it would be after the write. */
export interface Proposed {
  readonly isNew: boolean;
  /** Names that are being written. */
  readonly changed: readonly string[];
  value(name: string): string | null;
}

/** HubSpot 2026-09: admin rules refuse the whole record, also when the write touches other properties. */
export function checkRules(rules: readonly ValidationRule[], object: ObjectName, proposed: Proposed): ValueProblem[] {
  return rules.filter((rule) => rule.object === object).flatMap((rule) => checkRule(rule, proposed));
}

function checkRule(rule: ValidationRule, proposed: Proposed): ValueProblem[] {
  const { property } = rule;
  const value = proposed.value(property);
  switch (rule.kind) {
    case 'required': {
      if (!proposed.isNew || value !== null) return [];
      const message = `A value for ${property} must be provided`;
      return [{ property, code: 'MISSING_REQUIRED_PROPERTY', message, isRule: true }];
    }
    case 'conditional': {
      const base = proposed.value(rule.basedOn);
      const applies = base !== null && (rule.values === undefined || rule.values.includes(base));
      if (!applies || value !== null) return [];
      const message = `${property} is required because of a conditional property rule based on [${rule.basedOn}]`;
      return [{ property, code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY', message, isRule: true }];
    }
    case 'format': {
      if (!proposed.changed.includes(property) || value === null || meetsFormat(rule, value)) return [];
      const message = `Value for ${property} does not satisfy the rule ${rule.ruleType}(${rule.ruleArguments.join(', ')})`;
      return [{ property, code: `INVALID_${rule.ruleType}`, message, isRule: true }];
    }
  }
}

function meetsFormat(rule: Extract<ValidationRule, { kind: 'format' }>, value: string): boolean {
  const argument = rule.ruleArguments[0] as string;
  switch (rule.ruleType) {
    case 'MIN_LENGTH':
      return value.length >= Number(argument);
    case 'MAX_LENGTH':
      return value.length <= Number(argument);
    case 'MIN_NUMBER':
      return Number(value) >= Number(argument);
    case 'MAX_NUMBER':
      return Number(value) <= Number(argument);
    case 'ALPHANUMERIC':
      return (argument === 'NUMERIC_ONLY' ? /^\d*$/ : argument === 'ALPHA_ONLY' ? /^\p{L}*$/u : /^[\p{L}\d]*$/u).test(
        value,
      );
    case 'REGEX':
      return new RegExp(argument).test(value);
  }
}
