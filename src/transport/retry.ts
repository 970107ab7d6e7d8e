import { RetryableError } from '../model/errors.ts';
import type { Timing } from './timing.ts';

/** How long to go on trying. */
export interface RetryBudget {
  /** Calls in all, the first one included. */
  readonly attempts: number;
  /** From the first call to the start of the last one. */
  readonly totalMs: number;
  /** Upper bound of the first wait; it doubles with each attempt up to `capMs`. */
  readonly baseMs: number;
  readonly capMs: number;
}

/** Told before each wait. */
export type OnRetry = (error: RetryableError, attempt: number, waitMs: number) => void;

/**
 * How long to wait before attempt `attempt` + 1: a random share of a doubling bound ("full jitter", so that many
 * callers do not come back at once), after the time the server asked for where it did.
 */
export function retryWaitMs(error: RetryableError, attempt: number, budget: RetryBudget, timing: Timing): number {
  const boundMs = Math.min(budget.capMs, budget.baseMs * 2 ** (attempt - 1));
  const askedMs = Math.max(0, (error.retryAt ?? 0) - timing.now());
  return askedMs + Math.round(timing.random() * boundMs);
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

/** The error of a call that is not tried again: what it was, how long it was tried, and what to do. */
export function givenUp(error: RetryableError, attempts: number, spentMs: number, budget: RetryBudget): RetryableError {
  const tries = `tried ${attempts} ${attempts === 1 ? 'time' : 'times'} in ${seconds(spentMs)}`;
  const why =
    attempts < budget.attempts ? `, and the next try would come after the ${seconds(budget.totalMs)} allowed` : '';
  return new RetryableError({
    code: error.code,
    message: `${error.message} Given up: ${tries}${why}. Run again later; what was done is kept.`,
    cause: error.cause,
    retryAt: error.retryAt,
  });
}

/** Repeats a call while it fails with RetryableError, inside a budget; any other error is thrown at once. */
export async function retry<T>(
  call: () => Promise<T>,
  budget: RetryBudget,
  timing: Timing,
  onRetry: OnRetry = () => {},
): Promise<T> {
  const startedAt = timing.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof RetryableError)) throw error;
      const spentMs = timing.now() - startedAt;
      const waitMs = retryWaitMs(error, attempt, budget, timing);
      if (attempt >= budget.attempts || spentMs + waitMs > budget.totalMs)
        throw givenUp(error, attempt, spentMs, budget);
      onRetry(error, attempt, waitMs);
      await timing.sleep(waitMs);
    }
  }
}
