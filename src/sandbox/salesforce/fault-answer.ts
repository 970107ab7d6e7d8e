import { STATUS_CODES } from 'node:http';
import type { Answer } from '../core/answer.ts';
import type { Fault } from '../core/faults.ts';

/** Salesforce's code and message of a status; what is not listed is answered as by a proxy. */
const BODIES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'],
  401: ['INVALID_SESSION_ID', 'Session expired or invalid'],
  403: ['REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'],
  500: [
    'UNKNOWN_EXCEPTION',
    'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345',
  ],
  503: ['SERVER_UNAVAILABLE', 'Server is unavailable'],
};

/** The statuses that have a body of their own. */
export const faultStatuses: readonly number[] = Object.keys(BODIES).map(Number);

/** The answer of a fault of kind "status": the usual body of that status, unless the fault brings its own. */
export function answerFault(fault: Fault): Answer {
  const status = fault.status ?? 500;
  const retry = fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) };
  const headers = { ...retry, ...fault.headers };
  const usual = BODIES[status];
  if (fault.html === true || (fault.body === undefined && usual === undefined)) {
    const title = `${status} ${STATUS_CODES[status] ?? 'Error'}`;
    const body =
      typeof fault.body === 'string'
        ? fault.body
        : `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
    return { status, headers, contentType: 'text/html;charset=utf-8', body };
  }
  return { status, headers, body: fault.body ?? [{ message: usual?.[1], errorCode: usual?.[0] }] };
}
