import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { rules, ruleset } from '../../rules/index.ts';
import {
  type Dimension,
  familyObjects,
  familyOf,
  flagOf,
  type Half,
  type RuleId,
  type RulesetName,
  type Severity,
} from '../../src/model/rule.ts';

const root = join(import.meta.dirname, '../../rules');
const families = ['person', 'lead', 'company', 'deal'] as const;

/** The rows of the catalogue that are built: half, dimension, severity, rulesets. */
const catalogue: Readonly<Record<string, readonly [Half, Dimension, Severity, ...RulesetName[]]>> = {
  'company/contacts-missing': ['data', 'completeness', 'medium', 'recommended'],
  'company/crm-drift': ['data', 'consistency', 'medium', 'recommended'],
  'company/domain-missing': ['data', 'completeness', 'high', 'recommended'],
  'company/industry-missing': ['data', 'completeness', 'low', 'recommended'],
  'company/owner-missing': ['data', 'completeness', 'low', 'recommended'],
  'deal/amount-missing': ['data', 'completeness', 'high', 'recommended'],
  'deal/close-date-missing': ['data', 'completeness', 'high', 'recommended'],
  'deal/close-date-past': ['stage', 'stage', 'high', 'recommended'],
  'deal/company-missing': ['data', 'completeness', 'medium', 'recommended'],
  'deal/contact-missing': ['data', 'completeness', 'high', 'recommended'],
  'deal/crm-drift': ['data', 'consistency', 'medium', 'recommended'],
  'deal/inactive': ['stage', 'stage', 'medium', 'recommended'],
  'deal/next-step-missing': ['stage', 'stage', 'medium', 'recommended'],
  'deal/owner-inactive': ['data', 'consistency', 'high', 'recommended'],
  'deal/owner-missing': ['data', 'completeness', 'high', 'recommended'],
  'deal/stage-aging': ['stage', 'stage', 'high', 'recommended'],
  'deal/stage-fields-missing': ['data', 'completeness', 'medium', 'recommended'],
  'lead/unassigned': ['stage', 'stage', 'high', 'recommended'],
  'person/company-missing': ['data', 'completeness', 'low', 'recommended'],
  'person/crm-drift': ['data', 'consistency', 'medium', 'recommended'],
  'person/email-free-mail': ['data', 'validity', 'low', 'recommended'],
  'person/email-invalid': ['data', 'validity', 'high', 'recommended'],
  'person/email-missing': ['data', 'completeness', 'medium', 'recommended'],
  'person/email-placeholder': ['data', 'validity', 'high', 'recommended'],
  'person/email-role': ['data', 'validity', 'low', 'recommended'],
  'person/lifecycle-missing': ['data', 'completeness', 'medium', 'recommended'],
  'person/name-missing': ['data', 'completeness', 'medium', 'recommended'],
  'person/name-placeholder': ['data', 'validity', 'medium', 'recommended'],
  'person/owner-inactive': ['data', 'consistency', 'high', 'recommended'],
  'person/owner-missing': ['data', 'completeness', 'medium', 'recommended'],
  'person/phone-invalid': ['data', 'validity', 'low', 'recommended'],
  'person/stale': ['data', 'timeliness', 'medium', 'recommended'],
  'person/unreachable': ['data', 'completeness', 'critical', 'recommended'],
};

/** Who owns a shared failure, as far as the owners are built. */
const owners: Readonly<Record<string, readonly string[]>> = {
  'person/email-missing': ['person/unreachable', 'person/email-placeholder'],
  'person/owner-missing': ['lead/unassigned'],
  'person/email-placeholder': ['person/unreachable'],
  'person/email-invalid': ['person/email-placeholder'],
  'person/email-role': ['person/email-invalid', 'person/email-placeholder'],
  'person/email-free-mail': ['person/email-invalid', 'person/email-placeholder', 'person/email-role'],
  'person/name-missing': ['person/name-placeholder'],
  'person/phone-invalid': ['person/unreachable'],
};

function filesOf(suffix: string): readonly string[] {
  return families
    .flatMap((family) => {
      const names = readdirSync(root, { withFileTypes: true }).some((entry) => entry.name === family)
        ? readdirSync(join(root, family))
        : [];
      return names.filter((name) => name.endsWith(suffix)).map((name) => `${family}/${name.slice(0, -suffix.length)}`);
    })
    .sort();
}

const ids = rules.map((rule) => rule.meta.id as string);
const byId = new Map(rules.map((rule) => [rule.meta.id as string, rule]));

test('every rule file is registered under its path, and nothing else is', () => {
  const files = filesOf('.ts').filter((id) => !id.endsWith('.test'));
  expect([...ids].sort()).toEqual(files);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every rule has its test beside it', () => {
  expect(filesOf('.test.ts')).toEqual([...ids].sort());
});

