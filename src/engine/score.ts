import type { ObjectType } from '../model/record.ts';
import type { Dimension, Half, Severity } from '../model/rule.ts';
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
const weightUnits = (tally: Tally): number => Math.round(tally.weight * 1000);
const creditUnits = (tally: Tally): number => Math.round((tally.credit ?? 0) * 100);

function percentOf(tallies: readonly Tally[]): number | null {
  let gained = 0;
  let possible = 0;
  for (const tally of tallies) {
    gained += weightUnits(tally) * creditUnits(tally);
    possible += weightUnits(tally);
  }
  return possible === 0 ? null : Math.floor(gained / possible);
}

function byDimension(tallies: readonly Tally[]): HalfScore['byDimension'] {
  const scores: Partial<Record<Dimension, number>> = {};
  for (const dimension of new Set(tallies.map((tally) => tally.dimension))) {
    const value = percentOf(tallies.filter((tally) => tally.dimension === dimension));
    if (value !== null) scores[dimension] = value;
  }
  return scores;
}

function isFailedCritical(tally: Tally): boolean {
  return tally.severity === 'critical' && tally.credit === 0;
}

/** One half, or null where no rule of it could be checked with a weight. */
export function scoreHalf(half: Half, tallies: readonly Tally[], scoring: Scoring): HalfScore | null {
  const known = tallies.filter((tally) => tally.half === half && tally.credit !== null);
  const uncapped = percentOf(known);
  if (uncapped === null) return null;
  const value = known.some(isFailedCritical) ? Math.min(uncapped, scoring.criticalCapsScoreAt) : uncapped;
  const possible = known.reduce((sum, tally) => sum + weightUnits(tally), 0);
  const lost = known.flatMap((tally) => {
    const missed = weightUnits(tally) * (100 - creditUnits(tally));
    return missed === 0 ? [] : [{ rule: tally.rule, hundredths: Math.round((100 * missed) / possible) }];
  });
  const total = lost.reduce((sum, item) => sum + item.hundredths, 0);
  return {
    half,
    value,
    byDimension: byDimension(known),
    lost,
    roundingHundredths: 10_000 - total - 100 * uncapped,
    capHundredths: 100 * (uncapped - value),
  };
}

function healthOf(
  data: HalfScore | null,
  stage: HalfScore | null,
  weights: Scoring['health'][ObjectType],
  cap: number | null,
): number | null {
  const halves = [
    { value: data?.value, weight: weights.data },
    { value: stage?.value, weight: weights.stage },
  ].filter((half): half is { value: number; weight: number } => half.value !== undefined && half.weight > 0);
  const weight = halves.reduce((sum, half) => sum + half.weight, 0);
  if (weight === 0) return null;
  const mean = Math.floor(halves.reduce((sum, half) => sum + half.value * half.weight, 0) / weight);
  return cap === null ? mean : Math.min(mean, cap);
}

/** The grade of a shown health score. */
export function gradeOf(health: number, grades: Scoring['grades']): Grade {
  for (const grade of ['A', 'B', 'C', 'D'] as const) if (health >= grades[grade]) return grade;
  return 'F';
}

function stageHealthOf(stage: HalfScore | null, hasFailedCritical: boolean): StageHealth | null {
  if (stage === null) return null;
  if (hasFailedCritical || stage.value < 60) return 'unhealthy';
  return stage.value < 80 ? 'at_risk' : 'healthy';
}

function coverageOf(tallies: readonly Tally[]): number {
  let known = 0;
  let applicable = 0;
  for (const tally of tallies) {
    applicable += weightUnits(tally);
    if (tally.credit !== null) known += weightUnits(tally);
  }
  return applicable === 0 ? 1 : known / applicable;
}

/**
 * The score of a record from what its rules contribute (domain.md §2): flat and additive, the ledger of each half
 * adding up exactly. Null where no rule applies, so that there is nothing to say.
 */
export function scoreRecord(object: ObjectType, tallies: readonly Tally[], scoring: Scoring): Score | null {
  if (!tallies.some((tally) => tally.weight > 0)) return null;
  const data = scoreHalf('data', tallies, scoring);
  const stage = scoring.health[object].stage > 0 ? scoreHalf('stage', tallies, scoring) : null;
  const coverage = coverageOf(tallies);
  const cap = tallies.some(isFailedCritical) ? scoring.criticalCapsScoreAt : null;
  const health = coverage < leastCoverage ? null : healthOf(data, stage, scoring.health[object], cap);
  const stageCritical = tallies.some((tally) => tally.half === 'stage' && isFailedCritical(tally));
  return {
    data,
    stage,
    health,
    grade: health === null ? null : gradeOf(health, scoring.grades),
    stageHealth: stageHealthOf(stage, stageCritical),
    coverage,
  };
}
