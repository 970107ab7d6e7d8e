import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { rules, rulesets } from '../../rules/index.ts';
import { familyObjects, familyOf, flagOf, type RuleId } from '../../src/model/rule.ts';
import { catalogue } from './catalogue.ts';

const root = join(import.meta.dirname, '../../rules');
const families = ['person', 'lead', 'company', 'deal'] as const;

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
  const rows = new Map(
    catalogue.map(({ id, half, dimension, severity, set }) => [id, [half, dimension, severity, set]]),
  );
  for (const { meta } of rules)
    expect([meta.id, meta.half, meta.dimension, meta.severity, ...meta.sets]).toEqual([
      meta.id,
      ...(rows.get(meta.id) ?? ['is in no row of the catalogue']),
    ]);
});

test('the catalogue has every rule once, and names owners that it has', () => {
  expect(catalogue.length).toBe(82);
  const known = catalogue.map(({ id }) => id);
  expect(new Set(known).size).toBe(known.length);
  for (const { yieldsTo } of catalogue) expect(known).toEqual(expect.arrayContaining([...(yieldsTo ?? [])]));
});

test('rules yield to the owners of shared failures, as far as these are built, without a circle', () => {
  for (const { id, yieldsTo } of catalogue) {
    const rule = byId.get(id);
    if (rule === undefined || yieldsTo === null) continue;
    const built = yieldsTo.filter((owner) => byId.has(owner));
    expect([id, ...[...rule.meta.yieldsTo].sort()]).toEqual([id, ...built.sort()]);
  }
  const visit = (id: string, path: readonly string[]): void => {
    expect(path).not.toContain(id);
    expect(byId.has(id)).toBe(true);
    for (const owner of byId.get(id)?.meta.yieldsTo ?? []) visit(owner, [...path, id]);
  };
  for (const id of ids) visit(id, []);
});

test('rules about the fields that the agreement asks for yield field by field', () => {
  expect(rules.filter((rule) => rule.meta.yieldsPerField).map((rule) => rule.meta.id)).toEqual([
    'deal/stage-fields-missing',
    'person/definition-undecided',
    'person/hand-off-incomplete',
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

test('each ruleset pins what the catalogue says; strict holds all of recommended', () => {
  const severitiesIn = (...sets: readonly string[]) =>
    Object.fromEntries(catalogue.filter(({ set }) => sets.includes(set)).map(({ id, severity }) => [id, severity]));
  expect(rulesets.map(({ name }) => name)).toEqual(['recommended@1', 'strict@1']);
  const [recommended, strict] = rulesets;
  expect(recommended?.severities).toEqual(severitiesIn('recommended'));
  expect(strict?.severities).toEqual(severitiesIn('recommended', 'strict'));
});
