import { FatalError, RetryableError } from '../model/errors.ts';

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function textIn(value: unknown, name: string): string {
  const text = propertyOf(value, name);
  return typeof text === 'string' ? text : '';
}

/** Failures of the connection that trying again does not mend. */
const lasting = /^(CERT_|ERR_TLS_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_|ERR_INVALID_URL|ERR_SSL_)/;

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'its name could not be found',
  EAI_AGAIN: 'its name could not be looked up',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped half way',
};

/** Which call failed, in words: the CRM's title, the route, and what the CRM's users should check by error code. */
export interface FailedCall {
  readonly crm: string;
  readonly route: string;
  readonly hints?: Readonly<Record<string, string>>;
}

/** Turns a failure of the connection into our error. Only its code is kept, as messages of fetch may quote headers. */
export function networkError(error: unknown, { crm, route, hints = {} }: FailedCall): RetryableError | FatalError {
  // fetch wraps what happened: its own error says "fetch failed", the cause has the code.
  const code = textIn(propertyOf(error, 'cause') ?? error, 'code') || textIn(error, 'name') || 'unknown';
  const what = `${sentences[code] ?? 'the connection failed'}${hints[code] ? `; ${hints[code]}` : ''}`;
  const details = {
    code: 'CRM_UNREACHABLE',
    message: `${crm} could not be reached for ${route}: ${what} (${code}).`,
    cause: { code },
  } as const;
  return lasting.test(code) ? new FatalError(details) : new RetryableError(details);
}
