import { Connection } from 'jsforce';
import type { ZodType } from 'zod';
import type { ConnectorEnv } from '../../src/model/connector.ts';
import { FatalError, isHygieneError, RetryableError } from '../../src/model/errors.ts';
import { createMemoryGate, nothingSeen, type RatePolicy } from '../../src/transport/rate-gate.ts';
import { type RetryBudget, retry } from '../../src/transport/retry.ts';
import { createThrottle } from '../../src/transport/throttle.ts';
import { defaultTimeLimits, limitWaiting, type TimeLimits } from '../../src/transport/time-limits.ts';
import { classifyAnswer, classifyNetworkError } from './errors.ts';
import { createTransport, type WireAnswer, type WireHooks, type WireTransport } from './fetch-transport.ts';
import { grantOf } from './grant.ts';
import { checkBudget, type KnownLimits, readLimits, unknownLimits } from './limits.ts';
import type { SalesforceConfig } from './manifest.ts';
import { apiVersion, clientName, dataPath } from './objects.ts';
import { routeOf } from './routes.ts';
import { type Credentials, readCredentials, variableNames } from './secrets.ts';
import { createRenewal } from './session.ts';
import { classifySoapError, type MetadataKind, readComponents, readUpserts, type UpsertResult } from './soap.ts';
import { classifyTokenAnswer } from './token-errors.ts';

/** One call of the REST or Bulk API. */
export interface SalesforceCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  /** Below `/services/data/v67.0` unless it begins with `/services/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** CSV in place of a JSON body. */
  readonly csv?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Higher goes first. */
  readonly priority?: number;
  readonly budget?: RetryBudget;
}

/** Who we are in the org. */
export interface Session {
  readonly instanceUrl: string;
  readonly organizationId: string;
  readonly userId: string;
}

/** An answer whose body is read as it comes. */
export interface StreamedAnswer {
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array>;
}

/** The APIs of one org: sessions renewed, calls counted, repeated and kept to the budget; failures are our errors. */
export interface SalesforceClient {
  call<T>(call: SalesforceCall, answer: ZodType<T>): Promise<T>;
  /** One attempt to read an answer as a stream; errors while reading are the caller's to classify. */
  stream(path: string, query: Readonly<Record<string, string>>): Promise<StreamedAnswer>;
  /** Metadata API: creates or changes components (at most 10 of one kind), and reads them. */
  upsertMetadata(kind: MetadataKind, components: readonly object[]): Promise<readonly UpsertResult[]>;
  readMetadata(kind: MetadataKind, names: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  session(): Promise<Session>;
  limits(): KnownLimits;
  /** Server's clock minus ours, from the `Date` header (whole seconds); null before the first answer. */
  clockDifferenceMs(): number | null;
  readonly env: ConnectorEnv;
  readonly config: SalesforceConfig;
}

/** Two minutes bridge a short outage; a longer one ends the run, which goes on where it stopped. */
const defaultBudget: RetryBudget = { attempts: 8, totalMs: 120_000, baseMs: 500, capMs: 15_000 };

/**
 * Salesforce limits no rate, only calls of 20 s and more: 25 at once, 5 in developer orgs. So many hands never reach
 * that; the policy is a courtesy that keeps short calls from coming in bursts.
 */
const callsSideBySide = 5;
const courtesy: RatePolicy = { name: 'calls', limit: 100, intervalMs: 1000 };

function parseJson(text: string, route: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // A success that was cut on its way, or a page of a proxy: the call is repeated, which is harmless for all of ours.
    throw new RetryableError({
      code: 'CRM_ANSWER_UNREADABLE',
      message: `Salesforce's answer to ${route} is not JSON.`,
    });
  }
}

function readAs<T>(value: unknown, answer: ZodType<T>, route: string): T {
  const parsed = answer.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new FatalError({
    code: 'CRM_ANSWER_UNREADABLE',
    message: `Salesforce's answer to ${route} is not as documented: at "${issue?.path.join('.')}": ${issue?.message}.`,
  });
}

/** Counts every request, and keeps what answers tell of limits and clock. */
class Ledger {
  calls = 0;
  limits: KnownLimits = unknownLimits;
  clockDifferenceMs: number | null = null;
  readonly hooks: WireHooks;

  constructor(env: ConnectorEnv) {
    this.hooks = {
      signal: env.signal,
      asked: (request) => {
        this.calls++;
        env.counter.call(routeOf(request.method, request.url));
      },
      answered: (request, answer) => {
        this.limits = readLimits(answer.headers['sforce-limit-info'], this.limits);
        if (answer.statusCode === 429) env.counter.throttled(routeOf(request.method, request.url));
        const date = Date.parse(answer.headers.date ?? '');
        if (!Number.isNaN(date)) this.clockDifferenceMs = date - env.now();
      },
    };
  }
}

