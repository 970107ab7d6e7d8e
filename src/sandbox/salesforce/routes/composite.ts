import type { Answer } from '../../core/answer.ts';
import { ApiError, notFound } from '../errors.ts';
import { type Call, type Route, readJson } from './route.ts';

/** Salesforce: parts of one composite call. */
const MAX_PARTS = 25;

type Part = Readonly<Record<string, unknown>>;

/** Several calls in one; `routes` are those that may be parts. There is no roll-back here, so allOrNone is refused. */
export function compositeRoutes(routes: readonly Route[]): readonly Route[] {
  const path = '/services/data/{v}/composite';
  return [{ method: 'POST', path, access: 'token', handle: (call) => composite(call, routes) }];
}

async function composite(call: Call, routes: readonly Route[]): Promise<Answer> {
  const { compositeRequest, allOrNone } = readJson(call);
  const parts: readonly Part[] = Array.isArray(compositeRequest) ? compositeRequest : [];
  if (allOrNone === true)
    throw new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', 'the sandbox has no allOrNone in composite');
  if (parts.length === 0 || parts.length > MAX_PARTS)
    throw new ApiError(400, 'LIMIT_EXCEEDED', `between 1 and ${MAX_PARTS} subrequests are needed`);
  const bodies = new Map<string, unknown>();
  const compositeResponse: unknown[] = [];
  for (const part of parts) {
    const answer = await answerPart(call, routes, fillIn(part, bodies));
    const referenceId = String(part.referenceId ?? '');
    const body = answer.body ?? null;
    bodies.set(referenceId, body);
    compositeResponse.push({ body, httpHeaders: answer.headers ?? {}, httpStatusCode: answer.status, referenceId });
  }
  return { status: 200, body: { compositeResponse } };
}

/** Puts values of earlier answers in the place of `@{referenceId.field}`. */
function fillIn(part: Part, bodies: ReadonlyMap<string, unknown>): Part {
  const text = JSON.stringify(part).replace(/@\{([^}]+)\}/g, (_, path: string) => {
    const [reference = '', ...names] = path.split(/[.[\]]+/).filter((name) => name !== '');
    let value = bodies.get(reference);
    for (const name of names) value = (value as Record<string, unknown> | null | undefined)?.[name];
    return JSON.stringify(String(value ?? '')).slice(1, -1);
  });
  return JSON.parse(text);
}

async function answerPart(call: Call, routes: readonly Route[], part: Part): Promise<Answer> {
  try {
    const url = new URL(String(part.url ?? ''), call.host);
    for (const route of routes) {
      const params = route.method === String(part.method ?? 'GET') ? matchPath(route.path, url.pathname) : null;
      if (params === null) continue;
      return await route.handle({ ...call, ...readPart(call, part), params, query: url.searchParams });
    }
    throw notFound();
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, body: error.toBody() };
    throw error;
  }
}

function readPart(call: Call, part: Part): Pick<Call, 'body' | 'header'> {
  const headers = new Headers((part.httpHeaders ?? {}) as Record<string, string>);
  const body = part.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(part.body));
  return { body, header: (name) => headers.get(name) ?? call.header(name) };
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.replace('{v}', ':version').split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [place, segment] of wanted.entries()) {
    const value = decodeURIComponent(given[place] ?? '');
    if (segment.startsWith(':')) params[segment.slice(1)] = value;
    else if (segment !== value) return null;
  }
  return params;
}
