import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Judgement, Result } from '../../src/engine/result.ts';
import { scoreRecord, type Tally } from '../../src/engine/score.ts';
import { wayUp } from '../../src/engine/way-up.ts';
import type { Agreement } from '../../src/model/agreement.ts';
import { pass } from '../../src/model/rule.ts';
import { defaultScoring } from '../../src/model/score.ts';
import { agreementOf } from './kit/agreement.ts';

const agreement: Agreement = agreementOf('extends: [recommended@1]');

function tally(rule: string, weight: number, credit: number | null, half: Tally['half'] = 'data'): Tally {
  const severity = weight === 10 ? 'critical' : 'high';
  return { rule, half, dimension: 'completeness', severity, weight, credit };
}

function resultOf(tallies: readonly Tally[]): Result {
  const score = scoreRecord('deal', tallies, defaultScoring);
  const judgements = tallies.map(
    (one): Judgement => ({ rule: one.rule, severity: one.severity, verdict: pass, tally: one }),
  );
  const { health = null, grade = null } = score ?? {};
  return { health, grade, failed: [], judgements, findings: [], score, wakeAt: null, faults: [] };
}

const way = (...tallies: Tally[]) => wayUp(resultOf(tallies), agreement, 'deal');

describe('the cheapest way up', () => {
  test('takes the fix that brings most first, and says what they come to together', () => {
    expect(way(tally('a', 5, 1), tally('b', 1, 0), tally('c', 4, 0))).toEqual([
      { rule: 'c', health: 90, grade: 'A' },
      { rule: 'b', health: 100, grade: 'A' },
    ]);
  });

  test('weighs the halves: a smaller loss in the heavier half comes first', () => {
    const steps = way(
      tally('data', 3, 0),
      tally('d', 7, 1),
      tally('stage', 2.5, 0, 'stage'),
      tally('s', 7.5, 1, 'stage'),
    );
    expect(steps.map(({ rule }) => rule)).toEqual(['stage', 'data']);
  });

  test('lifts the cap of a critical before anything that the cap would hide', () => {
    const [first] = way(tally('critical', 10, 0), tally('others', 80, 1), tally('high', 10.5, 0));
    expect(first?.rule).toBe('critical');
  });

  test('of two criticals, either alone brings nothing to see and both together do', () => {
    const steps = way(tally('x', 10, 0), tally('y', 10, 0), tally('others', 180, 1));
    expect(steps.map(({ health }) => health)).toEqual([69, 100]);
  });

  test('is empty where nothing is wrong, or nothing can be said', () => {
    expect(way(tally('a', 5, 1))).toEqual([]);
    expect(way(tally('a', 5, 0), tally('b', 50, null))).toEqual([]);
  });

  test('never falls, names each broken rule once, and ends at 100', () => {
    const one = fc.record({
      weight: fc.integer({ min: 1, max: 10 }),
      credit: fc.constantFrom(0, 0.5, 1),
      isData: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (rules) => {
        const tallies = rules.map(({ weight, credit, isData }, index) =>
          tally(`r${index}`, weight, credit, isData ? 'data' : 'stage'),
        );
        const steps = way(...tallies);
        const broken = tallies.filter(({ credit }) => credit !== 1).map(({ rule }) => rule);
        expect([...steps.map(({ rule }) => rule)].sort()).toEqual([...broken].sort());
        const healths = steps.map(({ health }) => health);
        expect(healths).toEqual([...healths].sort((a, b) => a - b));
        if (steps.length > 0) expect(healths.at(-1)).toBe(100);
      }),
    );
  });
});