/** A wire that keeps the last answer, so that a failure is classified by what the server said, not by jsforce's words. */
function createRecorder(hooks: WireHooks): { readonly transport: WireTransport; last: WireAnswer | null } {
  const wire = createTransport(hooks);
  const recorder: { transport: WireTransport; last: WireAnswer | null } = {
    last: null,
    transport: {
      httpRequest(request) {
        recorder.last = null;
        const sent = wire.httpRequest(request);
        sent.then(
          (answer) => {
            recorder.last = answer;
          },
          () => undefined,
        );
        return sent;
      },
    },
  };
  return recorder;
}

/** The parts of a jsforce connection that its types hide but its own modules use. */
interface Internals {
  _transport: unknown;
  /** `refresh` does nothing where a session was renewed after `since` (epoch ms by its own clock). */
  _refreshDelegate: { refresh(since: number): Promise<void> };
  oauth2: { _transport: unknown };
}

/** A connection that can be authorised, and renews its session by our counting function. */
class Org {
  readonly connection: Connection;
  readonly ledger: Ledger;
  private readonly soap: ReturnType<typeof createRecorder>;
  private readonly login: ReturnType<typeof createRecorder>;
  private readonly env: ConnectorEnv;
  private readonly credentials: Credentials;
  private readonly renewal: ReturnType<typeof createRenewal>;
  private opening: Promise<void> | null = null;

  constructor(env: ConnectorEnv) {
    this.env = env;
    this.credentials = readCredentials(env.secrets, env.source, env.folder);
    this.ledger = new Ledger(env);
    this.soap = createRecorder(this.ledger.hooks);
    this.login = createRecorder(this.ledger.hooks);
    this.renewal = createRenewal(
      () => this.authorize(),
      () => env.now(),
      variableNames(env.source, 'CLIENT_ID'),
    );
    const { credentials } = this;
    const secret = 'clientSecret' in credentials ? credentials.clientSecret : null;
    this.connection = new Connection({
      loginUrl: credentials.loginUrl,
      version: apiVersion,
      callOptions: { client: clientName },
      oauth2: {
        loginUrl: credentials.loginUrl,
        clientId: credentials.clientId,
        ...(secret === null ? {} : { clientSecret: secret }),
      },
      refreshFn: (connection, callback) => {
        this.renewal.renew().then(
          () => callback(null, connection.accessToken ?? undefined),
          (error: Error) => callback(error),
        );
      },
    });
    this.internals()._transport = this.soap.transport;
    this.internals().oauth2._transport = this.login.transport;
  }

  private internals(): Internals {
    return this.connection as unknown as Internals;
  }

  /** The first session, asked for once for all calls that wait. */
  open(): Promise<void> {
    this.opening ??= this.authorize();
    this.opening.catch(() => {
      this.opening = null;
    });
    return this.opening;
  }

  /** A new session in place of a refused one, shared with the calls jsforce makes; none where it was replaced already. */
  async renew(refused: string | null): Promise<void> {
    if (this.connection.accessToken !== refused) return;
    try {
      await this.internals()._refreshDelegate.refresh(Number.POSITIVE_INFINITY);
    } catch (error) {
      throw this.renewal.failure(error) ?? error;
    }
  }

  private async authorize(): Promise<void> {
    const { connection, credentials, env } = this;
    const route = 'POST /services/oauth2/token';
    try {
      await connection.authorize(grantOf(credentials, env.now(), connection.refreshToken ?? null));
    } catch (error) {
      const answer = this.login.last;
      if (answer === null) throw this.wireError(error, route);
      const at = {
        source: env.source,
        flow: credentials.is,
        route,
        now: env.now(),
        clockDifferenceMs: this.ledger.clockDifferenceMs,
      };
      if (answer.statusCode >= 300)
        throw classifyTokenAnswer(
          { status: answer.statusCode, text: answer.body, retryAfter: answer.headers['retry-after'] },
          at,
        );
      throw new FatalError({
        code: 'CRM_ANSWER_UNREADABLE',
        message: 'Salesforce answered the session request without an instance or identity URL.',
      });
    }
  }

  /** What became of a request that jsforce failed, in our words. */
  translate(error: unknown, answer: WireAnswer | null, route: string): unknown {
    const ofRenewal = this.renewal.failure(error);
    if (ofRenewal) return ofRenewal;
    if (isHygieneError(error)) return error;
    if (answer !== null && answer.statusCode >= 300)
      return classifyAnswer(
        { status: answer.statusCode, text: answer.body, retryAfter: answer.headers['retry-after'] },
        route,
        this.env.now(),
      );
    return this.wireError(error, route);
  }

  soapError(error: unknown, route: string): unknown {
    const ofRenewal = this.renewal.failure(error);
    if (ofRenewal || isHygieneError(error)) return ofRenewal ?? error;
    const { last } = this.soap;
    return last === null ? this.wireError(error, route) : classifySoapError(error, last, route, this.env.now());
  }

