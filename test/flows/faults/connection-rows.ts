import type { ErrorCode } from '../../../src/model/error-codes.ts';
import { bentCalls, type Ending, type FaultRow } from './fault-case.ts';

/** A stop after which the same command, later, goes on where this one stopped. */
export function later(stops: ErrorCode): Exclude<Ending, string> {
  return { stops, says: /Run again later; what was done is kept\.$/ };
}

const delayMs = 20;

/** What passes: a run ends as if nothing had been. */
export const passingRows: readonly FaultRow[] = [
  bentCalls('the connection is reset once', { kind: 'reset', count: 1 }, 'same'),
  bentCalls('the connection is reset at the third call', { kind: 'reset', nth: 3 }, 'same'),
  bentCalls('the connection is reset three times', { kind: 'reset', count: 3 }, 'same'),
  bentCalls('the connection is reset now and then', { kind: 'reset', probability: 0.2 }, 'same'),
  bentCalls('the connection is reset once the call took effect', { kind: 'reset', count: 1, applied: true }, 'same'),
  bentCalls('the connection is closed once', { kind: 'end', count: 1 }, 'same'),
  bentCalls('the connection is closed once the call took effect', { kind: 'end', count: 1, applied: true }, 'same'),
  bentCalls('an answer is cut once', { kind: 'truncated', count: 1 }, 'same'),
  bentCalls('a call hangs once', { kind: 'hang', count: 1 }, 'same'),
  bentCalls('a call hangs once, and took effect', { kind: 'hang', count: 1, applied: true }, 'same'),
  bentCalls('an answer hangs half way once', { kind: 'hang-in-body', count: 1 }, 'same'),
  bentCalls('every answer is slow', { kind: 'slow', delayMs }, 'same'),
  bentCalls('500 once', { kind: 'status', status: 500, count: 1 }, 'same'),
  bentCalls('500 once, and the call took effect', { kind: 'status', status: 500, count: 1, applied: true }, 'same'),
  bentCalls("a proxy's page once (502)", { kind: 'status', status: 502, html: true, count: 1 }, 'same'),
  bentCalls(
    '503 with a body that is not JSON once',
    { kind: 'status', status: 503, body: 'Service Unavailable', html: true, count: 1 },
    'same',
  ),
  bentCalls(
    '503 with Retry-After in seconds once',
    { kind: 'status', status: 503, retryAfterSeconds: 7, count: 1 },
    'same',
  ),
  bentCalls(
    '503 with Retry-After as a date once',
    {
      kind: 'status',
      status: 503,
      headers: { 'Retry-After': new Date('2026-03-15T09:30:20Z').toUTCString() },
      count: 1,
    },
    'same',
  ),
];

/** What lasts: a run stops, and says what to do. */
export const lastingRows: readonly FaultRow[] = [
  bentCalls('the connection is reset for ever', { kind: 'reset' }, later('CRM_UNREACHABLE')),
  bentCalls('the connection is closed for ever', { kind: 'end' }, later('CRM_UNREACHABLE')),
  bentCalls('every answer is cut', { kind: 'truncated' }, later('CRM_UNREACHABLE')),
  bentCalls('500 for ever', { kind: 'status', status: 500 }, later('CRM_UNAVAILABLE')),
  bentCalls("a proxy's page for ever (504)", { kind: 'status', status: 504, html: true }, later('CRM_UNAVAILABLE')),
  bentCalls(
    'a firewall refuses (403, a page)',
    { kind: 'status', status: 403, html: true },
    { stops: 'CRM_REFUSED', says: /A firewall or proxy may be in between/ },
  ),
  bentCalls(
    '503 that asks to come back in an hour',
    { kind: 'status', status: 503, retryAfterSeconds: 3600, count: 1 },
    later('CRM_UNAVAILABLE'),
  ),
];
