import type { Rule, RuleId, RulesetName } from '../src/model/rule.ts';
import * as registry from './registry.ts';

/** All built-in rules, by id. */
export const rules: readonly Rule[] = Object.values(registry).sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1));

/** The ids of the rules in a built-in ruleset; `strict` is `recommended` and more. */
export function ruleset(name: RulesetName): readonly RuleId[] {
  const includes: readonly RulesetName[] = name === 'strict' ? ['strict', 'recommended'] : [name];
  return rules.filter((rule) => rule.meta.sets.some((set) => includes.includes(set))).map((rule) => rule.meta.id);
}