  private wireError(error: unknown, route: string): unknown {
    return this.env.signal.aborted ? (this.env.signal.reason ?? error) : classifyNetworkError(error, route);
  }
}

function pathOf(call: Pick<SalesforceCall, 'path' | 'query'>): string {
  const path = call.path.startsWith('/services/') ? call.path : `${dataPath}${call.path}`;
  return call.query ? `${path}?${new URLSearchParams(call.query)}` : path;
}

async function sendRest(org: Org, call: SalesforceCall, route: string): Promise<unknown> {
  const { connection } = org;
  const recorder = createRecorder(org.ledger.hooks);
  const body = call.csv ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const type = call.csv === undefined ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8';
  const request = {
    method: call.method,
    url: connection.instanceUrl + pathOf(call),
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': type }), ...call.headers },
    ...(body === undefined ? {} : { body }),
  };
  try {
    await connection.request(request, { transport: recorder.transport });
  } catch (error) {
    throw org.translate(error, recorder.last, route);
  }
  const answer = recorder.last;
  if (answer === null || answer.statusCode >= 300) throw org.translate(null, answer, route);
  return parseJson(answer.body, route);
}

async function openStream(org: Org, path: string): Promise<StreamedAnswer> {
  const route = routeOf('GET', path);
  const { connection, ledger } = org;
  for (;;) {
    const token = connection.accessToken ?? null;
    const url = connection.instanceUrl + path;
    ledger.hooks.asked({ method: 'GET', url });
    const headers = { authorization: `Bearer ${token}`, accept: 'text/csv' };
    let response: Response;
    try {
      const options = `client=${clientName}`;
      response = await fetch(url, {
        headers: { ...headers, 'sforce-call-options': options },
        signal: ledger.hooks.signal,
        redirect: 'manual',
      });
    } catch (error) {
      throw org.translate(error, null, route);
    }
    const answer = { statusCode: response.status, headers: Object.fromEntries(response.headers) };
    ledger.hooks.answered({ method: 'GET', url }, answer);
    if (response.ok && response.body) return { headers: response.headers, body: response.body };
    const body = await response.text().catch(() => '');
    if (response.status !== 401) throw org.translate(null, { ...answer, body }, route);
    await org.renew(token);
  }
}

/**
 * Opens the APIs of an org with jsforce: it gets and renews sessions, names us in every call and speaks SOAP; requests
 * go over our own wire, and repeating them is our own too. Nothing is called before the first call.
 */
export function createClient(
  env: ConnectorEnv,
  config: SalesforceConfig,
  timeLimits: TimeLimits = defaultTimeLimits,
): SalesforceClient {
  limitWaiting(timeLimits);
  const org = new Org(env);
  const throttle = createThrottle(createMemoryGate(env), callsSideBySide, env.signal);

  /** One attempt: with a session, inside the budget, one of few side by side. */
  const attempt = async <T>(priority: number, send: () => Promise<T>): Promise<T> => {
    await org.open();
    checkBudget(org.ledger.limits, org.ledger.calls, config.daily_share, `crms › ${env.source} › daily_share`);
    return throttle.run(courtesy, priority, async () => ({ value: await send(), seen: nothingSeen }));
  };
  const repeat = <T>(route: string, budget: RetryBudget, run: () => Promise<T>): Promise<T> =>
    retry(run, budget, env, (error, count, waitMs) => {
      env.counter.retried(route);
      env.log.warn('a Salesforce call is tried again', { route, code: error.code, attempt: count, waitMs });
    });
  const soap = <T>(send: () => Promise<T>): Promise<T> => {
    const route = `POST /services/Soap/m/${apiVersion}`;
    return repeat(route, defaultBudget, () =>
      attempt(0, async () => {
        try {
          return await send();
        } catch (error) {
          throw org.soapError(error, route);
        }
      }),
    );
  };

  return {
    env,
    config,
    async call(call, answer) {
      const route = routeOf(call.method, pathOf(call));
      const value = await repeat(route, call.budget ?? defaultBudget, () =>
        attempt(call.priority ?? 0, () => sendRest(org, call, route)),
      );
      return readAs(value, answer, route);
    },
    stream: (path, query) => attempt(0, () => openStream(org, pathOf({ path, query }))),
    upsertMetadata: (kind, components) =>
      soap(async () => readUpserts(await org.connection.metadata.upsert(kind, [...components] as never))),
    readMetadata: (kind, names) =>
      soap(async () => readComponents(await org.connection.metadata.read(kind, [...names]))),
    async session() {
      await repeat('POST /services/oauth2/token', defaultBudget, () => org.open());
      const { instanceUrl, userInfo } = org.connection;
      return { instanceUrl, organizationId: userInfo?.organizationId ?? '', userId: userInfo?.id ?? '' };
    },
    limits: () => org.ledger.limits,
    clockDifferenceMs: () => org.ledger.clockDifferenceMs,
  };
}
