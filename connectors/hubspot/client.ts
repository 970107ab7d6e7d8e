import { Client } from '@hubspot/api-client';
import type { ZodType } from 'zod';
import { type Calendar, createCalendar } from '../../src/model/calendar.ts';
import type { ConnectorEnv } from '../../src/model/connector.ts';
import { FatalError, RetryableError } from '../../src/model/errors.ts';
import { createMemoryGate, type RatePolicy } from '../../src/transport/rate-gate.ts';
import { type RetryBudget, retry } from '../../src/transport/retry.ts';
import { createThrottle, type Seen } from '../../src/transport/throttle.ts';
import { defaultTimeLimits, limitWaiting, type TimeLimits } from '../../src/transport/time-limits.ts';
import { type Circumstances, classifyAnswer, classifyNetworkError, classifyRefresh } from './errors.ts';
import { type KnownLimits, readLimits, searchPolicy, standardPolicy } from './limits.ts';
import { apiVersion } from './objects.ts';
import { type Credentials, readBaseUrl, readCredentials, variableNames } from './secrets.ts';
import { oauthTokens, staticToken, type Tokens } from './tokens.ts';

/** One call of the API. */
export interface HubspotCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** How the call is counted, where the path holds an id or a property's name. */
  readonly route?: string;
  /** Higher goes first. */
  readonly priority?: number;
  readonly budget?: RetryBudget;
}

/** The API of one account: paced, retried, counted; every failure is one of our errors. */
export interface HubspotClient {
  call<T>(call: HubspotCall, answer: ZodType<T>): Promise<T>;
  /** The account's zone, by whose midnight HubSpot renews the daily quota. */
  useTimeZone(zone: string): void;
  limits(): KnownLimits;
  /** Server's clock minus ours, from the `Date` header (whole seconds); null before the first answer. */
  clockDifferenceMs(): number | null;
}

/** Two minutes bridge a deployment or a short outage; a longer one ends the run, which goes on where it stopped. */
const defaultBudget: RetryBudget = { attempts: 8, totalMs: 120_000, baseMs: 500, capMs: 15_000 };
/** Enough to fill 190 calls per 10 s with answers of half a second. */
const callsSideBySide = 12;

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

type Options = NonNullable<Parameters<Client['apiRequest']>[0]>;

function parseJson(text: string, route: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // A success that was cut on its way, or a page of a proxy: the call is repeated, which is harmless for all of ours.
    throw new RetryableError({ code: 'CRM_ANSWER_UNREADABLE', message: `HubSpot's answer to ${route} is not JSON.` });
  }
}

function readAs<T>(value: unknown, answer: ZodType<T>, route: string): T {
  const parsed = answer.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new FatalError({
    code: 'CRM_ANSWER_UNREADABLE',
    message: `HubSpot's answer to ${route} is not as documented: at "${issue?.path.join('.')}": ${issue?.message}.`,
  });
}

