import type { Agreement } from '../model/agreement.ts';
import type { ObjectType } from '../model/record.ts';
import type { Grade, Score } from '../model/score.ts';
import type { Result } from './result.ts';
import { scoreRecord, type Tally } from './score.ts';

/** One fix, and what the record comes to once it and those before it are made. */
export interface WayStep {
  readonly rule: string;
  readonly health: number;
  readonly grade: Grade;
}

/** Hundredths of both halves together: tells fixes apart that the shown score, floored or capped, does not. */
function fineScore({ data, stage }: Score): number {
  return [data, stage].reduce(
    (sum, half) => sum + (half ? half.value * 100 + half.roundingHundredths + half.capHundredths : 0),
    0,
  );
}

function isBetter(a: Score, b: Score | null): boolean {
  if (b === null) return true;
  return (a.health ?? -1) - (b.health ?? -1) > 0 || (a.health === b.health && fineScore(a) > fineScore(b));
}

/**
 * The fixes of a record in the order in which each brings most, with what they bring together, caps and rounding
 * included; empty where there is no score. A mended rule may uncover another one that kept silent for it.
 */
export function wayUp(result: Result, { scoring }: Agreement, object: ObjectType): readonly WayStep[] {
  if (result.health === null) return [];
  let tallies: readonly Tally[] = result.judgements.flatMap(({ tally }) => tally ?? []);
  const steps: WayStep[] = [];
  for (;;) {
    const broken = tallies.filter(({ credit, weight }) => credit !== null && credit < 1 && weight > 0);
    let best: { readonly rule: string; readonly score: Score; readonly tallies: readonly Tally[] } | null = null;
    for (const { rule } of broken) {
      const mended = tallies.map((tally) => (tally.rule === rule ? { ...tally, credit: 1 } : tally));
      const score = scoreRecord(object, mended, scoring);
      if (score && isBetter(score, best?.score ?? null)) best = { rule, score, tallies: mended };
    }
    if (best === null || best.score.health === null || best.score.grade === null) return steps;
    steps.push({ rule: best.rule, health: best.score.health, grade: best.score.grade });
    tallies = best.tallies;
  }
}
