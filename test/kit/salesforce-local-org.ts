import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, type SalesforceClient } from '../../connectors/salesforce/client.ts';
import { salesforceConfig } from '../../connectors/salesforce/manifest.ts';
import type { ConnectorEnv } from '../../src/model/connector.ts';
import { type TestEnv, testEnv } from './connector-env.ts';

/** A request as the local org saw it. */
export interface Seen {
  readonly method: string;
  /** Path without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What to answer: JSON, or a text with its own type; `breaks` cuts the connection after a part of the body. */
export interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly breaks?: boolean;
}

/** A server that plays an org: sessions by itself, all else as a test says. */
export interface LocalOrg {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Sessions handed out. */
  readonly sessions: () => number;
  close(): Promise<void>;
}

function respond(response: ServerResponse, reply: Reply): void {
  const text = reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json));
  response.writeHead(reply.status ?? 200, {
    'content-type': reply.text === undefined ? 'application/json' : 'text/plain',
    ...reply.headers,
  });
  if (!reply.breaks) {
    response.end(text);
    return;
  }
  response.write(text, () => setImmediate(() => response.destroy()));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Starts a local org; `answer` is asked for every call but those for a session, which `token` may take over. */
export async function startLocalOrg(
  answer: (call: Seen, sessions: number) => Reply,
  token?: (form: URLSearchParams) => Reply,
): Promise<LocalOrg> {
  const seen: Seen[] = [];
  let sessions = 0;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await readBody(request);
    const call: Seen = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
    };
    seen.push(call);
    if (url.pathname === '/services/oauth2/token') {
      const own = token?.(new URLSearchParams(body));
      sessions++;
      const json = {
        access_token: `00D000000000001!session${sessions}`,
        instance_url: `http://${request.headers.host}`,
        id: `http://${request.headers.host}/id/00D000000000001AAA/005000000000001AAA`,
        token_type: 'Bearer',
      };
      respond(response, own ?? { json });
    } else respond(response, answer(call, sessions));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    sessions: () => sessions,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Credentials for a local org. */
export function secretsFor(url: string): Readonly<Record<string, string>> {
  return { LOGIN_URL: url, CLIENT_ID: '3MVG9client', CLIENT_SECRET: 'S3CRET' };
}

/** A client of a local org with what it counted. */
export function clientOf(
  org: Pick<LocalOrg, 'url'>,
  config: Readonly<Record<string, unknown>> = {},
  parts: Partial<ConnectorEnv> = {},
): { readonly client: SalesforceClient; readonly env: TestEnv } {
  const env = testEnv({
    source: 'main_salesforce',
    objects: ['lead', 'contact', 'company', 'deal'],
    secrets: secretsFor(org.url),
    ...parts,
  });
  return { client: createClient(env, salesforceConfig.parse(config)), env };
}

/** An error body of the REST API. */
export function refusal(errorCode: string, message: string, status = 400, fields?: readonly string[]): Reply {
  return { status, json: [{ message, errorCode, ...(fields ? { fields } : {}) }] };
}

/** A page of a query. */
export function page(records: readonly object[], more: Partial<Record<string, unknown>> = {}): Reply {
  return { json: { totalSize: records.length, done: true, records, ...more } };
}
