import type { ErrorCode } from './error-codes.ts';

/** What an error carries beside its sentence: the code says why, `cause` keeps the vendor's error. */
export interface ErrorDetails {
  readonly code: ErrorCode;
  readonly message: string;
  readonly cause?: unknown;
}

abstract class HygieneError extends Error {
  readonly code: ErrorCode;
  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
  }
}

/** The same call may succeed later: the engine tries again, not before `retryAt` (epoch ms) where it is given. */
export class RetryableError extends HygieneError {
  override readonly name = 'RetryableError';
  readonly retryAt: number | null;
  constructor(details: ErrorDetails & { readonly retryAt?: number | null }) {
    super(details);
    this.retryAt = details.retryAt ?? null;
  }
}

/** Nothing more can be done with this source in this run: the run stops with this sentence. */
export class FatalError extends HygieneError {
  override readonly name = 'FatalError';
}

/** One record is refused: it is marked with this sentence and the rest goes on. */
export class SkippableError extends HygieneError {
  override readonly name = 'SkippableError';
}

/** The person who called can mend it: exit code 2, the sentence, no stack. */
export class UserError extends HygieneError {
  override readonly name = 'UserError';
}

/** Whether an error is one of ours, and so has a sentence fit to be shown. */
export function isHygieneError(error: unknown): error is RetryableError | FatalError | SkippableError | UserError {
  return error instanceof HygieneError;
}
