import type { StageVisit } from './stage-visit.ts';

/** How long deals may stay in a stage, learnt from those that were won. */
export interface AgingLimit {
  /** Whole days; from more than this on a deal stays longer than three quarters of the won ones did. */
  readonly warnDays: number;
  /** Whole days; longer than nine in ten. */
  readonly failDays: number;
  /** How many won visits it rests on. */
  readonly visits: number;
}

/** A limit that somebody has accepted, for a stage as the agreement names it. */
export interface LearntLimit {
  readonly pipeline: string;
  readonly stage: string;
  readonly limit: AgingLimit;
}

/** The days of one won deal in one stage. */
export interface WonStay {
  readonly pipelineId: string;
  readonly stageId: string;
  readonly days: number;
}

/** Fewer visits say too little. */
export const leastVisits = 30;
/** No limit is shorter: a weekend is no delay. */
const leastDays = 3;
/** A stage that was passed in less than a minute was skipped. */
const skippedMs = 60_000;
const dayMs = 86_400_000;

/** The quantile of sorted numbers, linear between neighbours (type 7, as spreadsheets have it). */
export function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}

/** The total days of a finished deal by stage: all its visits together, stages that were skipped left out. */
export function daysByStage(visits: readonly StageVisit[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const { stage, enteredAt, leftAt } of visits)
    if (leftAt !== null && leftAt > enteredAt) lengths.set(stage, (lengths.get(stage) ?? 0) + leftAt - enteredAt);
  return new Map([...lengths].flatMap(([stage, ms]) => (ms < skippedMs ? [] : [[stage, ms / dayMs] as const])));
}

/** Limits from days; null where there are too few. */
export function limitFrom(days: readonly number[]): AgingLimit | null {
  if (days.length < leastVisits) return null;
  const sorted = [...days].sort((a, b) => a - b);
  const limit = (share: number): number => Math.max(leastDays, Math.ceil(quantile(sorted, share)!));
  return { warnDays: limit(0.75), failDays: limit(0.9), visits: days.length };
}

/** The limit of a stage: from its own won visits, else from those of its whole pipeline; null where both are too few. */
export function learnLimit(pipelineId: string, stageId: string, stays: readonly WonStay[]): AgingLimit | null {
  const pipeline = stays.filter((stay) => stay.pipelineId === pipelineId);
  const own = pipeline.filter((stay) => stay.stageId === stageId);
  return limitFrom(own.map(({ days }) => days)) ?? limitFrom(pipeline.map(({ days }) => days));
}
