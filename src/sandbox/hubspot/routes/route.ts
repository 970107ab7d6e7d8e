import { z } from 'zod';
import type { Answer } from '../../core/answer.ts';
import { invalidRequest } from '../errors.ts';
import type { Generation } from '../generation.ts';
import type { Portal } from '../portal.ts';
import type { LimitClass } from '../rate-limits.ts';
import type { Token } from '../tokens.ts';

/** A call that passed authentication and limits. */
export interface Call {
  readonly portal: Portal;
  readonly generation: Generation;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed JSON or form body, undefined where there was none. */
  readonly body: unknown;
  /** How many characters the body had: search has a limit on it. */
  readonly bodyCharacters: number;
  /** Null only on routes without authentication. */
  readonly token: Token | null;
  /** Path and query as they were asked for, for paging links. */
  readonly url: string;
}

/** One operation of the API, under all its paths. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path with `{V}` for the dated version and `:name` for parameters; null where only legacy paths have it. */
  readonly dated: string | null;
  readonly legacy: readonly string[];
  /** Scopes of which the token needs one; empty where any token will do, null where none is needed. */
  readonly scopes: ((params: Readonly<Record<string, string>>) => readonly string[]) | null;
  /** Schema routes answer a missing scope in another shape than object routes. */
  readonly scopeError: 'errors' | 'context';
  readonly limitClass: LimitClass;
  handle(call: Call): Answer | Promise<Answer>;
}

/** A list parameter: commas as in the documentation, or repeated keys as the SDK sends them. */
export function readList(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** A page size between 1 and what the operation allows. */
export function readLimit(query: URLSearchParams, fallback: number, max: number): number {
  const text = query.get('limit');
  if (text === null || text === '') return fallback;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw invalidRequest(`Invalid limit: ${text}. It must be a positive integer.`);
  if (limit > max) throw invalidRequest(`The limit of ${limit} is too large: it must be at most ${max}.`);
  return limit;
}

/** Whether a boolean parameter is "true". */
export function readFlag(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true';
}

/** Checks a JSON body against its schema; HubSpot answers 400 for one that does not fit. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'the body' : issue.path.join('.');
  throw invalidRequest(`Invalid input JSON: ${where}: ${issue?.message ?? 'not as expected'}`);
}

/** An id as JSON may hold it. */
export const idSchema = z.union([z.string(), z.number()]).transform(String);

/** `link` for the next page: the asked URL with another `after`. */
export function nextLink(call: Call, after: string): string {
  const url = new URL(call.url, 'https://api.hubapi.com');
  url.searchParams.set('after', after);
  return url.href;
}
