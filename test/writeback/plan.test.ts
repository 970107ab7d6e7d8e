import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { healthKeys, healthText } from '../../src/model/health-field.ts';
import type { HealthValues } from '../../src/model/record.ts';
import { applyChange, isSameValue, planChange } from '../../src/writeback/plan.ts';

const at = new Date('2024-04-11T10:00:00Z');
const plan = (health: HealthValues, desired: HealthValues, scoredAt = '') =>
  planChange({ health, desired, scoredAt }, healthKeys, at);

test('only what differs is written, and scored_at with it', () => {
  expect(
    plan({ score: 80, grade: 'B', flags: ['a'] }, { score: 70, grade: 'B', flags: ['a'] }, '2024-01-01T00:00:00Z'),
  ).toEqual({
    before: { score: 80, scoredAt: '2024-01-01T00:00:00Z' },
    after: { score: 70, scoredAt: at.toISOString() },
  });
});

test.each<[string, HealthValues, HealthValues]>([
  ['equal values', { score: 80, flags: ['b', 'a'] }, { score: 80, flags: ['a', 'b'] }],
  ['an empty list and no flags', { flags: [] }, {}],
  ['an empty text and nothing', { nextAction: '' }, {}],
])('%s are no change, so scored_at is not written alone', (_name, health, desired) => {
  expect(plan(health, desired)).toBeNull();
});

test('a record that leaves the scope is emptied, its time stamp too', () => {
  expect(plan({ score: 80, grade: 'B' }, {}, '2024-01-01T00:00:00Z')).toEqual({
    before: { score: 80, grade: 'B', scoredAt: '2024-01-01T00:00:00Z' },
    after: { score: null, grade: null, scoredAt: null },
  });
});

test('times are compared as instants', () => {
  expect(isSameValue('scoredAt', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00.000Z')).toBe(true);
  expect(isSameValue('scoredAt', '2024-01-01T00:00:00Z', '2024-01-01T00:00:01Z')).toBe(false);
});

const anyHealth = fc.record(
  {
    score: fc.integer({ min: 0, max: 100 }),
    grade: fc.constantFrom('A', 'B', 'C', 'D', 'F'),
    stageHealth: fc.constantFrom('healthy', 'at_risk', 'unhealthy'),
    flags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')),
    nextAction: fc.string(),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<HealthValues>;

test('a plan applied gives the desired values; a plan turned round gives the old ones', () => {
  fc.assert(
    fc.property(anyHealth, anyHealth, (health, desired) => {
      const planned = plan(health, desired);
      if (planned === null) {
        expect(healthText(health)).toBe(healthText(desired));
        return;
      }
      const after = applyChange(health, '', planned.after);
      expect(healthText(after.values)).toBe(healthText(desired));
      expect(healthText(applyChange(after.values, after.scoredAt, planned.before).values)).toBe(healthText(health));
    }),
  );
});
