import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Answer } from '../core/answer.ts';
import { type Delivery, deliverWithFault, sendAnswer } from '../core/deliver.ts';
import { type Fault, preventsOperation } from '../core/faults.ts';
import { ApiError, GrantError, notFound } from './errors.ts';
import { answerFault } from './fault-answer.ts';
import type { Org } from './org.ts';
import type { Call, Route } from './routes/route.ts';
import { NEWEST_VERSION, OLDEST_VERSION } from './routes/versions.ts';

/** Salesforce: about 16 KB of address; longer queries go to Bulk. */
const MAX_URL_CHARACTERS = 16_384;

/** Serves one API call: latency, session, limits, faults, the operation; and notes it in the log. */
export async function serveCall(org: Org, route: Route | null, request: Request, response: Response): Promise<void> {
  const arrivedAt = new Date(org.clock.now()).toISOString();
  // Every answer tells the server's time, by which clients find out that their own clock is wrong.
  response.setHeader('Date', new Date(org.clock.now()).toUTCString());
  org.log.arrive(org.clock.elapsed());
  const open = org.limits.begin(org.clock.elapsed());
  const fault = org.faults.take(request.method, request.originalUrl);
  let delivery: Delivery = { status: null, bytes: 0 };
  try {
    if (org.latencyMs > 0) await wait(org.latencyMs, undefined, { ref: false });
    const answer = await answerCall(org, route, request, fault);
    delivery = await (fault === null ? sendAnswer(response, answer) : deliverWithFault(response, answer, fault));
  } finally {
    org.limits.end(open);
    const requestBytes = Buffer.isBuffer(request.body) ? request.body.length : 0;
    const label = `${request.method} ${labelOf(route, request)}`;
    org.log.leave({
      method: request.method,
      path: request.originalUrl,
      route: label,
      arrivedAt,
      requestBytes,
      ...delivery,
    });
  }
}

/** The path with `{id}` for what differs between calls: objects are kept, as there are few. */
function labelOf(route: Route | null, request: Request): string {
  if (route === null) return '(no such path)';
  return route.path
    .replace('{v}', String(request.params.version ?? ''))
    .replace(':object', String(request.params.object ?? ''))
    .replace(/:(\w+)/g, '{$1}');
}

/** What the API answers; a fault of kind "status" takes the answer's place, before or (if `applied`) after the operation. */
async function answerCall(org: Org, route: Route | null, request: Request, fault: Fault | null): Promise<Answer> {
  let headers: Record<string, string> = {};
  try {
    if (request.originalUrl.length > MAX_URL_CHARACTERS) throw new ApiError(414, 'URI_TOO_LONG', 'URI Too Long');
    checkVersion(request);
    const token = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (route === null || route.access === 'token') {
      headers = admit(org, token, request.originalUrl.startsWith('/services/data'));
    }
    if (fault !== null && preventsOperation(fault)) {
      const answer = fault.kind === 'status' ? answerFault(fault) : { status: 500 };
      return { ...answer, headers: { ...headers, ...answer.headers } };
    }
    if (route === null) throw notFound();
    const answer = await route.handle(readCall(org, request));
    const shown = fault?.kind === 'status' ? answerFault(fault) : answer;
    return { ...shown, headers: { ...headers, ...shown.headers } };
  } catch (error) {
    if (error instanceof GrantError)
      return { status: 400, body: { error: error.code, error_description: error.message } };
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: error.toBody(), headers };
  }
}

/** Checks the session, and (but for the calls that ask who one is) counts the call against the limits. */
function admit(org: Org, token: string, isCounted: boolean): Record<string, string> {
  if (!org.sessions.use(token, org.clock.now()))
    throw new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  if (!isCounted) return {};
  org.limits.admit(org.clock.elapsed());
  return org.limits.header(org.clock.elapsed());
}

function checkVersion(request: Request): void {
  const given = request.params.version;
  if (given === undefined || !String(request.originalUrl).startsWith('/services/data/')) return;
  const version = /^v(\d{2})\.0$/.exec(String(given))?.[1];
  if (version === undefined || Number(version) > NEWEST_VERSION) throw notFound();
  if (Number(version) < OLDEST_VERSION) {
    throw new ApiError(410, 'UNSUPPORTED_API_VERSION', 'This API version is retired. Please use a newer version.');
  }
}

function readCall(org: Org, request: Request): Call {
  const params = Object.entries(request.params).map(([name, value]) => [name, String(value)]);
  const version = String(request.params.version ?? 'v67.0');
  return {
    org,
    params: Object.fromEntries(params),
    query: new URL(request.originalUrl, 'http://127.0.0.1').searchParams,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    base: `/services/data/${version}`,
    version: version.replace('v', ''),
    host: `http://${request.headers.host ?? '127.0.0.1'}`,
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}
