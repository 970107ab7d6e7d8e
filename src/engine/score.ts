import type { ObjectType } from '../model/record.ts';
import { type Dimension, dimensions, type Half, type Severity } from '../model/rule.ts';
import type { Grade, HalfScore, Score, Scoring, StageHealth } from '../model/score.ts';

/** What one rule contributes to the score of one record. */
export interface Tally {
  readonly rule: string;
  readonly half: Half;
  readonly dimension: Dimension;
  readonly severity: Severity;
  readonly weight: number;
  /** 1 pass, 0 fail, between for partial; null where the check could not be made. */
  readonly credit: number | null;
}

/** Known weight below this share of the applicable weight is "not enough data" (domain.md §2). */
export const leastCoverage = 0.6;

// Weights are counted in thousandths and credits in hundredths, so that every sum is exact and floor() cannot slip.

/** A weight as a whole number. */
export function weightUnits(weight: number): number {
  return Math.round(weight * 1000);
}

/** A credit as a whole number. */
export function creditUnits(credit: number): number {
  return Math.round(credit * 100);
}

/** The score of so much possible weight, of which so much (in units of both) is lost; null where none is possible. */
export function percentOf(possible: number, lost: number): number | null {
  return possible === 0 ? null : Math.floor((possible * 100 - lost) / possible);
}

function isFailedCritical(tally: Tally): boolean {
  return tally.severity === 'critical' && tally.credit === 0;
}

/** What a half of a record came to, in units: sums over its known rules, and the same by dimension in their order. */
export interface HalfSums {
  possible: number;
  lost: number;
  hasFailedCritical: boolean;
  readonly possibleBy: Float64Array;
  readonly lostBy: Float64Array;
}

/** Sums of nothing yet. */
export function emptySums(): HalfSums {
  return {
    possible: 0,
    lost: 0,
    hasFailedCritical: false,
    possibleBy: new Float64Array(dimensions.length),
    lostBy: new Float64Array(dimensions.length),
  };
}

/** The line of the ledger for a rule that lost so much of what was possible, in hundredths of a point. */
export function ledgerLine(rule: string, lost: number, possible: number): HalfScore['lost'][number] {
  return { rule, hundredths: Math.round((100 * lost) / possible) };
}

/** Written out by name: an object filled in a loop costs as much as all the rest of the ledger. */
function byDimension({ possibleBy, lostBy }: HalfSums): HalfScore['byDimension'] {
  const scores: { -readonly [D in Dimension]?: number } = {};
  const percent = (index: number): number =>
    Math.floor((possibleBy[index]! * 100 - lostBy[index]!) / possibleBy[index]!);
  if (possibleBy[0] !== 0) scores.completeness = percent(0);
  if (possibleBy[1] !== 0) scores.validity = percent(1);
  if (possibleBy[2] !== 0) scores.consistency = percent(2);
  if (possibleBy[3] !== 0) scores.uniqueness = percent(3);
  if (possibleBy[4] !== 0) scores.timeliness = percent(4);
  if (possibleBy[5] !== 0) scores.accuracy = percent(5);
  if (possibleBy[6] !== 0) scores.stage = percent(6);
  return scores;
}

/** One half of the score with its ledger, from sums and lines; null where nothing of it could be checked with a weight. */
export function closeHalf(half: Half, sums: HalfSums, lost: HalfScore['lost'], scoring: Scoring): HalfScore | null {
  const uncapped = percentOf(sums.possible, sums.lost);
  if (uncapped === null) return null;
  const value = sums.hasFailedCritical ? Math.min(uncapped, scoring.criticalCapsScoreAt) : uncapped;
  let total = 0;
  for (const line of lost) total += line.hundredths;
  return {
    half,
    value,
    byDimension: byDimension(sums),
    lost,
    roundingHundredths: 10_000 - total - 100 * uncapped,
    capHundredths: 100 * (uncapped - value),
  };
}

