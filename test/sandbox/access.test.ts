import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_SCOPES } from '../../src/sandbox/hubspot/options.ts';
import { type Json, type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ limits: { perTenSeconds: null } }, createSmallPopulation);
});
afterAll(() => sandbox.close());

const LIST = '/crm/objects/2026-09/deals';

describe('tokens', () => {
  test('a missing or unknown token is 401', async () => {
    const bare = await fetch(`${sandbox.url}${LIST}`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' });
    expect((await sandbox.call('GET', LIST, undefined, 'pat-na1-unknown')).status).toBe(401);
  });

  test('is the same for the same seed, and ends when it is revoked', async () => {
    const twin = await openSandbox({}, createSmallPopulation);
    expect([twin.accessToken, twin.clientSecret]).toEqual([sandbox.accessToken, sandbox.clientSecret]);
    const other = await openSandbox({ seed: 2 }, createSmallPopulation);
    expect(other.accessToken).not.toBe(sandbox.accessToken);
    expect((await twin.control('DELETE', '/tokens', { token: twin.accessToken })).revoked).toBe(true);
    expect((await twin.call('GET', LIST)).status).toBe(401);
    await Promise.all([twin.close(), other.close()]);
  });
});

describe('scopes', () => {
  const without = async (missing: RegExp) => {
    const scopes = ALL_SCOPES.filter((scope) => !missing.test(scope));
    return (await sandbox.control('POST', '/tokens', { scopes })).token as string;
  };

  test('a missing record scope is named as HubSpot names it', async () => {
    const token = await without(/deals/);
    const { status, body } = await sandbox.call('GET', LIST, undefined, token);
    expect(status).toBe(403);
    expect(body).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.deals.read'] } }],
      links: { scopes: 'https://developers.hubspot.com/scopes' },
    });
    expect((await sandbox.call('GET', '/crm/objects/2026-09/contacts', undefined, token)).status).toBe(200);
  });

  test('properties are read with the records’ scope but made with the schemas’ one', async () => {
    const token = await without(/schemas\.contacts\.write/);
    expect((await sandbox.call('GET', '/crm/v3/properties/contacts', undefined, token)).status).toBe(200);
    const refused = await sandbox.call('POST', '/crm/v3/properties/contacts/groups', { name: 'g', label: 'G' }, token);
    expect(refused).toMatchObject({
      status: 403,
      body: {
        message: 'One or more of the following scopes are required.',
        context: {
          requiredGranularScopes: ['crm.schemas.contacts.write'],
          links: ['https://developers.hubspot.com/scopes'],
        },
      },
    });
  });

  test.each([
    ['PATCH', '/crm/v3/objects/contacts/101', /contacts\.write/],
    ['POST', '/crm/v3/objects/contacts/batch/update', /contacts\.write/],
    ['POST', '/crm/v3/objects/contacts/search', /contacts\.read/],
    ['POST', '/crm/v4/associations/contacts/companies/batch/read', /contacts\.read/],
    ['GET', '/crm/v3/owners', /owners/],
  ])('%s %s needs its scope', async (method, path, missing) => {
    const token = await without(missing);
    expect((await sandbox.call(method, path, method === 'GET' ? undefined : {}, token)).status).toBe(403);
  });
});

describe('OAuth', () => {
  const exchange = async (form: Record<string, string>, path = '/oauth/2026-09/token') => {
    const { clientId: client_id, clientSecret: client_secret } = sandbox;
    const body = new URLSearchParams({ client_id, client_secret, ...form });
    const response = await fetch(`${sandbox.url}${path}`, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const refresh = () => exchange({ grant_type: 'refresh_token', refresh_token: sandbox.refreshToken });

  test.each(['/oauth/2026-09/token', '/oauth/2026-03/token', '/oauth/v1/token'])('%s refreshes', async (path) => {
    const { status, body } = await exchange({ grant_type: 'refresh_token', refresh_token: sandbox.refreshToken }, path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'bearer',
      expires_in: 1800,
      hub_id: sandbox.portalId,
      refresh_token: sandbox.refreshToken,
    });
    expect((await sandbox.call('GET', LIST, undefined, body.access_token)).status).toBe(200);
  });

  test('an access token ends after 1800 seconds of the sandbox’s clock', async () => {
    const { access_token } = (await refresh()).body;
    await sandbox.control('POST', '/clock', { advanceMs: 1_799_999 });
    const alive = await sandbox.call('GET', LIST, undefined, access_token);
    expect(alive.status).toBe(200);
    expect(alive.headers.has('x-hubspot-ratelimit-daily')).toBe(false);
    await sandbox.control('POST', '/clock', { advanceMs: 7_001 });
    expect(await sandbox.call('GET', LIST, undefined, access_token)).toMatchObject({
      status: 401,
      body: {
        category: 'EXPIRED_AUTHENTICATION',
        message: 'The OAuth token used to make this call expired 7 second(s) ago.',
      },
    });
  });

  test('tells what a token is', async () => {
    const { access_token } = (await refresh()).body;
    const active = await exchange({ token: access_token }, '/oauth/2026-09/token/introspect');
    expect(active.body).toMatchObject({
      active: true,
      token_use: 'access_token',
      hub_id: sandbox.portalId,
      expires_in: 1800,
    });
    expect((await exchange({ token: 'x' }, '/oauth/2026-09/token/introspect')).body).toEqual({ active: false });
  });

  test.each([
    [{ client_id: 'x', grant_type: 'refresh_token' }, 'BAD_CLIENT_ID', 'invalid_client'],
    [{ grant_type: 'refresh_token', refresh_token: 'x' }, 'BAD_REFRESH_TOKEN', 'invalid_grant'],
    [{ grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://x' }, 'BAD_AUTH_CODE', 'invalid_grant'],
    [{ grant_type: 'password' }, 'BAD_GRANT_TYPE', 'unsupported_grant_type'],
  ])('refuses %p', async (form, code, error) => {
    const answer = await exchange(form as Record<string, string>);
    expect(answer).toMatchObject({ status: 400, body: { status: code, error } });
  });

  test('exchanges a code for an installation that can be revoked', async () => {
    const query = new URLSearchParams({
      client_id: sandbox.clientId,
      redirect_uri: 'https://x/back',
      scope: 'oauth',
      state: 's 1',
    });
    const installed = await fetch(`${sandbox.url}/oauth/authorize?${query}`, { redirect: 'manual' });
    const back = new URL(installed.headers.get('location') ?? '');
    expect([back.origin, back.searchParams.get('state')]).toEqual(['https://x', 's 1']);
    const code = back.searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: 'https://x/back' };
    const { refresh_token, scopes } = (await exchange(form)).body;
    expect(scopes).toEqual(['oauth']);
    expect((await exchange(form)).body.status).toBe('BAD_AUTH_CODE');
    const again = { grant_type: 'refresh_token', refresh_token };
    expect((await exchange(again)).status).toBe(200);
    await exchange({ token: refresh_token }, '/oauth/2026-09/revoke');
    expect((await exchange(again)).body.status).toBe('BAD_REFRESH_TOKEN');
    expect((await exchange({ grant_type: 'client_credentials', scope: 'oauth' })).body).not.toHaveProperty(
      'refresh_token',
    );
  });
});
