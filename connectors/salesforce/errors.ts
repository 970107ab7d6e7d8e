import type { ErrorCode } from '../../src/model/error-codes.ts';
import { FatalError, isHygieneError, RetryableError } from '../../src/model/errors.ts';
import { networkError } from '../../src/transport/network-error.ts';
import { errorsAnswer } from './answers.ts';

/** An answer of Salesforce (or of a proxy before it) that is not a success. */
export interface FailedAnswer {
  readonly status: number;
  readonly text: string;
  /** Salesforce sends no Retry-After; a gateway before it may. */
  readonly retryAfter?: string | undefined;
}

/** What an error body says; the `cause` of errors made from answers. */
export interface Problem {
  readonly status: number;
  readonly codes: readonly string[];
  /** Salesforce's sentence, cut and without e-mail addresses or sessions. */
  readonly sentence: string;
  readonly fields: readonly string[];
  /** False for HTML pages, cut JSON and empty bodies. */
  readonly isJson: boolean;
}

const sentenceLength = 300;

/** Cuts a vendor's sentence and takes e-mail addresses and sessions out of it, as it may quote values. */
export function cleanSentence(sentence: string): string {
  const clean = sentence
    .replace(/\s+/g, ' ')
    .replace(/[^\s"'<>]+@[^\s"'<>]+/g, '(address)')
    .replace(/\b00D\w{12,15}![\w.]+|\bBearer\s+\S+/g, '(session)')
    .trim();
  return clean.length > sentenceLength ? `${clean.slice(0, sentenceLength)}…` : clean;
}

function unique(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => Boolean(value)))];
}

/** Reads the body of a failed answer; HTML and cut JSON give a problem that says nothing but its status. */
export function problemOf({ status, text }: FailedAnswer): Problem {
  try {
    const json: unknown = JSON.parse(text);
    const errors = errorsAnswer.parse(Array.isArray(json) ? json : [json]);
    return {
      status,
      codes: unique(errors.map((error) => error.errorCode ?? error.statusCode)),
      sentence: cleanSentence(unique(errors.map((error) => error.message)).join('; ')),
      fields: unique(errors.flatMap((error) => error.fields ?? [])),
      isJson: true,
    };
  } catch {
    return { status, codes: [], sentence: '', fields: [], isJson: false };
  }
}

/** The problem an error of ours was made from; null for others. */
export function problemBehind(error: unknown): Problem | null {
  const cause = isHygieneError(error) ? error.cause : null;
  return cause !== null && typeof cause === 'object' && 'codes' in cause ? (cause as Problem) : null;
}

/** Whether an error was made from an answer with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return (problemBehind(error)?.codes ?? []).some((code) => codes.includes(code));
}

function described(problem: Problem, route: string): string {
  const kind = [String(problem.status), ...problem.codes].join(', ');
  const said = problem.sentence || (problem.isJson ? 'no explanation' : 'a page that is not JSON');
  return `${route} (${kind}): ${said.replace(/[.\s]+$/, '')}.`;
}

/** What a code means: the class says what the engine does, the advice what a person does. */
interface Kind {
  readonly code: ErrorCode;
  readonly advice: string;
  /** Set for what may pass: wait at least so long, ms. */
  readonly waitMs?: number;
}

const unavailable: Kind = { code: 'CRM_UNAVAILABLE', advice: '', waitMs: 0 };
const refused: Kind = { code: 'CRM_REFUSED', advice: 'Run again; if it stays so, please report this.' };
const forbidden = (advice: string): Kind => ({ code: 'SCOPE_MISSING', advice });

const kinds: Readonly<Record<string, Kind>> = {
  UNABLE_TO_LOCK_ROW: unavailable,
  SERVER_UNAVAILABLE: unavailable,
  UNKNOWN_EXCEPTION: unavailable,
  QUERY_TIMEOUT: unavailable,
  INVALID_SESSION_ID: { code: 'CREDENTIALS_REFUSED', advice: 'The session ended and no new one was accepted.' },
  API_DISABLED_FOR_ORG: forbidden(
    'The edition of this org has no API, or the user lacks the permission "API Enabled". Enterprise, Unlimited, ' +
      'Performance and Developer editions have it.',
  ),
  API_CURRENTLY_DISABLED: forbidden('The user lacks the permission "API Enabled"; give it by a permission set.'),
  INSUFFICIENT_ACCESS: forbidden('Give the integration user the permission; the README of the connector lists all.'),
  INSUFFICIENT_ACCESS_OR_READONLY: forbidden(
    'Give the integration user the permission; the README of the connector lists all.',
  ),
  INVALID_TYPE: forbidden('The org has no such object, or the integration user may not read it.'),
  INVALID_FIELD: { code: 'CRM_REFUSED', advice: 'The field does not exist or the integration user may not see it.' },
  UNSUPPORTED_API_VERSION: { code: 'CRM_REFUSED', advice: 'This version of crm-hygiene is too old for Salesforce.' },
};

const dailyLimit: Kind = {
  code: 'CRM_DAILY_LIMIT',
  advice:
    "The org's API calls of the last 24 hours are used up. Run again when calls have grown old enough; what was done is kept.",
};

/** Salesforce: concurrent calls are limited only where they last 20 s and more, so a few seconds make room. */
const concurrentLimit: Kind = { code: 'CRM_LIMITED', advice: '', waitMs: 5000 };

function kindOf(problem: Problem): Kind {
  if (problem.codes.includes('REQUEST_LIMIT_EXCEEDED'))
    return /concurrent/i.test(problem.sentence) ? concurrentLimit : dailyLimit;
  const known = problem.codes.map((code) => kinds[code]).find((kind) => kind !== undefined);
  if (known) return known;
  if (problem.status === 401)
    return { code: 'CREDENTIALS_REFUSED', advice: 'Check the External Client App and its policies.' };
  if (problem.status === 403)
    return problem.isJson
      ? forbidden('Give the integration user the permission; the README of the connector lists all.')
      : { code: 'CRM_REFUSED', advice: 'A firewall or proxy may be in between.' };
  if (problem.status === 408 || problem.status === 420) return unavailable;
  if (problem.status === 429) return { code: 'CRM_LIMITED', advice: '', waitMs: 5000 };
  return problem.status >= 500 ? unavailable : refused;
}

/** Turns a failed answer into our error: the class says what to do, the code says why, the cause keeps the problem. */
export function classifyAnswer(answer: FailedAnswer, route: string, now: number): RetryableError | FatalError {
  const seconds = Number(answer.retryAfter || Number.NaN);
  const asked = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(answer.retryAfter ?? '') - now;
  return classifyProblem(problemOf(answer), route, now, Number.isNaN(asked) ? 0 : asked);
}

/** As `classifyAnswer`, for a problem that came by another way (SOAP). */
export function classifyProblem(
  problem: Problem,
  route: string,
  now: number,
  askedMs = 0,
): RetryableError | FatalError {
  const { code, advice, waitMs } = kindOf(problem);
  if (waitMs !== undefined)
    return new RetryableError({
      code,
      message: `Salesforce could not answer ${described(problem, route)}`,
      cause: problem,
      retryAt: Math.max(waitMs, askedMs) > 0 ? now + Math.max(waitMs, askedMs) : null,
    });
  return new FatalError({
    code,
    message: `Salesforce refused ${described(problem, route)} ${advice}`.trim(),
    cause: problem,
  });
}

/** Turns a failure of the connection into our error. */
export function classifyNetworkError(error: unknown, route: string): RetryableError | FatalError {
  return networkError(error, { crm: 'Salesforce', route, hints: { ENOTFOUND: 'check the My Domain' } });
}
