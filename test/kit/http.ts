import nock from 'nock';

/** One call that a test expects, and what the server answers. */
export interface ExpectedCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with its query, exactly as it is sent. */
  readonly path: string;
  /** What the request's JSON body must be; anything where absent. */
  readonly sends?: unknown;
  readonly status?: number;
  /** JSON, or a text that is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Breaks the connection with this code (`ECONNRESET`) in place of an answer. */
  readonly breaks?: string;
}

interface Asked {
  readonly method: string;
  readonly path: string;
}

function expectCall(scope: nock.Scope, call: ExpectedCall): void {
  const interceptor = scope.intercept(call.path, call.method, call.sends as nock.RequestBodyMatcher);
  if (call.breaks !== undefined) interceptor.replyWithError(Object.assign(new Error('broken'), { code: call.breaks }));
  else interceptor.reply(call.status ?? 200, call.body as nock.Body, { ...call.headers });
}

/** The line a test has to add for a call that nothing answered. */
function mockFor({ method, path }: Asked): string {
  return `  { method: '${method}', path: '${path}', status: 200, body: {} },`;
}

/**
 * Runs a test with answers in place of a server; no call leaves the process meanwhile. Fails when a call has no answer
 * (and prints the mock to add) and when an answer was not asked for.
 */
export async function withHttp<T>(origin: string, calls: readonly ExpectedCall[], run: () => Promise<T>): Promise<T> {
  const missing: Asked[] = [];
  const onMissing = ({ method, url }: Request): void => {
    const { pathname, search } = new URL(url);
    missing.push({ method, path: pathname + search });
  };
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
  nock.emitter.on('no match', onMissing);
  try {
    const scope = nock(origin);
    for (const call of calls) expectCall(scope, call);
    let outcome: { readonly value: T } | { readonly error: unknown };
    try {
      outcome = { value: await run() };
    } catch (error) {
      outcome = { error };
    }
    const unused = scope.pendingMocks();
    if (missing.length > 0) throw new Error(`Calls without an answer; add:\n${missing.map(mockFor).join('\n')}`);
    if ('error' in outcome) throw outcome.error;
    if (unused.length > 0) throw new Error(`Answers that nobody asked for:\n${unused.join('\n')}`);
    return outcome.value;
  } finally {
    nock.emitter.off('no match', onMissing);
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  }
}
