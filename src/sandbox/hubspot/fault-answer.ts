import { STATUS_CODES } from 'node:http';
import type { Answer } from '../core/answer.ts';
import type { Fault } from '../core/faults.ts';
import type { Portal } from './portal.ts';
import { limitBody } from './rate-limits.ts';

const MESSAGES: Readonly<Record<number, string>> = {
  414: 'URI Too Long',
  423: 'The resource is locked by another operation. Please try again later.',
  477: 'This account is being migrated to another data center. Please try again later.',
  500: 'internal error',
};

/** The statuses that have a body of their own, 429 among them. */
export const faultStatuses: readonly number[] = [...Object.keys(MESSAGES).map(Number), 429];

/** HubSpot: seconds; a migration of an account to another region may take a day. */
const MIGRATION_RETRY_SECONDS = 120;

/** The answer of a fault of kind "status": the body of that status, unless the fault brings its own. */
export function answerFault(portal: Portal, fault: Fault): Answer {
  const status = fault.status ?? 500;
  const headers = { ...retryHeader(fault, status), ...fault.headers };
  if (fault.html === true || (fault.body === undefined && status > 500)) {
    return { status, headers, contentType: 'text/html;charset=utf-8', body: htmlOf(fault, status) };
  }
  return { status, headers, body: fault.body ?? bodyOf(portal, fault, status) };
}

function retryHeader(fault: Fault, status: number): Record<string, string> {
  const seconds = fault.retryAfterSeconds ?? (status === 477 ? MIGRATION_RETRY_SECONDS : null);
  return seconds === null ? {} : { 'Retry-After': String(seconds) };
}

function bodyOf(portal: Portal, fault: Fault, status: number): unknown {
  const correlationId = portal.nextCorrelationId();
  if (status === 429) return limitBody(fault.policy ?? 'TEN_SECONDLY_ROLLING', correlationId, portal.nextRequestId());
  const message = MESSAGES[status] ?? STATUS_CODES[status] ?? 'error';
  return { status: 'error', message, correlationId };
}

/** What a proxy in front of the API answers: a page, not JSON. */
function htmlOf(fault: Fault, status: number): string {
  if (typeof fault.body === 'string') return fault.body;
  const title = `${status} ${STATUS_CODES[status] ?? 'Origin error'}`;
  return `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>cloudflare</center>\n</body>\n</html>\n`;
}
