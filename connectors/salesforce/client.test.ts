import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { callsOf } from '../../test/kit/hubspot-sandbox.ts';
import {
  clientOf,
  type LocalOrg,
  page,
  type Reply,
  refusal,
  type Seen,
  secretsFor,
  startLocalOrg,
} from '../../test/kit/salesforce-local-org.ts';
import { anyAnswer } from './answers.ts';

const query = { method: 'GET', path: '/query', query: { q: 'SELECT Id FROM Lead' } } as const;
const queryRoute = 'GET /services/data/v67.0/query';
const tokenRoute = 'POST /services/oauth2/token';
const expired = refusal('INVALID_SESSION_ID', 'Session expired or invalid', 401);

let org: LocalOrg;
afterEach(() => org.close());

async function start(answer: (call: Seen, sessions: number) => Reply, token?: (form: URLSearchParams) => Reply) {
  org = await startLocalOrg(answer, token);
  return org;
}

test('one session for many calls at once, with our name in every call', async () => {
  await start(() => page([]));
  const { client, env } = clientOf(org);
  await Promise.all([client.call(query, anyAnswer), client.call(query, anyAnswer)]);
  expect(env.calls).toEqual(
    new Map([
      [tokenRoute, 1],
      [queryRoute, 2],
    ]),
  );
  const form = new URLSearchParams(org.seen[0]!.body);
  expect(Object.fromEntries(form)).toEqual({
    grant_type: 'client_credentials',
    client_id: '3MVG9client',
    client_secret: 'S3CRET',
  });
  expect(org.seen[1]!.headers).toMatchObject({
    authorization: 'Bearer 00D000000000001!session1',
    'sforce-call-options': 'client=crm-hygiene',
  });
});

test('a session that ended is renewed once, and the call made again', async () => {
  await start((_call, sessions) => (sessions === 1 ? expired : page([{ Id: '1' }])));
  const { client, env } = clientOf(org);
  await expect(client.call(query, anyAnswer)).resolves.toMatchObject({ totalSize: 1 });
  expect(env.calls.get(tokenRoute)).toBe(2);
  expect(env.calls.get(queryRoute)).toBe(2);
  expect(env.retries.size).toBe(0);
});

test('a permanent 401 ends after three tries', async () => {
  await start(() => expired);
  const { client, env } = clientOf(org);
  await expect(client.call(query, anyAnswer)).rejects.toMatchObject({
    name: 'FatalError',
    code: 'CREDENTIALS_REFUSED',
    message: expect.stringContaining('refuses every session'),
  });
  expect(env.calls.get(queryRoute)).toBe(3);
  expect(env.calls.get(tokenRoute)).toBe(3);
});

test('a permanent 401 of a stream ends after three tries too', async () => {
  await start(() => expired);
  const { client, env } = clientOf(org);
  await expect(client.stream('/jobs/query/750/results', {})).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' });
  expect(env.calls.get('GET /services/data/v67.0/jobs/query/{id}/results')).toBe(3);
});

test('a session that could not be renewed says why, in the words of the refusal', async () => {
  let asked = 0;
  await start(
    () => expired,
    () =>
      ++asked === 1
        ? { json: { access_token: 'a', instance_url: org.url, id: `${org.url}/id/00D/005` } }
        : { status: 400, json: { error: 'inactive_user', error_description: 'user is inactive' } },
  );
  const { client } = clientOf(org);
  await expect(client.call(query, anyAnswer)).rejects.toMatchObject({
    code: 'CREDENTIALS_REFUSED',
    message: expect.stringContaining('Activate the integration user'),
  });
});

test('a refresh token is replaced by the one handed out', async () => {
  const sent: (string | null)[] = [];
  await start(
    (_call, sessions) => (sessions === 1 ? expired : page([])),
    (form) => {
      sent.push(form.get('refresh_token'));
      return {
        json: { access_token: 'a', refresh_token: 'second', instance_url: org.url, id: `${org.url}/id/00D/005` },
      };
    },
  );
  const { CLIENT_SECRET: _secret, ...secrets } = secretsFor(org.url);
  const { client } = clientOf(org, {}, { secrets: { ...secrets, REFRESH_TOKEN: 'first' } });
  await client.call(query, anyAnswer);
  expect(sent).toEqual(['first', 'second']);
});

