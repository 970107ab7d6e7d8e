import { salesforce } from '../../connectors/salesforce/index.ts';
import type { Connector, ConnectorEnv } from '../../src/model/connector.ts';
import { objectTypes } from '../../src/model/record.ts';
import {
  type SalesforceSandbox,
  type SalesforceSandboxOptions,
  startSalesforceSandbox,
} from '../../src/sandbox/index.ts';
import { type TestEnv, testEnv } from './connector-env.ts';

/** A running sandbox for tests, with its controls. */
export interface TestOrg extends SalesforceSandbox {
  /** A control below `/_sandbox`: GET without a body, else POST. */
  control(path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** A call of the API itself below `/services/data/v67.0`, as another program would make it. */
  api(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** The rows of a query, as another program would read them. */
  rows(soql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A connection to a sandbox with what it counted. */
export interface TestConnection {
  readonly connector: Connector;
  readonly env: TestEnv;
}

async function tokenOf({ url, clientId, clientSecret }: SalesforceSandbox): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await fetch(`${url}/services/oauth2/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Starts a small sandbox on the real clock; `close` it after the test. */
export async function startOrg(options: Partial<SalesforceSandboxOptions> = {}): Promise<TestOrg> {
  const sandbox = await startSalesforceSandbox({ readClock: () => Date.now(), leads: 120, ...options });
  const token = await tokenOf(sandbox);
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${sandbox.url}${path}`, { method, headers, body: text });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return answer === '' ? {} : JSON.parse(answer);
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const api = (method: string, path: string, body?: unknown) =>
    send(method, path.startsWith('/services/') ? path : `/services/data/v67.0${path}`, body, headers);
  return {
    ...sandbox,
    control: (path, body) => send(body === undefined ? 'GET' : 'POST', `/_sandbox${path}`, body, {}),
    api,
    async rows(soql) {
      const rows: Record<string, unknown>[] = [];
      let path: string | undefined = `/query?${new URLSearchParams({ q: soql })}`;
      while (path) {
        const answer: { records: Record<string, unknown>[]; nextRecordsUrl?: string } = await api('GET', path);
        rows.push(...answer.records);
        path = answer.nextRecordsUrl;
      }
      return rows;
    },
  };
}

/** Connects to a sandbox; sleeps take no time unless `parts` bring their own clock. */
export async function connectTo(
  sandbox: Pick<SalesforceSandbox, 'url' | 'clientId' | 'clientSecret'>,
  parts: Partial<ConnectorEnv> = {},
  config: object = {},
): Promise<TestConnection> {
  const { url, clientId, clientSecret } = sandbox;
  const env = testEnv({
    source: 'main_salesforce',
    objects: objectTypes,
    secrets: { LOGIN_URL: url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret },
    ...parts,
  });
  return { connector: await salesforce.connect(salesforce.manifest.config.parse(config), env), env };
}
