import { z } from 'zod';
import { type LoadContext, type Loaded, loadAgreement } from '../../../src/agreement/load.ts';
import type { Agreement } from '../../../src/model/agreement.ts';
import type { Manifest } from '../../../src/model/connector.ts';
import { durationOption } from '../../../src/model/duration.ts';
import {
  defineRule,
  pass,
  type Rule,
  type RuleId,
  type Ruleset,
  type RulesetName,
  type Severity,
} from '../../../src/model/rule.ts';

function rule(
  id: RuleId,
  severity: Severity,
  sets: readonly RulesetName[],
  options: z.ZodType = z.strictObject({}),
): Rule {
  return defineRule({
    meta: {
      id,
      half: 'data',
      dimension: 'completeness',
      severity,
      sets,
      yieldsTo: [],
      options,
      messages: {},
      docs: { summary: '', why: '', remedy: '', flag: '' },
      examples: { passes: [], fails: [] },
    },
    reads: () => ({ own: [], related: [] }),
    check: () => pass,
  });
}

/** Rules with every kind of option, under ids of the catalogue. */
export const rules: readonly Rule[] = [
  rule('person/unreachable', 'critical', ['recommended']),
  rule('person/email-missing', 'medium', ['recommended']),
  rule('person/email-free-mail', 'low', ['recommended']),
  rule('person/phone-invalid', 'low', ['recommended']),
  rule(
    'person/name-format',
    'low',
    ['strict'],
    z.strictObject({ allowed: z.array(z.string()).default([]) }).prefault({}),
  ),
  rule('deal/close-date-past', 'high', ['recommended'], z.strictObject({ grace: durationOption('0 days') })),
  rule('deal/next-step-missing', 'medium', ['recommended']),
  rule(
    'deal/stage-aging',
    'high',
    ['recommended'],
    z.strictObject({
      warnAfter: durationOption('60 days'),
      leastDeals: z.int().min(1).max(100).default(30),
      by: z.enum(['pipeline', 'stage']).default('stage'),
    }),
  ),
];

function pin(name: string, sets: readonly RulesetName[]): Ruleset {
  const listed = rules.filter(({ meta }) => meta.sets.some((set) => sets.includes(set)));
  return { name, severities: Object.fromEntries(listed.map(({ meta }) => [meta.id, meta.severity])) };
}

/** The rulesets of these rules. */
export const rulesets: readonly Ruleset[] = [
  pin('recommended@1', ['recommended']),
  pin('strict@1', ['recommended', 'strict']),
];

const capabilities = { write: true, provision: true, changedSince: true, links: true };
const secrets = { names: [], required: [] };

const hubspot: Manifest<unknown> = {
  name: 'hubspot',
  title: 'HubSpot',
  config: z.strictObject({ look_back: z.string().default('5 minutes') }),
  objects: { contacts: 'contact', companies: 'company', leads: 'lead', deals: 'deal' },
  secrets,
  capabilities,
};

const salesforce: Manifest<unknown> = {
  name: 'salesforce',
  title: 'Salesforce',
  config: z.strictObject({}),
  objects: { contacts: 'contact', accounts: 'company', leads: 'lead', opportunities: 'deal' },
  secrets,
  capabilities,
};

const column = z.string({
  error: (issue) => (issue.input === undefined ? 'is missing: expected a column' : 'expected a column'),
});

function refuseOthers(columns: Readonly<Record<string, string>>, ctx: z.RefinementCtx): void {
  for (const name of Object.keys(columns))
    if (!['email', 'phone'].includes(name))
      ctx.addIssue({ code: 'custom', path: [name], message: `"${name}" is no field` });
}

const file: Manifest<unknown> = {
  name: 'file',
  title: 'Files',
  config: z.strictObject({
    contacts: z.strictObject({
      file: z.string().min(1),
      id: column,
      columns: z.record(z.string(), column).superRefine(refuseOthers),
    }),
    rows: z.int().min(1).max(10).optional(),
  }),
  objects: { contacts: 'contact', deals: 'deal' },
  secrets,
  capabilities,
};

export const connectors: readonly Manifest<unknown>[] = [hubspot, salesforce, file];

/** The beginning of an agreement that is in order. Five lines: what a test adds begins on line 6. */
export const head = `version: 1
agreement: {name: Acme, timezone: Europe/Berlin, currency: EUR}
crms:
  main: {connector: hubspot, sync: [contacts, companies, deals]}
extends: [recommended@1]
`;

export function load(text: string, more: Partial<LoadContext> = {}): Loaded {
  return loadAgreement(text, { file: 'hygiene.yaml', rules, rulesets, connectors, ...more });
}

/** The agreement of a text that has no problem. */
export function agreementOf(text: string): Agreement {
  const loaded = load(text);
  if ('problems' in loaded)
    throw new Error(loaded.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return loaded.agreement;
}

/** Problems as `line:column [CODE] message`. */
export function problemsOf(text: string): readonly string[] {
  const loaded = load(text);
  const problems = 'problems' in loaded ? loaded.problems : [];
  return problems.map((problem) => `${problem.line}:${problem.column} [${problem.code}] ${problem.message}`);
}