test('a JWT is signed by the key, for the user, and ends within five minutes', async () => {
  await start(() => page([]));
  const folder = mkdtempSync(join(tmpdir(), 'crm-hygiene-key-'));
  try {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const secrets = {
      LOGIN_URL: org.url,
      CLIENT_ID: 'id',
      USERNAME: 'hygiene@acme.example',
      PRIVATE_KEY_FILE: 'key.pem',
    };
    const { client, env } = clientOf(org, {}, { secrets, folder });
    await client.call(query, anyAnswer);
    const form = new URLSearchParams(org.seen[0]!.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [head, body, signature] = form.get('assertion')!.split('.');
    const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    const isSigned = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature!, 'base64url'));
    expect(isSigned).toBe(true);
    const claims = JSON.parse(Buffer.from(body!, 'base64url').toString());
    expect(claims).toEqual({ iss: 'id', sub: 'hygiene@acme.example', aud: org.url, exp: expect.any(Number) });
    const secondsLeft = claims.exp - env.now() / 1000;
    expect(secondsLeft).toBeGreaterThan(60);
    expect(secondsLeft).toBeLessThanOrEqual(300);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['invalid_client', 'invalid client credentials', 'MAIN_SALESFORCE_CLIENT_ID'],
  ['invalid_client_id', 'client identifier invalid', 'copy them again'],
  ['invalid_grant', 'request not supported on this domain', 'My Domain'],
  ['invalid_grant', "user hasn't approved this consumer", 'pre-authorized'],
  ['invalid_grant', 'no client credentials user enabled', 'Run As'],
  ['invalid_grant', 'expired access/refresh token', 'REFRESH_TOKEN'],
  ['invalid_grant', 'audience is invalid', 'certificate'],
  ['inactive_user', 'user is inactive', 'Activate'],
  ['unsupported_grant_type', 'grant type not supported', 'flow must be enabled'],
])('a refused session (%s: %s) says what to do, without the secret', async (error, description, says) => {
  await start(
    () => page([]),
    () => ({ status: 400, json: { error, error_description: description } }),
  );
  const { client, env } = clientOf(org);
  const failure = await client.session().catch((reason: unknown) => reason);
  expect(failure).toMatchObject({ name: 'FatalError', code: 'CREDENTIALS_REFUSED' });
  expect(String(failure)).toContain(says);
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('S3CRET');
  expect(callsOf(env)).toBe(1);
});

test('a JWT refused while the clock is off names the clock', async () => {
  await start(
    () => page([]),
    () => ({
      status: 400,
      json: { error: 'invalid_grant', error_description: 'invalid assertion' },
      headers: { date: new Date(Date.now() + 600_000).toUTCString() },
    }),
  );
  const { client } = clientOf(org);
  await expect(client.session()).rejects.toThrow(/clock of this machine is \d+ s behind/);
});

test.each<[string, Reply, Reply?]>([
  ['a server error', { status: 503, text: '<html>' }],
  ['a lock', refusal('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')],
  ['too many calls at once', refusal('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit exceeded.', 403)],
  ['an answer cut short', { text: '{"totalSize": 1', breaks: true }],
  ['an answer that is no JSON', { text: '<html>' }],
])('a call is repeated after %s, a PATCH too', async (_name, reply) => {
  let asked = 0;
  await start(() => (++asked === 1 ? reply : { json: [] }));
  const { client, env } = clientOf(org);
  await client.call({ method: 'PATCH', path: '/composite/sobjects', body: {} }, anyAnswer);
  expect(asked).toBe(2);
  expect(env.retries.get('PATCH /services/data/v67.0/composite/sobjects')).toBe(1);
});

test('a connection that is closed without an answer is tried again', async () => {
  let asked = 0;
  await start(() => (++asked === 1 ? { text: '', breaks: true } : page([])));
  const { client } = clientOf(org);
  await client.call(query, anyAnswer);
  expect(asked).toBe(2);
});

