import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rules } from '../../rules/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Catalog } from '../../src/model/connector.ts';
import type { CrmRecord, Field } from '../../src/model/record.ts';
import type { HalfScore } from '../../src/model/score.ts';
import type { Suppression } from '../../src/model/suppression.ts';
import { agreementOf } from './kit/agreement.ts';

const text = (value: string): Field => (value === '' ? { is: 'empty' } : { is: 'value', value, raw: value });

const agreement = agreementOf(`
rules:
  person/unreachable: critical
  person/name-missing: high
  person/email-missing: medium
  person/title-known:
    {says: A title, applies_to: contact, check: job title is filled, fix: Add it, severity: low, half: data, dimension: completeness}
  person/all-known:
    {says: All, applies_to: contact, check: [email is filled, phone is filled], fix: Add, severity: high, half: data, dimension: completeness}
`);

const now = new Date('2026-04-15T10:00:00Z');
/** The day of `now`. */
const today = Date.UTC(2026, 3, 15) / 86_400_000;
const catalog: Catalog = { fields: {}, owners: 'unknown', pipelines: 'unknown', links: [], missing: {} };
const judge = createEngine(agreement, rules, now).forSource(catalog, ['contact']);

function person(fields: Readonly<Record<string, string>>): CrmRecord {
  const all = { firstName: 'Ann', lastName: '', email: '', phone: '', mobilePhone: '', jobTitle: '', ...fields };
  return {
    ref: { source: 'main', object: 'contact', id: '1' },
    updatedAt: now,
    url: '',
    fields: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, text(value)])),
    health: {},
    scoredAt: '',
  };
}

function suppression(rule: string, over: Partial<Suppression> = {}): Suppression {
  const record = { source: 'main', object: 'contact', id: '1' } as const;
  return { record, rule, field: null, reason: 'known', by: 'maria', at: now, until: today, ...over };
}

const nobody = person({});
const verdictsOf = (...suppressions: Suppression[]) =>
  Object.fromEntries(
    judge.evaluate(nobody, {}, { suppressions })!.judgements.map(({ rule, verdict }) => [rule, verdict.is]),
  );

describe('a suppression', () => {
  test('is a verdict of its own that neither fails nor passes', () => {
    const named = person({ lastName: 'Ash' });
    const plain = judge.evaluate(named, {})!;
    const muted = judge.evaluate(named, {}, { suppressions: [suppression('person/unreachable')] })!;
    expect(plain.failed).toContain('person/unreachable');
    expect(muted.failed).toEqual(plain.failed.filter((rule) => rule !== 'person/unreachable'));
    expect(muted.findings).toEqual(plain.findings.filter(({ rule }) => rule !== 'person/unreachable'));
    expect(muted.judgements.find(({ rule }) => rule === 'person/unreachable')).toMatchObject({
      verdict: { is: 'suppressed' },
      tally: null,
    });
    expect(muted.muted?.score).toEqual(plain.score);
    expect(muted.muted?.findings.map(({ finding }) => finding.rule)).toEqual(['person/unreachable']);
    expect(muted.health).toBeGreaterThan(plain.health!);
    expect(muted.health).toBe(muted.score!.health);
  });

  test('keeps rules silent that yield to the muted one: its fault is still there', () => {
    const email = { 'person/email-missing': 'not applicable' };
    expect(verdictsOf()).toMatchObject(email);
    expect(verdictsOf(suppression('person/unreachable'))).toMatchObject(email);
  });

  test.each([
    ['yesterday', today - 1, 'fail'],
    ['today', today, 'suppressed'],
    ['tomorrow', today + 1, 'suppressed'],
  ])('that ends %s', (_when, until, is) => {
    expect(verdictsOf(suppression('person/name-missing', { until }))).toMatchObject({ 'person/name-missing': is });
  });

  test('wakes the record when the day after its last one begins in the agreement’s zone', () => {
    const muted = judge.evaluate(
      nobody,
      {},
      { suppressions: [suppression('person/name-missing', { until: today + 5 })] },
    )!;
    expect(new Date(muted.wakeAt!).toISOString()).toBe('2026-04-20T22:00:00.000Z');
  });

  test('of a field mutes the finding about that field alone', () => {
    const field = judge.evaluate(nobody, {})!.findings.find(({ rule }) => rule === 'person/title-known')!.field;
    expect(field).not.toBeNull();
    expect(verdictsOf(suppression('person/title-known', { field }))).toMatchObject({
      'person/title-known': 'suppressed',
    });
    expect(verdictsOf(suppression('person/title-known', { field: 'other' }))).toMatchObject({
      'person/title-known': 'fail',
    });
  });

  test('of a rule that does not fail changes nothing, the wake time included', () => {
    const named = person({ lastName: 'Ash' });
    const muted = judge.evaluate(named, {}, { suppressions: [suppression('person/name-missing')] })!;
    expect(muted.muted).toBeUndefined();
    expect(muted.wakeAt).toBe(judge.evaluate(named, {})!.wakeAt);
  });
});

const ledgerSum = (half: HalfScore): number =>
  half.lost.reduce((sum, { hundredths }) => sum + hundredths, 0) +
  half.roundingHundredths +
  half.capHundredths +
  100 * half.value;

test('whatever is suppressed, no score falls, the ledger adds up, and nothing is lost from view', () => {
  const ids = [...agreement.rules, ...agreement.ownRules].map(({ id }) => id);
  const value = fc.constantFrom('', 'Ash', 'ann@acme.de', '+442079460958');
  const fields = fc.record({ lastName: value, email: value, phone: value, jobTitle: value });
  fc.assert(
    fc.property(fields, fc.subarray(ids), (given, muted) => {
      const record = person(given);
      const plain = judge.evaluate(record, {})!;
      const result = judge.evaluate(record, {}, { suppressions: muted.map((rule) => suppression(rule)) })!;
      if (result.score?.data) expect(ledgerSum(result.score.data)).toBe(10_000);
      if (result.health !== null) expect(result.health).toBeGreaterThanOrEqual(plain.health!);
      const shown = [...result.findings, ...(result.muted?.findings ?? []).map(({ finding }) => finding)];
      expect(new Set(shown)).toEqual(new Set(plain.findings));
    }),
  );
});
