import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileProgram } from '../../src/engine/compile/program.ts';
import { sheetOf } from '../../src/engine/compile/sheet.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { openFrame } from '../../src/engine/frame.ts';
import { lazyFields } from '../../src/engine/lazy-fields.ts';
import { RecordView } from '../../src/engine/record-view.ts';
import { rulesFor } from '../../src/engine/ruleset.ts';
import { surroundingsOf } from '../../src/engine/surroundings.ts';
import type { Agreement, OwnRule } from '../../src/model/agreement.ts';
import type { Condition, FieldTest } from '../../src/model/condition.ts';
import type { FieldType } from '../../src/model/record.ts';
import { defineRule, fail, pass, type Rule, type RuleMeta } from '../../src/model/rule.ts';
import { agreementOf } from './kit/agreement.ts';
import { judgedAt } from './kit/arbitrary.ts';

const base = agreementOf('');

const poison = [
  '`);globalThis.hit=1;(`',
  "'];globalThis.hit=1;//",
  '\u2028globalThis.hit=1',
  '*/globalThis.hit=1/*',
  '__proto__',
  'constructor',
];
const hostile = fc.oneof(
  fc.constantFrom(...poison),
  fc.string({ minLength: 4 }).map((text) => `§${text}§`),
);

const anyHostile: fc.Arbitrary<Condition> = fc
  .record({
    field: hostile,
    value: hostile,
    not: fc.boolean(),
    kind: fc.constantFrom('texts', 'contains', 'list', 'matches', 'same', 'number', 'filled', 'times'),
  })
  .map(({ field, value, not, kind }) => {
    const tests: Record<string, [FieldType, FieldTest]> = {
      texts: [
        'text',
        { is: 'one of', match: { of: 'texts', values: { written: [value], bySource: { [value]: [value] } } } },
      ],
      contains: ['text', { is: 'contains', text: value }],
      list: ['text', { is: 'in list', list: value, values: [value] }],
      matches: ['text', { is: 'matches', pattern: value.replace(/[^a-zA-Z§]/g, '.'), ignoresCase: false }],
      same: ['text', { is: 'same as', other: { step: null, field: value, type: 'text' } }],
      number: ['number', { is: 'more than', amount: { value: 7, currency: value } }],
      filled: ['time', { is: 'filled' }],
      times: ['times', { is: 'in the past' }],
    };
    const [type, one] = tests[kind]!;
    return { ...one, subject: { step: null, field, type }, not };
  });

function ownRule(condition: Condition, words: string): OwnRule {
  return {
    id: `person/${words}`,
    severity: 'high',
    weight: null,
    half: 'data',
    dimension: 'validity',
    says: `${words} {${words}}`,
    fix: words,
    owner: words,
    grace: null,
    checks: { contact: { when: [condition], unless: [condition], check: [condition] } },
    exceptions: [{ where: { contact: [condition] }, reason: words, until: 40_000 }],
  };
}