/** One half, or null where no rule of it could be checked with a weight. */
export function scoreHalf(half: Half, tallies: readonly Tally[], scoring: Scoring): HalfScore | null {
  const sums = emptySums();
  const missed: { readonly rule: string; readonly lost: number }[] = [];
  for (const tally of tallies) {
    if (tally.half !== half || tally.credit === null) continue;
    const weight = weightUnits(tally.weight);
    const lost = weight * (100 - creditUnits(tally.credit));
    const dimension = dimensions.indexOf(tally.dimension);
    sums.possible += weight;
    sums.lost += lost;
    sums.possibleBy[dimension]! += weight;
    sums.lostBy[dimension]! += lost;
    if (isFailedCritical(tally)) sums.hasFailedCritical = true;
    if (lost !== 0) missed.push({ rule: tally.rule, lost });
  }
  const lines = missed.map(({ rule, lost }) => ledgerLine(rule, lost, sums.possible));
  return closeHalf(half, sums, lines, scoring);
}

/** The health score of the two shown halves; `cap` where a critical rule failed. */
export function healthOf(
  data: number | null,
  stage: number | null,
  weights: Scoring['health'][ObjectType],
  cap: number | null,
): number | null {
  const dataWeight = data === null ? 0 : weights.data;
  const stageWeight = stage === null ? 0 : weights.stage;
  const weight = dataWeight + stageWeight;
  if (weight === 0) return null;
  const mean = Math.floor(((data ?? 0) * dataWeight + (stage ?? 0) * stageWeight) / weight);
  return cap === null ? mean : Math.min(mean, cap);
}

/** The grade of a shown health score. */
export function gradeOf(health: number, grades: Scoring['grades']): Grade {
  for (const grade of ['A', 'B', 'C', 'D'] as const) if (health >= grades[grade]) return grade;
  return 'F';
}

/** How well a record moves; `value` is the stage half. */
export function stageHealthOf(value: number | null, hasFailedCritical: boolean): StageHealth | null {
  if (value === null) return null;
  if (hasFailedCritical || value < 60) return 'unhealthy';
  return value < 80 ? 'at_risk' : 'healthy';
}

function weightsOf(tallies: readonly Tally[]): { readonly known: number; readonly applicable: number } {
  let known = 0;
  let applicable = 0;
  for (const tally of tallies) {
    const weight = weightUnits(tally.weight);
    applicable += weight;
    if (tally.credit !== null) known += weight;
  }
  return { known, applicable };
}

/** The score of two closed halves; `known` of the `applicable` weight could be checked. */
export function closeScore(
  object: ObjectType,
  data: HalfScore | null,
  stage: HalfScore | null,
  weights: { readonly known: number; readonly applicable: number },
  failedCritical: { readonly data: boolean; readonly stage: boolean },
  scoring: Scoring,
): Score {
  const coverage = weights.applicable === 0 ? 1 : weights.known / weights.applicable;
  const cap = failedCritical.data || failedCritical.stage ? scoring.criticalCapsScoreAt : null;
  const health =
    coverage < leastCoverage
      ? null
      : healthOf(data === null ? null : data.value, stage === null ? null : stage.value, scoring.health[object], cap);
  return {
    data,
    stage,
    health,
    grade: health === null ? null : gradeOf(health, scoring.grades),
    stageHealth: stageHealthOf(stage === null ? null : stage.value, failedCritical.stage),
    coverage,
  };
}

/**
 * The score of a record from what its rules contribute (domain.md §2): flat and additive, the ledger of each half
 * adding up exactly. Null where no rule applies, so that there is nothing to say.
 */
export function scoreRecord(object: ObjectType, tallies: readonly Tally[], scoring: Scoring): Score | null {
  if (!tallies.some((tally) => tally.weight > 0)) return null;
  const data = scoreHalf('data', tallies, scoring);
  const stage = scoring.health[object].stage > 0 ? scoreHalf('stage', tallies, scoring) : null;
  const failed = tallies.filter(isFailedCritical);
  const failedCritical = {
    data: failed.some(({ half }) => half === 'data'),
    stage: failed.some(({ half }) => half === 'stage'),
  };
  return closeScore(object, data, stage, weightsOf(tallies), failedCritical, scoring);
}
