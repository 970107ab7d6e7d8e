import { type FatalError, isHygieneError, RetryableError } from '../../src/model/errors.ts';
import { classifyNetworkError } from './errors.ts';

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** What broke while an answer was read as a stream: one of our errors, a CSV that ends within a row, or the connection. */
export function streamFailure(error: unknown, route: string): RetryableError | FatalError | Error {
  if (isHygieneError(error)) return error;
  if (codeOf(error).startsWith('CSV_'))
    return new RetryableError({
      code: 'CRM_ANSWER_UNREADABLE',
      message: `Salesforce's answer to ${route} is not the CSV that was expected (${codeOf(error)}).`,
    });
  return classifyNetworkError(error, route);
}
