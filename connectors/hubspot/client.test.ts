import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testEnv } from '../../test/kit/connector-env.ts';
import { callsOf, connectTo, readAll, startSandbox, type TestSandbox } from '../../test/kit/hubspot-sandbox.ts';
import { hubspot } from './index.ts';

const tokenRoute = 'POST /oauth/2026-09/token';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ contacts: 30, timeZone: 'Europe/Berlin' });
});
afterEach(() => sandbox.close());

function oauthSecrets() {
  const { clientId, clientSecret, refreshToken, url } = sandbox;
  return { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, REFRESH_TOKEN: refreshToken, BASE_URL: url };
}

async function tokenWith(scopes: readonly string[]): Promise<string> {
  return ((await sandbox.control('/tokens', { scopes })) as { token: string }).token;
}

test('a refresh token yields access tokens: one for many calls at once', async () => {
  const { connector, env } = await connectTo(sandbox, { secrets: oauthSecrets() });
  await Promise.all([connector.identify(), connector.catalog()]);
  expect(env.calls.get(tokenRoute)).toBe(1);
});

test('an access token is renewed before it ends, and once more when HubSpot ended it early', async () => {
  let now = Date.now();
  const { connector, env } = await connectTo(sandbox, { secrets: oauthSecrets(), now: () => now });
  await connector.read.byId('contact', ['1']);
  now += 1_750_000;
  await connector.read.byId('contact', ['1']);
  expect(env.calls.get(tokenRoute)).toBe(2);
  await sandbox.control('/clock', { advanceMs: 3_600_000 });
  await connector.read.byId('contact', ['1']);
  expect(env.calls.get(tokenRoute)).toBe(3);
  expect(env.retries.size).toBe(0);
});

test('a refused refresh ends the run, without the secrets in its words', async () => {
  const secrets = { ...oauthSecrets(), REFRESH_TOKEN: 'na1-revoked-token' };
  const { connector, env } = await connectTo(sandbox, { secrets });
  const error = await connector.identify().catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: 'FatalError',
    code: 'CREDENTIALS_REFUSED',
    message: expect.stringContaining('MAIN_HUBSPOT_REFRESH_TOKEN or HUBSPOT_REFRESH_TOKEN'),
  });
  expect(callsOf(env)).toBe(1);
  const words = JSON.stringify(error, Object.getOwnPropertyNames(error));
  for (const secret of Object.values(secrets).slice(0, 3)) expect(words).not.toContain(secret);
});

test('a refused static token ends the run at once', async () => {
  const { connector, env } = await connectTo({ url: sandbox.url, accessToken: 'pat-na1-unheard-of' });
  const error = await connector.identify().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'FatalError', code: 'CREDENTIALS_REFUSED' });
  expect(callsOf(env)).toBe(1);
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('unheard');
});

test.each([
  ['no credentials', {}, 'CREDENTIALS_MISSING', 'MAIN_HUBSPOT_ACCESS_TOKEN'],
  ['half of an OAuth app', { CLIENT_ID: 'a', CLIENT_SECRET: 'b' }, 'CREDENTIALS_MISSING', 'REFRESH_TOKEN'],
  ['a token with a line in it', { ACCESS_TOKEN: 'pat-\nsecret' }, 'CONFIG_INVALID', 'MAIN_HUBSPOT_ACCESS_TOKEN'],
  ['an address without a scheme', { ACCESS_TOKEN: 'a', BASE_URL: 'api.hubapi.com' }, 'CONFIG_INVALID', 'BASE_URL'],
])('%s is refused before any call', async (_name, secrets, code, part) => {
  const error = await connectTo(sandbox, { secrets }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'UserError', code, message: expect.stringContaining(part) });
  expect(String(error)).not.toContain('pat-');
});

test('lists that may not be read are unknown; an object that may not be read ends the run', async () => {
  const some = ['oauth', 'crm.objects.contacts.read', 'crm.schemas.contacts.read'];
  const accessToken = await tokenWith(some);
  const contacts = await connectTo({ url: sandbox.url, accessToken }, { objects: ['contact'] });
  const catalog = await contacts.connector.catalog();
  expect(catalog.owners).toBe('unknown');
  expect(catalog.fields.contact!.length).toBeGreaterThan(50);
  const both = await connectTo({ url: sandbox.url, accessToken }, { objects: ['contact', 'deal'] });
  await expect(both.connector.catalog()).rejects.toMatchObject({
    name: 'FatalError',
    code: 'SCOPE_MISSING',
    message: expect.stringContaining('deals'),
  });
});

test('doctor tells what is permitted, and changes nothing', async () => {
  const accessToken = await tokenWith(['oauth', 'crm.objects.contacts.read', 'crm.schemas.contacts.read']);
  const { connector } = await connectTo({ url: sandbox.url, accessToken }, { objects: ['contact'] });
  const lines = await connector.diagnose();
  expect(lines.map(({ check, ok }) => [check, ok])).toEqual([
    ['access token', true],
    ['read contacts (crm.objects.contacts.read)', true],
    ['write contacts (crm.objects.contacts.write)', false],
    ['create contacts properties (crm.schemas.contacts.write)', false],
    ['read owners (crm.objects.owners.read)', false],
    ['health fields of contacts', false],
    ['limits', true],
    ['clock', true],
  ]);
  expect(lines[2]!.advice).toContain('crm.objects.contacts.write');
  expect(lines[5]!.advice).toContain('crm-hygiene provision');
});