test('each registry line names a rule by its family and problem', () => {
  const lines = readFileSync(join(root, 'registry.ts'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('export'));
  expect(lines).toEqual(
    [...ids].sort().map((id) => {
      const pascal = (text: string): string =>
        text.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
      const [family, problem] = id.split('/') as [string, string];
      const name = pascal(problem);
      const own = name.charAt(0).toLowerCase() + name.slice(1);
      return `export { ${own} as ${family}${name} } from './${id}.ts';`;
    }),
  );
});

test('rules are what the catalogue says', () => {
  const built = Object.fromEntries(
    rules.map(({ meta }) => [meta.id, [meta.half, meta.dimension, meta.severity, ...meta.sets]]),
  );
  expect(built).toEqual(catalogue);
});

test('rules yield to the owners of shared failures, without a circle', () => {
  const yields = Object.fromEntries(rules.map(({ meta }) => [meta.id, meta.yieldsTo]));
  expect(Object.fromEntries(Object.entries(yields).filter(([, to]) => to.length > 0))).toEqual(owners);
  const visit = (id: string, path: readonly string[]): void => {
    expect(path).not.toContain(id);
    expect(byId.has(id)).toBe(true);
    for (const owner of byId.get(id)?.meta.yieldsTo ?? []) visit(owner, [...path, id]);
  };
  for (const id of ids) visit(id, []);
});

test('only stage-fields-missing yields field by field', () => {
  expect(rules.filter((rule) => rule.meta.yieldsPerField).map((rule) => rule.meta.id)).toEqual([
    'deal/stage-fields-missing',
  ]);
});

test('completeness rules spare records of the first seven days, others do not', () => {
  for (const { meta } of rules) {
    const { grace } = meta.options.parse({}) as { grace?: unknown };
    if (meta.dimension === 'completeness') expect([meta.id, grace]).toEqual([meta.id, { unit: 'day', count: 7 }]);
    else if (meta.id !== 'deal/close-date-past') expect([meta.id, grace]).toEqual([meta.id, undefined]);
  }
});

test('options have the agreed defaults and refuse what they do not know', () => {
  const defaults = (id: RuleId): unknown => byId.get(id)?.meta.options.parse({});
  const days = (count: number) => ({ unit: 'day', count });
  expect(defaults('person/stale')).toEqual({ limit: { unit: 'month', count: 12 } });
  expect(defaults('deal/stage-aging')).toEqual({ limit: days(60) });
  expect(defaults('deal/inactive')).toEqual({ limit: days(14), firstStageLimit: days(30) });
  expect(defaults('deal/next-step-missing')).toEqual({ limit: days(30) });
  expect(defaults('deal/close-date-past')).toEqual({ grace: days(0) });
  expect(defaults('company/contacts-missing')).toEqual({ grace: days(7), after: days(90) });
  expect(defaults('person/email-role')).toEqual({ also: [], allow: [] });
  for (const { meta } of rules) expect(meta.options.safeParse({ noSuchOption: 1 }).success).toBe(false);
});

test('a limit that is no duration is refused with examples', () => {
  const result = byId.get('deal/stage-aging')!.meta.options.safeParse({ limit: 'three weeks' });
  expect(result.error?.issues[0]?.message).toMatch(/"three weeks" is not a duration here. Examples: 21 days/);
});

test('flags are short and tell the rules of an object apart', () => {
  for (const object of ['contact', 'lead', 'company', 'deal'] as const) {
    const own = rules.filter((rule) => familyObjects[familyOf(rule.meta.id)].includes(object));
    expect(new Set(own.map((rule) => rule.meta.docs.flag)).size).toBe(own.length);
    expect(new Set(own.map((rule) => flagOf(rule.meta.id))).size).toBe(own.length);
  }
  for (const { meta } of rules) {
    const words = meta.docs.flag.split(' ').length;
    expect([meta.id, words >= 1 && words <= 4 && meta.docs.flag.length <= 30]).toEqual([meta.id, true]);
  }
});

test('remedies tell what to do, without numbers that change every night', () => {
  for (const { meta } of rules) {
    expect(meta.docs.remedy).toMatch(/^[A-Z][^\d]*\.$/);
    expect(meta.docs.summary).toMatch(/\.$/);
    expect(meta.docs.why).toMatch(/\.$/);
  }
});

test('each rule is shown by at least three examples of both kinds, on its own objects', () => {
  for (const { meta } of rules) {
    const { passes, fails } = meta.examples;
    expect([meta.id, passes.length >= 3, fails.length >= 3]).toEqual([meta.id, true, true]);
    const titles = [...passes, ...fails].map((example) => example.title);
    expect([meta.id, new Set(titles).size]).toEqual([meta.id, titles.length]);
    for (const { object } of [...passes, ...fails]) expect(familyObjects[familyOf(meta.id)]).toContain(object);
  }
});

test('the rulesets follow from the rules, and strict holds all of recommended', () => {
  expect(ruleset('recommended')).toEqual(Object.keys(catalogue));
  expect(ruleset('strict')).toEqual(expect.arrayContaining([...ruleset('recommended')]));
});
