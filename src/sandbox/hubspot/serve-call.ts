import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Answer } from '../core/answer.ts';
import { type Delivery, deliverWithFault, sendAnswer } from '../core/deliver.ts';
import { type Fault, preventsOperation } from '../core/faults.ts';
import { authenticate, checkScopes } from './authenticate.ts';
import { ApiError, invalidRequest } from './errors.ts';
import { answerFault } from './fault-answer.ts';
import type { Generation } from './generation.ts';
import type { Portal } from './portal.ts';
import { limitBody } from './rate-limits.ts';
import type { Call, Route } from './routes/route.ts';
import type { Token } from './tokens.ts';

/** A route under one of its paths. */
export interface MountedRoute {
  readonly route: Route;
  readonly generation: Generation;
  /** The path with `{id}` for what differs between calls: the key of the counters. */
  readonly label: string;
}

/** HubSpot does not say how long a URL may be; proxies usually stop at 8 KB. */
const MAX_URL_CHARACTERS = 8_192;

/** Serves one API call: latency, token, limits, faults, scopes, the operation; and notes it in the log. */
export async function serveCall(
  portal: Portal,
  mounted: MountedRoute | null,
  request: Request,
  response: Response,
): Promise<void> {
  const arrivedAt = new Date(portal.clock.now()).toISOString();
  portal.log.arrive(portal.clock.elapsed());
  const fault = portal.faults.take(request.method, request.originalUrl);
  let delivery: Delivery = { status: null, bytes: 0 };
  try {
    if (portal.latencyMs > 0) await wait(portal.latencyMs, undefined, { ref: false });
    const answer = await answerCall(portal, mounted, request, fault);
    delivery = await (fault === null ? sendAnswer(response, answer) : deliverWithFault(response, answer, fault));
  } finally {
    const path = request.originalUrl;
    const route = `${request.method} ${mounted === null ? '(no such path)' : label(mounted, request)}`;
    const requestBytes = Buffer.isBuffer(request.body) ? request.body.length : 0;
    portal.log.leave({ method: request.method, path, route, arrivedAt, requestBytes, ...delivery });
  }
}

function label(mounted: MountedRoute, request: Request): string {
  return mounted.label
    .replace(/:(type|from|to)\b/g, (_, name: string) => String(request.params[name]))
    .replace(/:(\w+)/g, '{$1}');
}

/** What the API answers; a fault of kind "status" takes the answer's place, before or (if `applied`) after the operation. */
async function answerCall(
  portal: Portal,
  mounted: MountedRoute | null,
  request: Request,
  fault: Fault | null,
): Promise<Answer> {
  let headers: Record<string, string> = {};
  try {
    if (request.originalUrl.length > MAX_URL_CHARACTERS) throw new ApiError(414, 'URI Too Long');
    const token = mounted?.route.scopes === null ? null : authenticate(portal, request.headers.authorization);
    const refused = token === null || mounted === null ? null : admit(portal, mounted.route, token);
    if (token !== null && mounted !== null) headers = limitHeaders(portal, mounted.route, token);
    if (refused !== null) return { ...refused, headers };
    if (fault !== null && preventsOperation(fault)) return withHeaders(answerFaulty(portal, fault), headers);
    if (mounted === null) throw new ApiError(404, 'resource not found');
    if (token !== null) checkScopes(token, mounted.route, paramsOf(request));
    const answer = await mounted.route.handle(readCall(portal, mounted, request, token));
    return withHeaders(fault?.kind === 'status' ? answerFault(portal, fault) : answer, headers);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: error.toBody(portal.nextCorrelationId()), headers };
  }
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

function answerFaulty(portal: Portal, fault: Fault): Answer {
  return fault.kind === 'status' ? answerFault(portal, fault) : { status: 500 };
}

function admit(portal: Portal, route: Route, token: Token): Answer | null {
  const policy = portal.limits.admit(token, route.limitClass, arrivalOf(portal));
  if (policy === null) return null;
  return { status: 429, body: limitBody(policy, portal.nextCorrelationId(), portal.nextRequestId()) };
}

function limitHeaders(portal: Portal, route: Route, token: Token): Record<string, string> {
  return portal.limits.headers(token, route.limitClass, arrivalOf(portal));
}

function arrivalOf(portal: Portal) {
  return { elapsedMs: portal.clock.elapsed(), day: portal.dayOf(portal.clock.now()) };
}

function paramsOf(request: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
}

function readCall(portal: Portal, mounted: MountedRoute, request: Request, token: Token | null): Call {
  const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  return {
    portal,
    generation: mounted.generation,
    params: paramsOf(request),
    query: new URL(request.originalUrl, 'http://127.0.0.1').searchParams,
    body: parseBody(text, mounted.route.scopes === null),
    bodyCharacters: text.length,
    token,
    url: request.originalUrl,
  };
}

/** Token calls send forms, all others JSON. */
function parseBody(text: string, isForm: boolean): unknown {
  if (text === '') return undefined;
  if (isForm) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    throw invalidRequest('Invalid input JSON on line 1, column 1: the body is not valid JSON');
  }
}