test('doctor stops at a refused token, and tells of a clock that is wrong', async () => {
  const refused = await connectTo({ url: sandbox.url, accessToken: 'wrong' });
  expect(await refused.connector.diagnose()).toMatchObject([{ check: 'access token', ok: false }]);
  const late = await connectTo(sandbox, { now: () => Date.now() - 600_000, objects: ['contact'] });
  const clock = (await late.connector.diagnose()).find((line) => line.check === 'clock');
  expect(clock).toMatchObject({ ok: false, detail: expect.stringMatching(/^(599|600|601) s behind/) });
});

test('the pace is taken from the headers: no call is refused, whatever the account allows', async () => {
  // One clock for both sides: what the connector sleeps passes on the server too.
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const limited = await startSandbox({
    contacts: 10,
    readClock: now,
    latencyMs: 10,
    limits: { perTenSeconds: 14, searchPerSecond: 5, daily: null },
  });
  try {
    const sleep = async (ms: number) => {
      aheadMs += ms;
    };
    const { connector, env } = await connectTo(limited, { objects: ['contact'], now, sleep });
    await connector.identify();
    await Promise.all(Array.from({ length: 60 }, () => connector.read.byId('contact', ['1'])));
    expect(callsOf(env)).toBe(62);
    expect(env.throttles.size).toBe(0);
    expect(aheadMs).toBeGreaterThan(35_000);
  } finally {
    await limited.close();
  }
});

test('searches keep to five a second in real time', async () => {
  await sandbox.control('/limits', { searchPerSecond: 5 });
  const { connector, env } = await connectTo(sandbox, { now: Date.now, sleep: (ms) => wait(ms) });
  const since = String(Date.now());
  const startedAt = Date.now();
  await Promise.all(
    Array.from({ length: 8 }, () => readAll(connector.read, 'contact', { since, unseen: async () => [] })),
  );
  expect(env.calls.get('POST /crm/objects/2026-09/contacts/search')).toBe(8);
  expect(env.throttles.size).toBe(0);
  expect(Date.now() - startedAt).toBeGreaterThan(900);
});

test('the daily quota ends the run and tells the midnight of the account', async () => {
  await sandbox.control('/limits', { daily: 3 });
  const { connector, env } = await connectTo(sandbox, { now: () => Date.parse('2026-11-21T12:00:00Z') });
  await connector.identify();
  await connector.read.byId('contact', ['1']);
  const error = await connector.catalog().catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: 'FatalError',
    code: 'CRM_DAILY_LIMIT',
    message: expect.stringContaining('2026-11-21T23:00:00.000Z'),
  });
  expect(env.retries.size).toBe(0);
});

test('a short outage is bridged, a long one ends with what was tried', async () => {
  await sandbox.control('/faults', { kind: 'status', status: 503, count: 4 });
  const short = await connectTo(sandbox);
  await expect(short.connector.identify()).resolves.toMatchObject({ id: String(sandbox.portalId) });
  expect(short.env.retries.get('GET /account-info/2026-09/details')).toBe(4);
  await sandbox.control('/faults', { kind: 'reset' });
  const long = await connectTo(sandbox);
  await expect(long.connector.identify()).rejects.toMatchObject({
    name: 'RetryableError',
    code: 'CRM_UNREACHABLE',
    message: expect.stringContaining('tried 8 times'),
  });
});

test('nobody at the address is an error with the address left out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const { connector } = await connectTo({ url: `http://127.0.0.1:${port}`, accessToken: 'token' });
  await expect(connector.identify()).rejects.toMatchObject({
    code: 'CRM_UNREACHABLE',
    message: expect.stringContaining('the connection was refused (ECONNREFUSED)'),
  });
});

test('an answer of another shape says where it differs', async () => {
  const server = createServer((_request, response) => response.end('{"portalId":{}}')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { connector } = await connectTo({ url: `http://127.0.0.1:${port}`, accessToken: 'token' });
    await expect(connector.identify()).rejects.toMatchObject({
      name: 'FatalError',
      code: 'CRM_ANSWER_UNREADABLE',
      message: expect.stringContaining('portalId'),
    });
  } finally {
    server.close();
  }
});

test('routes are counted without ids and queries', async () => {
  const { connector, env } = await connectTo(sandbox);
  await connector.identify();
  await connector.catalog();
  await readAll(connector.read, 'contact', { links: ['company'] });
  for (const route of env.calls.keys()) expect(route).toMatch(/^(GET|POST|PATCH) \/[a-z0-9/-]+$/);
});

test('an aborted run makes no further call', async () => {
  const controller = new AbortController();
  const env = testEnv({
    secrets: { ACCESS_TOKEN: sandbox.accessToken, BASE_URL: sandbox.url },
    signal: controller.signal,
  });
  const connector = await hubspot.connect(hubspot.manifest.config.parse({}), env);
  controller.abort(new Error('stopped by the user'));
  await expect(connector.identify()).rejects.toThrow('stopped by the user');
  expect(callsOf(env)).toBe(0);
});

test.each([
  ['5 minutes', 300_000],
  ['30 seconds', 30_000],
  ['2 hours', 7_200_000],
])('look_back: %s', (look_back, ms) => {
  expect(hubspot.manifest.config.parse({ look_back })).toEqual({ look_back: ms });
});

test('a look_back that is no span, and an unknown setting, are refused', () => {
  expect(hubspot.manifest.config.safeParse({ look_back: 'five minutes' }).success).toBe(false);
  expect(hubspot.manifest.config.safeParse({ lookback: '5 minutes' }).success).toBe(false);
});
