import { sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, NOW, type OpenOrg, openOrg, type Reply } from './open-org.ts';

let org: OpenOrg;
beforeAll(async () => {
  org = await openOrg();
});
afterAll(() => org.close());

const JWT_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SOON = NOW.getTime() / 1000 + 180;

function ask(form: Readonly<Record<string, string>>, headers: Record<string, string> = {}): Promise<Reply> {
  return org.call('POST', '/services/oauth2/token', new URLSearchParams(form), headers);
}

function assertion(claims: object, key = org.privateKey, alg = 'RS256'): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const given = { iss: org.clientId, sub: org.username, aud: 'https://login.salesforce.com', exp: SOON, ...claims };
  const text = `${encode({ alg })}.${encode(given)}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

describe('tokens', () => {
  test('client credentials, in the body or as Basic', async () => {
    const { clientId, clientSecret } = org;
    const inBody = await ask({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const inHeader = await ask({ grant_type: 'client_credentials' }, { Authorization: `Basic ${basic}` });
    for (const { status, body } of [inBody, inHeader]) {
      expect(status).toBe(200);
      expect(body).toMatchObject({
        scope: 'api',
        token_type: 'Bearer',
        instance_url: org.url,
        issued_at: String(NOW.getTime()),
      });
      expect(body.access_token).toMatch(/^00D\w{12}!AQ/);
      expect(body.id).toBe(`${org.url}/id/${org.organizationId}/${org.userId}`);
      expect(body).not.toHaveProperty('refresh_token');
      expect(body).not.toHaveProperty('expires_in');
    }
  });

  const refresh = () => ({ grant_type: 'refresh_token', client_id: org.clientId, refresh_token: org.refreshToken });
  const jwt = (claims: object) => ({ grant_type: JWT_GRANT, assertion: assertion(claims) });
  const client = () => ({ grant_type: 'client_credentials', client_id: org.clientId });

  test.each<[string, () => Record<string, string>]>([
    ['a refresh token', refresh],
    ['a signed assertion', () => jwt({})],
    ['an assertion for a sandbox', () => jwt({ aud: 'https://test.salesforce.com' })],
  ])('%s gives a session that works', async (_name, form) => {
    const { body } = await ask(form());
    const headers = { Authorization: `Bearer ${body.access_token}` };
    expect((await org.call('GET', '/services/oauth2/userinfo', undefined, headers)).body.user_id).toBe(org.userId);
  });

  test.each<[string, () => Record<string, string>, string, string]>([
    ['a wrong secret', () => ({ ...client(), client_secret: 'x' }), 'invalid_client', 'invalid client credentials'],
    ['no secret', client, 'invalid_client', 'invalid client credentials'],
    ['a wrong client', () => ({ ...client(), client_id: 'x' }), 'invalid_client_id', 'client identifier invalid'],
    [
      'a dead refresh token',
      () => ({ ...refresh(), refresh_token: 'x' }),
      'invalid_grant',
      'expired access/refresh token',
    ],
    ['no grant type', () => ({}), 'unsupported_grant_type', 'grant type not supported'],
    ['a password', () => ({ grant_type: 'password' }), 'invalid_grant', 'authentication failure'],
    ['an assertion that ended', () => jwt({ exp: SOON - 200 }), 'invalid_grant', 'expired authorization code'],
    ['an assertion too far ahead', () => jwt({ exp: SOON + 200 }), 'invalid_grant', 'invalid assertion'],
    ['an assertion for others', () => jwt({ aud: 'https://x.com' }), 'invalid_grant', 'audience is invalid'],
    ['an assertion of a stranger', () => jwt({ sub: 'x@y.z' }), 'invalid_grant', "user hasn't approved this consumer"],
    [
      'another algorithm',
      () => ({ grant_type: JWT_GRANT, assertion: assertion({}, org.privateKey, 'none') }),
      'invalid_grant',
      'invalid assertion',
    ],
    [
      'a forged assertion',
      () => ({ grant_type: JWT_GRANT, assertion: `${assertion({})}AA` }),
      'invalid_grant',
      'invalid assertion',
    ],
  ])('%s is refused', async (_name, form, error, description) => {
    expect(await ask(form())).toMatchObject({ status: 400, body: { error, error_description: description } });
  });

  test('the login host sends apps to their own domain; an inactive user gets nothing', async () => {
    const form = { ...client(), client_secret: org.clientSecret };
    await org.control('POST', '/switches', { isLoginHost: true });
    expect((await ask(form)).body).toEqual({
      error: 'invalid_grant',
      error_description: 'request not supported on this domain',
    });
    await org.control('POST', '/switches', { isLoginHost: false, isRunAsUserActive: false });
    expect((await ask(form)).body.error).toBe('inactive_user');
    await org.control('POST', '/switches', { isRunAsUserActive: true });
    expect((await ask(form)).status).toBe(200);
  });
});

describe('sessions', () => {
  const EXPIRED = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];

  test('end two hours after the last call', async () => {
    const own = await openOrg();
    await own.control('POST', '/clock', { advanceMs: 7_100_000 });
    expect((await own.call('GET', '/limits')).status).toBe(200);
    await own.control('POST', '/clock', { advanceMs: 7_100_000 });
    expect((await own.call('GET', '/limits')).status).toBe(200);
    await own.control('POST', '/clock', { advanceMs: 7_200_000 });
    expect(await own.call('GET', '/limits')).toMatchObject({ status: 401, body: EXPIRED });
    await own.close();
  });

  test('can be revoked', async () => {
    const own = await openOrg();
    expect((await own.call('POST', '/services/oauth2/revoke', new URLSearchParams({ token: own.token }))).status).toBe(
      200,
    );
    expect((await own.call('GET', '/sobjects')).body).toEqual(EXPIRED);
    await own.close();
  });

  test('SOAP says so in a fault', async () => {
    const body = '<Envelope><Header/><Body><readMetadata><type>CustomField</type></readMetadata></Body></Envelope>';
    const answer = await org.call('POST', '/services/Soap/m/67.0', body);
    expect(answer.status).toBe(500);
    expect(answer.body).toContain('<faultcode>sf:INVALID_SESSION_ID</faultcode>');
  });
});

test('versions: 31.0 to 68.0 are there, older ones retired', async () => {
  const { body } = await org.call('GET', '/services/data');
  expect(body.at(0).version).toBe('31.0');
  expect(body.slice(-4).map((one: Json) => [one.version, one.label])).toEqual([
    ['65.0', "Winter '26"],
    ['66.0', "Spring '26"],
    ['67.0', "Summer '26"],
    ['68.0', "Winter '27"],
  ]);
  expect((await org.call('GET', '/services/data/v31.0/sobjects')).status).toBe(200);
  expect(await org.call('GET', '/services/data/v30.0/sobjects')).toMatchObject({
    status: 410,
    body: [{ errorCode: 'UNSUPPORTED_API_VERSION' }],
  });
  expect((await org.call('GET', '/services/data/v69.0/sobjects')).status).toBe(404);
});