test('a daily limit that is used up ends the run at once', async () => {
  await start(() => refusal('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403));
  const { client, env } = clientOf(org);
  await expect(client.call(query, anyAnswer)).rejects.toMatchObject({ name: 'FatalError', code: 'CRM_DAILY_LIMIT' });
  expect(env.calls.get(queryRoute)).toBe(1);
});

test('the share of the daily calls is kept, and the message names the setting', async () => {
  await start(() => ({ ...page([]), headers: { 'sforce-limit-info': 'api-usage=18/20' } }));
  const { client, env } = clientOf(org, { daily_share: '25%' });
  const call = () => client.call(query, anyAnswer);
  for (let count = 1; count < 5; count++) await call();
  await expect(call()).rejects.toMatchObject({
    code: 'CRM_DAILY_LIMIT',
    message: expect.stringContaining('daily_share'),
  });
  expect(callsOf(env)).toBe(5);
});

test('what the org counts for our app alone outweighs what this process knows of', async () => {
  const usage = 'api-usage=100/1000; per-app-api-usage=300/1000(appName=crm-hygiene)';
  await start(() => ({ ...page([]), headers: { 'sforce-limit-info': usage } }));
  const { client } = clientOf(org);
  await client.call(query, anyAnswer);
  await expect(client.call(query, anyAnswer)).rejects.toThrow(/300 of the 250 API calls/);
});

test("the last of the org's calls are left to its other programs", async () => {
  await start(() => ({ ...page([]), headers: { 'sforce-limit-info': 'api-usage=96000/100000' } }));
  const { client } = clientOf(org);
  await client.call(query, anyAnswer);
  await expect(client.call(query, anyAnswer)).rejects.toMatchObject({ code: 'CRM_DAILY_LIMIT' });
});

test('an org that cannot be reached says so', async () => {
  await start(() => page([]));
  await org.close();
  const { client } = clientOf(org);
  await expect(client.call(query, anyAnswer)).rejects.toMatchObject({
    name: 'RetryableError',
    code: 'CRM_UNREACHABLE',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

test.each([
  ['no credentials', {}, 'CREDENTIALS_MISSING', 'MAIN_SALESFORCE_LOGIN_URL'],
  [
    'no secret',
    { LOGIN_URL: 'https://a.my.salesforce.com', CLIENT_ID: 'a' },
    'CREDENTIALS_MISSING',
    'PRIVATE_KEY_FILE',
  ],
  [
    'the shared login host',
    { LOGIN_URL: 'https://login.salesforce.com', CLIENT_ID: 'a', CLIENT_SECRET: 'b' },
    'CONFIG_INVALID',
    'My Domain',
  ],
  [
    'a Lightning address',
    { LOGIN_URL: 'https://a.lightning.force.com', CLIENT_ID: 'a', CLIENT_SECRET: 'b' },
    'CONFIG_INVALID',
    'My Domain',
  ],
  ['no address', { LOGIN_URL: 'acme', CLIENT_ID: 'a', CLIENT_SECRET: 'b' }, 'CONFIG_INVALID', 'LOGIN_URL'],
  [
    'a secret with a blank',
    { LOGIN_URL: 'https://a.my.salesforce.com', CLIENT_ID: 'a', CLIENT_SECRET: 's3 cret' },
    'CONFIG_INVALID',
    'CLIENT_SECRET',
  ],
  [
    'a key file that is not there',
    { LOGIN_URL: 'https://login.salesforce.com', CLIENT_ID: 'a', USERNAME: 'u', PRIVATE_KEY_FILE: 'none.pem' },
    'CONFIG_INVALID',
    'PRIVATE_KEY_FILE',
  ],
])('%s is refused before any call', async (_name, secrets, code, part) => {
  await start(() => page([]));
  const connect = () => clientOf(org, {}, { secrets });
  expect(connect).toThrow(expect.objectContaining({ name: 'UserError', code }));
  expect(connect).toThrow(part);
  expect(connect).not.toThrow('s3 cret');
});
