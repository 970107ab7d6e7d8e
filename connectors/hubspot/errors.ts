import { z } from 'zod';
import type { ErrorCode } from '../../src/model/error-codes.ts';
import { FatalError, isHygieneError, RetryableError } from '../../src/model/errors.ts';
import { networkError } from '../../src/transport/network-error.ts';
import { type ProblemAnswer, problemAnswer } from './answers.ts';

/** An answer of HubSpot (or of a proxy before it) that is not a success. */
export interface FailedAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** What an error body says, from any of its shapes; the `cause` of errors made from answers. */
export interface Problem {
  readonly status: number;
  /** HubSpot's sentence, cut and without e-mail addresses or tokens. */
  readonly sentence: string;
  readonly category: string | null;
  readonly subCategory: string | null;
  readonly policy: string | null;
  readonly correlationId: string | null;
  readonly codes: readonly string[];
  /** Names of the properties complained about. */
  readonly properties: readonly string[];
  readonly scopes: readonly string[];
  /** Record ids the problem is about. */
  readonly ids: readonly string[];
  /** Our own ids of the inputs the problem is about. */
  readonly traceIds: readonly string[];
  /** False for HTML pages, cut JSON and empty bodies. */
  readonly isJson: boolean;
}

/** What classifying an answer needs to know beside it. */
export interface Circumstances {
  /** `METHOD /path/{id}`. */
  readonly route: string;
  /** Epoch ms. */
  readonly now: number;
  /** The next midnight of the account (epoch ms), when HubSpot renews the daily quota. */
  readonly midnight: number;
  /** The names of the environment variables that hold the credentials, for advice. */
  readonly credentials: string;
}

const sentenceLength = 300;

