import { isHygieneError, RetryableError } from '../model/errors.ts';
import type { SourceProblem } from './connect.ts';

/** A run older than this is not gone on with: what it read first would be too old. */
export const longestResumeMs = 24 * 3600 * 1000;

/** Whether somebody stopped the run: an abort comes as whatever error the interrupted call makes of it. */
export function isStop(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && !isHygieneError(error);
}

/** Whether the same run can go on later from where it was: it was stopped, or the CRM could not answer for now. */
function canGoOn({ error }: SourceProblem, signal: AbortSignal): boolean {
  if (isStop(error, signal)) return true;
  return error instanceof RetryableError || (isHygieneError(error) && error.code === 'CRM_DAILY_LIMIT');
}

/** How a run ended, as runs are listed: null where the next one is to go on with it. */
export function outcomeOf(problems: readonly SourceProblem[], signal: AbortSignal): string | null {
  const first = problems[0];
  if (!first) return 'finished';
  if (problems.some((problem) => canGoOn(problem, signal))) return null;
  return `failed: ${first.source}: ${isHygieneError(first.error) ? first.error.code : 'unexpected error'}`;
}