test('no name, label or value of an agreement becomes program text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(anyHostile, hostile), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('raw' as const, 'fields' as const),
      (parts, form) => {
        const ownRules = parts.map(([condition, words]) => ownRule(condition, words));
        const agreement: Agreement = { ...base, currency: parts[0]![1], rules: [], ownRules };
        const frame = openFrame(agreement, judgedAt);
        const { surround } = surroundingsOf(
          agreement,
          { fields: {}, owners: 'unknown', pipelines: 'unknown', links: [], missing: {} },
          [],
          new Map(),
        );
        const facts = { frame, surround, stagesOf: () => [], optionsOf: () => [] };
        const types = new Map();
        const view = new RecordView(facts, 'main', 'contact', lazyFields(types));
        const sheet = sheetOf(rulesFor('contact', agreement, []), agreement.scoring, 'contact');
        const ground = { frame, object: 'contact' as const, source: 'main', positions: [], types, optionsOf: () => [] };
        const program = compileProgram(sheet, ground, view, form);
        for (const [condition, words] of parts)
          for (const text of [words, 'subject' in condition ? condition.subject.field : words])
            expect(program.text.includes(text)).toBe(false);
        // Only the words that the compiler writes, whatever the agreement says.
        expect(program.text).toMatch(/^[\w\s'"{}()[\];:,.=<>!&|?+*^-]*$/);
        expect(() => program.judge({}, view, null, null)).not.toThrow();
        expect('hit' in globalThis).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

const meta = (id: string, over: Partial<RuleMeta<unknown>> = {}): RuleMeta<unknown> =>
  ({
    id,
    half: 'data',
    dimension: 'validity',
    severity: 'high',
    sets: [],
    yieldsTo: [],
    options: null,
    messages: { wrong: 'Wrong: {{what}}' },
    docs: { summary: id, why: id, remedy: 'Mend it', flag: id },
    examples: { passes: [], fails: [] },
    ...over,
  }) as unknown as RuleMeta<unknown>;

const made = (
  id: string,
  check: Rule['check'],
  over: Partial<Rule> = {},
  about: Partial<RuleMeta<unknown>> = {},
): Rule => defineRule({ meta: meta(id, about), reads: () => ({ own: ['email'], related: [] }), check, ...over });

function judgeWith(rules: readonly Rule[], properties: Readonly<Record<string, unknown>> = { email: 'x' }) {
  const settings = rules.map((rule) => ({
    id: rule.meta.id,
    severity: rule.meta.severity,
    weight: null,
    options: null,
  }));
  return createEngine({ ...base, rules: settings }, rules, judgedAt).evaluate('contact', properties)!;
}

const wrong = () => fail({ messageId: 'wrong', field: 'email', data: { what: 'it' } });

test('a rule that throws is unknown for this record and told; the others go on', () => {
  const broken = made('person/a-broken', (record) => {
    if (record.fields.email?.is === 'value') throw new Error('no such thing');
    return pass;
  });
  const rules = [broken, made('person/b-fails', wrong)];
  const result = judgeWith(rules);
  expect(result.judgements.map(({ verdict }) => verdict.is)).toEqual(['unknown', 'fail']);
  expect(result.faults).toEqual([{ rule: 'person/a-broken', error: 'no such thing' }]);
  expect(result.score?.coverage).toBe(0.5);
  expect(judgeWith(rules, { email: null }).faults).toEqual([]);
});

test('a rule whose wake throws keeps its verdict and is told', () => {
  const rules = [
    made('person/a', wrong, {
      wakes() {
        throw new Error('no clock');
      },
    }),
  ];
  const result = judgeWith(rules);
  expect(result.failed).toEqual(['person/a']);
  expect(result.wakeAt).toBeNull();
  expect(result.faults).toEqual([{ rule: 'person/a', error: 'no clock' }]);
});

test('a rule yields to the owner of the fault, and field by field', () => {
  const rules = [
    made('person/a-late', wrong, {}, { yieldsTo: ['person/b-owner'] }),
    made('person/b-owner', wrong),
    made(
      'person/a-each',
      () =>
        fail({ messageId: 'wrong', field: 'email' }, { messageId: 'wrong', field: 'phone', data: { what: 'phone' } }),
      {},
      { yieldsPerField: true },
    ),
  ];
  const result = judgeWith(rules);
  expect(result.failed).toEqual(['person/b-owner', 'person/a-each']);
  expect(result.findings.map(({ rule, field, message }) => [rule, field, message])).toEqual([
    ['person/b-owner', 'email', 'Wrong: it'],
    ['person/a-each', 'phone', 'Wrong: phone'],
  ]);
});

test('a milder report weighs less, and a partial one costs its share', () => {
  const rules = [
    made('person/a', () => fail({ messageId: 'wrong', severity: 'low' })),
    made('person/b', () => ({ is: 'partial', credit: 0.5, reports: [{ messageId: 'wrong' }] })),
    made('person/c', () => pass),
  ];
  const result = judgeWith(rules);
  // 1 of 11 lost wholly, half of 5 beside it.
  expect(result.health).toBe(Math.floor((100 * (11 - 1 - 2.5)) / 11));
  expect(result.score?.health).toBe(result.health);
  expect(result.findings[0]).toMatchObject({ severity: 'low' });
});

// The same days as the grace of the rules in code: today is the first day without grace when it is `grace` after.
test.each([
  ['2 days', '2026-03-28', 'fail'],
  ['2 days', '2026-03-29', 'not applicable'],
  ['2 days', '2026-03-28T22:59:59Z', 'fail'],
  ['2 days', '2026-03-28T23:00:00Z', 'not applicable'],
  ['1 month', '2026-02-28', 'fail'],
  ['1 month', '2026-03-01', 'not applicable'],
  ['24 hours', '2026-03-28T22:30:00Z', 'fail'],
  ['24 hours', '2026-03-28T22:30:00.001Z', 'not applicable'],
  ['2 days', null, 'fail'],
  ['2 days', 'soon', 'fail'],
])('a grace of %s and a record of %s', (grace, createdAt, verdict) => {
  const agreement = agreementOf(`
rules:
  person/graced: {says: It is there, applies_to: contact, check: job title is filled, grace: ${grace}, severity: low, dimension: completeness, fix: Add it}
`);
  const engine = createEngine(agreement, [], judgedAt);
  expect(engine.evaluate('contact', { createdAt, jobTitle: null })!.judgements[0]!.verdict.is).toBe(verdict);
});

test('an own rule fills its texts with the values of the record', () => {
  const agreement = agreementOf(`
rules:
  deal/dated:
    says: "{name} closes on {close date} for {amount}, {next step}"
    applies_to: deal
    check: next step is filled
    severity: low
    dimension: completeness
    fix: "Write what comes next for {name}"
`);
  const result = createEngine(agreement, [], judgedAt).evaluate('deal', {
    name: `Acme ${'x'.repeat(100)}`,
    closeDate: '2026-04-01T22:30:00Z',
    amount: '1500',
    nextStep: ' ',
  })!;
  const name = `Acme ${'x'.repeat(54)}…`;
  expect(result.findings).toEqual([
    {
      rule: 'deal/dated',
      field: 'nextStep',
      severity: 'low',
      message: `${name} closes on 2026-04-02 for 1500, (no next step)`,
      remedy: `Write what comes next for ${name}`,
    },
  ]);
});