/** Cuts a vendor's sentence and takes e-mail addresses and tokens out of it, as it may quote values. */
export function cleanSentence(sentence: string): string {
  const clean = sentence
    .replace(/\s+/g, ' ')
    .replace(/[^\s"'<>]+@[^\s"'<>]+/g, '(address)')
    .replace(/\b(?:pat-[\w-]{8,}|Bearer\s+\S+)/gi, '(token)')
    .trim();
  return clean.length > sentenceLength ? `${clean.slice(0, sentenceLength)}…` : clean;
}

const invalidValues = z.array(
  z.object({ message: z.string().nullish(), error: z.string().nullish(), name: z.string().nullish() }),
);

/** HubSpot packs a JSON list into the message: `Property values were not valid: [{…}]`. */
function unpackMessage(message: string) {
  const start = message.indexOf('[{');
  if (start < 0) return [];
  try {
    return invalidValues.parse(JSON.parse(message.slice(start)));
  } catch {
    return [];
  }
}

function texts(...values: unknown[]): string[] {
  return values
    .flat()
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String);
}

function unique(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string' && value !== ''))] as string[];
}

/** Reads an error body, or one error of a batch answer. */
export function readProblem(status: number, body: ProblemAnswer | null): Problem {
  const packed = unpackMessage(body?.message ?? '');
  const inner = body?.errors ?? [];
  const contexts = [body?.context, ...inner.map((error) => error.context)];
  const pick = (...names: string[]) =>
    unique(contexts.flatMap((context) => names.flatMap((name) => texts(context?.[name]))));
  const sentences = unique(packed.map((item) => item.message));
  return {
    status,
    sentence: cleanSentence(
      sentences.length > 0 ? sentences.join('; ') : (body?.message ?? body?.error_description ?? body?.error ?? ''),
    ),
    category: body?.category || body?.status?.replace(/^error$/, '') || null,
    subCategory: body?.subCategory ?? null,
    policy: body?.policyName ?? null,
    correlationId: body?.correlationId ?? null,
    codes: unique([...inner.map((error) => error.code), ...packed.map((item) => item.error)]),
    properties: unique([...pick('propertyName'), ...packed.map((item) => item.name)]),
    scopes: pick('requiredGranularScopes', 'requiredScopes'),
    ids: pick('ids', 'id'),
    traceIds: pick('objectWriteTraceId'),
    isJson: body !== null,
  };
}

/** Reads the body of a failed answer; HTML and cut JSON give a problem that says nothing but its status. */
export function problemOf(answer: FailedAnswer): Problem {
  try {
    return readProblem(answer.status, problemAnswer.parse(JSON.parse(answer.text)));
  } catch {
    return readProblem(answer.status, null);
  }
}

/** The problem an error of ours was made from; null for others. */
export function problemBehind(error: unknown): Problem | null {
  const cause = isHygieneError(error) ? error.cause : null;
  return cause !== null && typeof cause === 'object' && 'sentence' in cause ? (cause as Problem) : null;
}

/** `Retry-After` as epoch ms: seconds or an HTTP date; null where absent or unreadable. */
function retryAfterAt(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return now + Math.max(0, seconds) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : at;
}

function described(problem: Problem, circumstances: Circumstances): string {
  const kind = [String(problem.status), problem.category].filter(Boolean).join(', ');
  const said = problem.sentence || (problem.isJson ? 'no explanation' : 'a page that is not JSON');
  const id = problem.correlationId ? ` (correlation id ${problem.correlationId})` : '';
  return `${circumstances.route} (${kind}): ${said.replace(/[.\s]+$/, '')}${id}.`;
}

type Kind = (problem: Problem, answer: FailedAnswer, circumstances: Circumstances) => RetryableError | FatalError;

function retryable(code: ErrorCode, least: (problem: Problem) => number): Kind {
  return (problem, answer, circumstances) => {
    const asked = retryAfterAt(answer.retryAfter, circumstances.now);
    const leastMs = least(problem);
    const retryAt = asked ?? (leastMs > 0 ? circumstances.now + leastMs : null);
    const message = `HubSpot could not answer ${described(problem, circumstances)}`;
    return new RetryableError({ code, message, cause: problem, retryAt });
  };
}

function fatal(code: ErrorCode, advice: (problem: Problem, circumstances: Circumstances) => string): Kind {
  return (problem, _answer, circumstances) =>
    new FatalError({
      code,
      message: `HubSpot refused ${described(problem, circumstances)} ${advice(problem, circumstances)}`.trim(),
      cause: problem,
    });
}

const refusedCredentials = fatal(
  'CREDENTIALS_REFUSED',
  (_problem, { credentials }) =>
    `Check ${credentials}: the token may be mistyped, rotated, expired or of a removed app.`,
);

/**
 * Of the scopes that would do for one call, the one that does for the next calls too: HubSpot's property lists can be
 * read with any scope of the object, its records only with the read scope.
 */
export function scopesToGrant(scopes: readonly string[]): readonly string[] {
  const read = scopes.filter((scope) => /^crm\.objects\.[\w-]+\.read$/.test(scope));
  return read.length > 0 ? read : scopes;
}

const missingScope = fatal('SCOPE_MISSING', ({ scopes }) =>
  scopes.length > 0
    ? `Grant the app ${scopesToGrant(scopes).length > 1 ? 'one of these scopes' : 'this scope'} and install it again: ${scopesToGrant(scopes).join(', ')}.`
    : 'The credentials lack a permission; compare the scopes of the app with the README of the HubSpot connector.',
);

const dailyLimit = fatal(
  'CRM_DAILY_LIMIT',
  (_problem, { midnight }) =>
    `The account's calls of this day are used up until ${new Date(midnight).toISOString()}, the next midnight of the ` +
    'account. Run again after that; what was done is kept.',
);

const refusedRequest = fatal('CRM_REFUSED', () => 'Run again; if it stays so, please report this.');

/** HubSpot does not document Retry-After on 429: a second for search, ten seconds for the rolling limit. */
const limited = retryable('CRM_LIMITED', (problem) =>
  problem.policy === 'SECONDLY' || /secondly limit/i.test(problem.sentence.replace(/ten_secondly/i, ''))
    ? 1000
    : 10_000,
);

function kindOf(problem: Problem): Kind {
  switch (problem.status) {
    case 401:
      return refusedCredentials;
    case 403:
      return problem.isJson ? missingScope : fatal('CRM_REFUSED', () => 'A firewall or proxy may be in between.');
    case 414:
      return fatal('CRM_REFUSED', () => 'The address was too long; please report this.');
    case 429:
      return problem.policy === 'DAILY' || /daily limit/i.test(problem.sentence) ? dailyLimit : limited;
    case 423:
      // HubSpot: the record is locked by a bulk operation; wait at least two seconds.
      return retryable('CRM_UNAVAILABLE', () => 2000);
    case 408:
    case 477:
      return retryable('CRM_UNAVAILABLE', () => 0);
    default:
      return problem.status >= 500 ? retryable('CRM_UNAVAILABLE', () => 0) : refusedRequest;
  }
}

/** Turns a failed answer into our error: the class says what to do, the code says why, the cause keeps the problem. */
export function classifyAnswer(answer: FailedAnswer, circumstances: Circumstances): RetryableError | FatalError {
  const problem = problemOf(answer);
  return kindOf(problem)(problem, answer, circumstances);
}

/** HubSpot: a refused refresh is a 400 whose `status` or `error` says what is wrong with app or installation. */
export function classifyRefresh(answer: FailedAnswer, circumstances: Circumstances): RetryableError | FatalError {
  const problem = problemOf(answer);
  const isRefused = answer.status >= 400 && answer.status < 500 && ![408, 423, 429, 477].includes(answer.status);
  return isRefused
    ? refusedCredentials(problem, answer, circumstances)
    : kindOf(problem)(problem, answer, circumstances);
}

/** Turns a failure of the connection into our error. */
export function classifyNetworkError(error: unknown, route: string): RetryableError | FatalError {
  return networkError(error, { crm: 'HubSpot', route });
}
