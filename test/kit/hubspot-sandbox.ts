import { hubspot } from '../../connectors/hubspot/index.ts';
import type { Ask, Connector, ConnectorEnv, Page, Reader } from '../../src/model/connector.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { type HubSpotSandboxOptions, type Sandbox, startHubSpotSandbox } from '../../src/sandbox/index.ts';
import { type TestEnv, testEnv } from './connector-env.ts';

/** A running sandbox for tests, with its controls. */
export interface TestSandbox extends Sandbox {
  /** A control below `/_sandbox`: GET without a body, else POST. */
  control(path: string, body?: unknown): Promise<unknown>;
  /** A call of the API itself, as another program would make it. */
  api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
}

/** A connection to a sandbox with what it counted. */
export interface TestConnection {
  readonly connector: Connector;
  readonly env: TestEnv;
}

/** The tests' sleeps take no time, so the limits of a sandbox would refuse what real pacing allows. */
const noLimits = { perTenSeconds: null, searchPerSecond: null, daily: null };

/** Starts a small sandbox without limits; `close` it after the test. */
export async function startSandbox(options: Partial<HubSpotSandboxOptions> = {}): Promise<TestSandbox> {
  const sandbox = await startHubSpotSandbox({
    readClock: () => Date.now(),
    contacts: 120,
    limits: noLimits,
    ...options,
  });
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${sandbox.url}${path}`, { method, headers, body: text });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return answer === '' ? {} : JSON.parse(answer);
  };
  return {
    ...sandbox,
    control: (path, body) => send(body === undefined ? 'GET' : 'POST', `/_sandbox${path}`, body, {}),
    api: (method, path, body) =>
      send(method, path, body, {
        authorization: `Bearer ${sandbox.accessToken}`,
        'content-type': 'application/json',
      }),
  };
}

/** Connects to a sandbox; sleeps take no time unless `parts` bring their own clock. */
export async function connectTo(
  sandbox: Pick<Sandbox, 'url' | 'accessToken'>,
  parts: Partial<ConnectorEnv> = {},
  config: unknown = {},
): Promise<TestConnection> {
  const env = testEnv({ secrets: { ACCESS_TOKEN: sandbox.accessToken, BASE_URL: sandbox.url }, ...parts });
  return { connector: await hubspot.connect(hubspot.manifest.config.parse(config), env), env };
}

/** Reads all pages of an object; every hit counts as unseen unless `ask` says otherwise. */
export async function readAll(reader: Reader, object: ObjectType, ask: Partial<Ask> = {}): Promise<readonly Page[]> {
  const pages: Page[] = [];
  const all: Ask = {
    since: null,
    from: null,
    links: [],
    unseen: async (_object, hits) => hits.map((hit) => hit.id),
    ...ask,
  };
  for await (const page of reader.pages(object, all)) pages.push(page);
  return pages;
}

/** The total of calls, or of those whose route contains a text. */
export function callsOf(env: TestEnv, part = ''): number {
  return [...env.calls].filter(([route]) => route.includes(part)).reduce((sum, [, count]) => sum + count, 0);
}
