import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { scoreRecord, type Tally } from '../../src/engine/score.ts';
import { objectTypes } from '../../src/model/record.ts';
import { dimensions, severities } from '../../src/model/rule.ts';
import { defaultScoring, type HalfScore } from '../../src/model/score.ts';

const tally = (rule: string, weight: number, credit: number | null, over: Partial<Tally> = {}): Tally => ({
  rule,
  half: 'data',
  dimension: 'completeness',
  severity: weight === 10 ? 'critical' : weight === 5 ? 'high' : weight === 3 ? 'medium' : 'low',
  weight,
  credit,
  ...over,
});

/** The test case of domain.md §2. */
const domainCase = [
  tally('reachable', 10, 1),
  tally('email valid', 5, 1, { dimension: 'validity' }),
  tally('no duplicate', 5, 1, { dimension: 'uniqueness' }),
  tally('title', 3, 0),
  tally('country', 3, 1),
  tally('fresh', 3, 1, { dimension: 'timeliness' }),
  tally('phone format', 1, 0, { dimension: 'validity' }),
];

const sumOf = (half: HalfScore): number =>
  half.lost.reduce((sum, line) => sum + line.hundredths, 0) + half.roundingHundredths + half.capHundredths;

test('the case of the domain reference: 26 of 30 gives 86, B; title costs 10.0 and phone 3.3', () => {
  const score = scoreRecord('contact', domainCase, defaultScoring)!;
  expect(score.health).toBe(86);
  expect(score.grade).toBe('B');
  expect(score.data?.lost).toEqual([
    { rule: 'title', hundredths: 1000 },
    { rule: 'phone format', hundredths: 333 },
  ]);
  expect(sumOf(score.data!)).toBe(10_000 - 8600);
  expect(score.data?.byDimension).toEqual({ completeness: 81, validity: 83, uniqueness: 100, timeliness: 100 });
});

test('the example of the style reference: halves 70 and 66 weigh 40:60 to 67, D', () => {
  const data = [tally('amount', 5, 0), tally('a', 12, 1)];
  const stage = [tally('close date', 5, 0, { half: 'stage' }), tally('b', 10, 1, { half: 'stage' })];
  const score = scoreRecord('deal', [...data, ...stage], defaultScoring)!;
  expect([score.data?.value, score.stage?.value, score.health, score.grade]).toEqual([70, 66, 67, 'D']);
  expect(score.stageHealth).toBe('at_risk');
  expect(score.data?.lost[0]?.hundredths).toBe(2941);
  expect(score.stage?.lost[0]?.hundredths).toBe(3333);
});

const cases: Record<string, { tallies: Tally[]; object?: 'contact' | 'company' | 'deal'; gives: object }> = {
  'a failed critical caps its half and the health score at 69': {
    tallies: [tally('unreachable', 10, 0), tally('others', 90, 1, { severity: 'high' })],
    gives: { health: 69, grade: 'D', data: { value: 69, capHundredths: 2100 } },
  },
  'a critical of the stage half caps the health score even where its half weighs little': {
    tallies: [tally('data', 5, 1), tally('sla', 10, 0, { half: 'stage' }), tally('rest', 990, 1, { half: 'stage' })],
    gives: { health: 69, stageHealth: 'unhealthy' },
  },
  'a partial credit costs its share': {
    tallies: [tally('pushed', 3, 0.5), tally('rest', 7, 1)],
    gives: { health: 85, data: { lost: [{ rule: 'pushed', hundredths: 1500 }] } },
  },
  'coverage under 60 % is not enough data': {
    tallies: [tally('known', 5, 1), tally('unknown', 5, null)],
    gives: { health: null, grade: null, coverage: 0.5, data: { value: 100 } },
  },
  'coverage of exactly 60 % is enough': {
    tallies: [tally('known', 6, 1), tally('unknown', 4, null)],
    gives: { health: 100, grade: 'A', coverage: 0.6 },
  },
  'a missing half drops out': {
    tallies: [tally('a', 3, 0), tally('b', 3, 1)],
    gives: { stage: null, health: 50, grade: 'F' },
  },
  'a company has no stage half': {
    object: 'company',
    tallies: [tally('a', 3, 1), tally('b', 3, 0, { half: 'stage' })],
    gives: { stage: null, stageHealth: null, health: 100 },
  },
  'info findings weigh nothing': {
    tallies: [tally('note', 0, 0, { severity: 'info' }), tally('a', 3, 1)],
    gives: { health: 100 },
  },
};

test.each(Object.entries(cases))('%s', (_name, { tallies, object = 'contact', gives }) => {
  expect(scoreRecord(object, tallies, defaultScoring)).toMatchObject(gives);
});

test('where nothing applies there is no score', () => {
  expect(scoreRecord('deal', [], defaultScoring)).toBeNull();
  expect(scoreRecord('deal', [tally('info', 0, 0, { severity: 'info' })], defaultScoring)).toBeNull();
});

test.each([
  [100, 'A'],
  [90, 'A'],
  [89, 'B'],
  [80, 'B'],
  [79, 'C'],
  [70, 'C'],
  [69, 'D'],
  [60, 'D'],
  [59, 'F'],
  [0, 'F'],
])('health %d is grade %s', (percent, grade) => {
  const score = scoreRecord(
    'contact',
    [tally('a', percent, 1, { severity: 'high' }), tally('b', 100 - percent, 0, { severity: 'high' })],
    defaultScoring,
  );
  expect(score).toMatchObject({ health: percent, grade });
});

const anyTally = fc.record({
  rule: fc.string(),
  half: fc.constantFrom('data' as const, 'stage' as const),
  dimension: fc.constantFrom(...dimensions),
  severity: fc.constantFrom(...severities),
  weight: fc.oneof(fc.constantFrom(0, 1, 3, 5, 10), fc.double({ min: 0, max: 50, noNaN: true })),
  credit: fc.oneof(fc.constantFrom(0, 1, 0.5, null), fc.double({ min: 0, max: 1, noNaN: true })),
});

test('any verdicts give 0 to 100, and each ledger adds up to the hundredth', () => {
  fc.assert(
    fc.property(fc.constantFrom(...objectTypes), fc.array(anyTally, { maxLength: 40 }), (object, tallies) => {
      const score = scoreRecord(object, tallies, defaultScoring);
      for (const half of [score?.data, score?.stage]) {
        if (!half) continue;
        expect(half.value).toBeGreaterThanOrEqual(0);
        expect(half.value).toBeLessThanOrEqual(100);
        expect(Number.isInteger(half.roundingHundredths)).toBe(true);
        expect(sumOf(half)).toBe(10_000 - 100 * half.value);
        expect(Math.abs(half.roundingHundredths)).toBeLessThan(100 + half.lost.length);
      }
      if (score?.health !== null && score !== null) expect(score.health).toBeLessThanOrEqual(100);
    }),
  );
});