function isSuccess(answer: Answer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** Sends single calls and keeps what their answers tell of limits and clock. */
interface Wire {
  /** One attempt: counted, sent, its limits noted. Resolves for every answer, whatever its status. */
  send(token: string, options: Options, route: string, policy: RatePolicy): Promise<Seen<Answer>>;
  circumstances(route: string): Circumstances;
  useTimeZone(zone: string): void;
  limits(): KnownLimits;
  clockDifferenceMs(): number | null;
}

async function fetchAnswer(token: string, basePath: string, options: Options, route: string) {
  try {
    const response = await new Client({ accessToken: token, basePath }).apiRequest(options);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    throw classifyNetworkError(error, route);
  }
}

function createWire(env: ConnectorEnv, credentials: string): Wire {
  const basePath = readBaseUrl(env.secrets, env.source);
  let calendar: Calendar = createCalendar('UTC');
  let limits: KnownLimits = { limit: null, remaining: null, dailyRemaining: null };
  let clockDifferenceMs: number | null = null;
  const circumstances = (route: string): Circumstances => {
    const now = env.now();
    return { route, now, midnight: calendar.startOf(calendar.day(now) + 1), credentials };
  };
  return {
    circumstances,
    limits: () => limits,
    clockDifferenceMs: () => clockDifferenceMs,
    useTimeZone(zone) {
      try {
        calendar = createCalendar(zone);
      } catch {
        env.log.warn('the time zone of the HubSpot account is not known; its day is taken to end at midnight UTC');
      }
    },
    async send(token, options, route, policy) {
      env.counter.call(route);
      const { status, headers, text } = await fetchAnswer(token, basePath, options, route);
      const answer: Answer = { status, retryAfter: headers.get('retry-after'), text };
      const at = circumstances(route);
      if (status === 429) env.counter.throttled(route);
      const failure = status === 429 ? classifyAnswer(answer, at) : null;
      const seen = readLimits(headers, policy, at.midnight, failure instanceof RetryableError ? failure.retryAt : null);
      limits = {
        limit: seen.limit ?? limits.limit,
        remaining: seen.remaining ?? limits.remaining,
        dailyRemaining: seen.daily?.remaining ?? limits.dailyRemaining,
      };
      const date = Date.parse(headers.get('date') ?? '');
      if (!Number.isNaN(date)) clockDifferenceMs = date - at.now;
      return { value: answer, seen };
    },
  };
}

/** Where access tokens come from. A refused or failed refresh counts as a failure of the call that needed it. */
function createTokens(credentials: Credentials, wire: Wire, env: ConnectorEnv): Tokens {
  if (credentials.is === 'token') return staticToken(credentials.accessToken);
  const path = `/oauth/${apiVersion}/token`;
  const route = `POST ${path}`;
  const refresh = async (form: URLSearchParams): Promise<unknown> => {
    const options: Options = {
      method: 'POST',
      path,
      authType: 'none',
      // With `defaultJson` the SDK would turn the form into JSON.
      defaultJson: false,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form,
    };
    const { value } = await wire.send('', options, route, standardPolicy);
    if (!isSuccess(value)) throw classifyRefresh(value, wire.circumstances(route));
    return parseJson(value.text, route);
  };
  return oauthTokens(credentials, refresh, () => env.now());
}

/**
 * Opens the API with the vendor's SDK as transport. Its `apiRequest` reaches the dated paths (its typed calls use
 * versions that end in 2027); its own retry and limiter stay off, because they are process-wide and ignore Retry-After.
 * It takes no abort signal, so time-outs are set for the whole process. Nothing is called before the first `call`.
 */
export function createClient(env: ConnectorEnv, timeLimits: TimeLimits = defaultTimeLimits): HubspotClient {
  limitWaiting(timeLimits);
  const credentials = readCredentials(env.secrets, env.source);
  const wire = createWire(
    env,
    variableNames(env.source, credentials.is === 'token' ? 'ACCESS_TOKEN' : 'REFRESH_TOKEN'),
  );
  const throttle = createThrottle(createMemoryGate(env), callsSideBySide, env.signal);
  const tokens = createTokens(credentials, wire, env);

  const attempt = async (call: HubspotCall, route: string): Promise<unknown> => {
    const policy = call.path.endsWith('/search') ? searchPolicy : standardPolicy;
    const query = call.query ? `?${new URLSearchParams(call.query)}` : '';
    const options: Options = { method: call.method, path: call.path + query, body: call.body };
    for (let isSecond = false; ; isSecond = true) {
      const token = await tokens.current();
      const answer = await throttle.run(policy, call.priority ?? 0, () => wire.send(token, options, route, policy));
      if (isSuccess(answer)) return parseJson(answer.text, route);
      // An OAuth token can end early (HubSpot: EXPIRED_AUTHENTICATION); one more call with a new one tells.
      if (answer.status === 401 && !isSecond && tokens.discard(token)) continue;
      throw classifyAnswer(answer, wire.circumstances(route));
    }
  };

  return {
    async call(call, answer) {
      const route = call.route ?? `${call.method} ${call.path}`;
      const value = await retry(
        () => attempt(call, route),
        call.budget ?? defaultBudget,
        env,
        (error, count, waitMs) => {
          env.counter.retried(route);
          env.log.warn('a HubSpot call is tried again', { route, code: error.code, attempt: count, waitMs });
        },
      );
      return readAs(value, answer, route);
    },
    useTimeZone: wire.useTimeZone,
    limits: wire.limits,
    clockDifferenceMs: wire.clockDifferenceMs,
  };
}
