import type { Rule } from '../src/model/rule.ts';
import * as registry from './registry.ts';

export { rulesets } from './generated/rulesets.ts';

/** All built-in rules, by id. */
export const rules: readonly Rule[] = Object.values(registry).sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1));
