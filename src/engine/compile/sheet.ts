import type { ObjectType } from '../../model/record.ts';
import { dimensions, type Half, pass, unknown, type Verdict } from '../../model/rule.ts';
import type { Scoring } from '../../model/score.ts';
import type { SetRule } from '../ruleset.ts';
import { emptySums, type HalfSums, type Tally, weightUnits } from '../score.ts';
import { tallyOf } from '../settle.ts';

/** The rules of an object and how they count: what all results of a program share. */
export interface Sheet {
  readonly rules: readonly SetRule[];
  readonly scoring: Scoring;
  readonly object: ObjectType;
  /** By rule: what it contributes where it passes, fails, and is unknown. */
  readonly tallies: readonly { readonly pass: Tally; readonly fail: Tally; readonly unknown: Tally }[];
  /** By rule: 1 for the data half; its weight in units; the place of its dimension. */
  readonly isData: Uint8Array;
  readonly weights: Float64Array;
  readonly dimension: Uint8Array;
  /** Lists of failed rules that were asked for before, by their bits. */
  readonly known: Map<number, readonly string[]>;
  /** All weights of a half by dimension, and sums to work in while a result is made. */
  readonly halves: Readonly<Record<Half, { readonly possibleBy: Float64Array; readonly sums: HalfSums }>>;
}

function possibleBy(half: Half, rules: readonly SetRule[]): Float64Array {
  const sums = new Float64Array(dimensions.length);
  for (const set of rules) if (set.half === half) sums[dimensions.indexOf(set.dimension)]! += weightUnits(set.weight);
  return sums;
}

/** Ties rules to how they count. */
export function sheetOf(rules: readonly SetRule[], scoring: Scoring, object: ObjectType): Sheet {
  const failed: Verdict = { is: 'fail', reports: [] };
  return {
    rules,
    scoring,
    object,
    tallies: rules.map((set) => ({
      pass: tallyOf(set, pass, scoring),
      fail: tallyOf(set, failed, scoring),
      unknown: tallyOf(set, unknown(''), scoring),
    })),
    isData: Uint8Array.from(rules, (set) => (set.half === 'data' ? 1 : 0)),
    weights: Float64Array.from(rules, (set) => weightUnits(set.weight)),
    dimension: Uint8Array.from(rules, (set) => dimensions.indexOf(set.dimension)),
    known: new Map(),
    halves: {
      data: { possibleBy: possibleBy('data', rules), sums: emptySums() },
      stage: { possibleBy: possibleBy('stage', rules), sums: emptySums() },
    },
  };
}
