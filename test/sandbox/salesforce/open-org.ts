import { Connection } from 'jsforce';
import type { SalesforceSandboxOptions } from '../../../src/sandbox/index.ts';
import { type SalesforceSandbox, serveSalesforce } from '../../../src/sandbox/salesforce/start.ts';
import { createSmallOrg } from './small-org.ts';

/** The moment the sandboxes of these tests stand still at. */
export const NOW = new Date('2026-11-21T10:00:00.000Z');

/** JSON as a test looks into it. */
// biome-ignore lint/suspicious/noExplicitAny: answers of an outside API, whose shape is what the tests are about
export type Json = any;

/** An answer of the sandbox with its body parsed. */
export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** A sandbox with the calls tests make. */
export interface OpenOrg extends SalesforceSandbox {
  readonly token: string;
  /** A REST call below `/services/data/v67.0` (or of a whole path that begins with `/services`). */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** The rows of a query, without their `attributes`. */
  query(soql: string): Promise<Json[]>;
  control(method: string, path: string, body?: unknown): Promise<Json>;
  /** A logged-in foreign client. */
  connect(): Promise<Connection>;
  /** Moves the real time of the injected clock, which limits follow. */
  passMs(ms: number): void;
}

/** Starts a small sandbox whose time only the test moves. */
export async function openOrg(options: Partial<SalesforceSandboxOptions> = {}): Promise<OpenOrg> {
  let elapsedMs = 1_000_000;
  const sizes = { leads: 20, contacts: 10, accounts: 5, opportunities: 8 };
  const sandbox = await serveSalesforce({ readClock: () => elapsedMs, now: NOW, ...sizes, ...options }, createSmallOrg);
  const { clientId, clientSecret, url } = sandbox;
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> => {
    const isText = typeof body === 'string' || body instanceof URLSearchParams;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: body === undefined || isText ? headers : { 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: readText(await response.text()), headers: response.headers };
  };
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const granted = await send('POST', '/services/oauth2/token', new URLSearchParams(form), {});
  const token: string = granted.body.access_token;
  const call: OpenOrg['call'] = (method, path, body, headers = {}) => {
    const whole = path.startsWith('/services') ? path : `/services/data/v67.0${path}`;
    return send(method, whole, body, { Authorization: `Bearer ${token}`, ...headers });
  };
  return {
    ...sandbox,
    token,
    call,
    query: async (soql) => {
      const { status, body } = await call('GET', `/query?q=${encodeURIComponent(soql)}`);
      if (status !== 200) throw new Error(`${body[0].errorCode}: ${body[0].message}`);
      return body.records.map(({ attributes: _, ...row }: Json) => row);
    },
    control: async (method, path, body) => (await send(method, `/_sandbox${path}`, body, {})).body,
    connect: async () => {
      const oauth2 = { loginUrl: url, clientId, clientSecret };
      const connection = new Connection({
        loginUrl: url,
        instanceUrl: url,
        version: '67.0',
        oauth2,
        callOptions: { client: 'test' },
      });
      await connection.authorize({ grant_type: 'client_credentials' });
      return connection;
    },
    passMs: (ms) => {
      elapsedMs += ms;
    },
  };
}

function readText(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Makes custom fields on leads and lets the app's user read and write them. */
export async function provision(org: OpenOrg, fields: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const connection = await org.connect();
  const made = await connection.metadata.upsert('CustomField', fields as Json);
  const fieldPermissions = fields.map(({ fullName }) => ({ field: fullName, readable: true, editable: true }));
  const set = { fullName: 'Test_Fields', label: 'Test Fields', fieldPermissions };
  const granted = await connection.metadata.upsert('PermissionSet', set as Json);
  for (const result of [made, granted].flat()) if (!result.success) throw new Error(JSON.stringify(result));
  const [row] = await org.query("SELECT Id FROM PermissionSet WHERE Name = 'Test_Fields'");
  await org.call('POST', '/sobjects/PermissionSetAssignment', { AssigneeId: org.userId, PermissionSetId: row.Id });
}

/** The hygiene score of a lead, as metadata. */
export const SCORE = { fullName: 'Lead.Hygiene_Score__c', label: 'Score', type: 'Number', precision: 3, scale: 0 };
