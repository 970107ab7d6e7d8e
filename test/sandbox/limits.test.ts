import { expect, test } from '@jest/globals';
import { openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

const LIST = '/crm/v3/objects/contacts?limit=1';

test('190 calls pass in any ten seconds of one token, and the answer says how many are left', async () => {
  const sandbox = await openSandbox({}, createSmallPopulation);
  const first = await sandbox.call('GET', LIST);
  expect(Object.fromEntries([...first.headers].filter(([name]) => name.startsWith('x-hubspot')))).toEqual({
    'x-hubspot-ratelimit-max': '190',
    'x-hubspot-ratelimit-remaining': '189',
    'x-hubspot-ratelimit-interval-milliseconds': '10000',
    'x-hubspot-ratelimit-daily': '625000',
    'x-hubspot-ratelimit-daily-remaining': '624999',
  });
  sandbox.passMs(5_000);
  for (let turn = 0; turn < 189; turn += 1) expect((await sandbox.call('GET', LIST)).status).toBe(200);
  const refused = await sandbox.call('GET', LIST);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('x-hubspot-ratelimit-remaining')).toBe('0');
  expect(refused.headers.has('retry-after')).toBe(false);
  expect(refused.body).toMatchObject({
    status: 'error',
    message: 'You have reached your ten_secondly_rolling limit.',
    errorType: 'RATE_LIMIT',
    policyName: 'TEN_SECONDLY_ROLLING',
  });
  const other = (await sandbox.control('POST', '/tokens', {})).token;
  expect((await sandbox.call('GET', LIST, undefined, other)).status).toBe(200);
  sandbox.passMs(5_000);
  expect([(await sandbox.call('GET', LIST)).status, (await sandbox.call('GET', LIST)).status]).toEqual([200, 429]);
  await sandbox.close();
});

test('the daily limit is the account’s, and starts anew at midnight in its time zone', async () => {
  const options = { limits: { daily: 3 }, timeZone: 'America/Los_Angeles' };
  const sandbox = await openSandbox(options, createSmallPopulation);
  const other = (await sandbox.control('POST', '/tokens', {})).token;
  for (const token of [sandbox.accessToken, other, other]) {
    expect((await sandbox.call('GET', LIST, undefined, token)).status).toBe(200);
  }
  expect(await sandbox.call('POST', '/crm/v3/objects/contacts/search', {})).toMatchObject({
    status: 429,
    body: { policyName: 'DAILY', message: 'You have reached your daily limit.' },
  });
  await sandbox.control('POST', '/clock', { now: '2026-11-22T07:59:59Z' });
  expect((await sandbox.call('GET', LIST)).status).toBe(429);
  await sandbox.control('POST', '/clock', { now: '2026-11-22T08:00:00Z' });
  const { body } = await sandbox.call('GET', '/account-info/2026-09/api-usage/daily/private-apps');
  expect(body.results).toEqual([
    {
      name: 'private-apps-api-calls-daily',
      usageLimit: 3,
      currentUsage: 1,
      collectedAt: '2026-11-22T08:00:00.000Z',
      fetchStatus: 'SUCCESS',
      resetsAt: '2026-11-23T08:00:00.000Z',
    },
  ]);
  await sandbox.close();
});

test('limits can be changed and lifted while it runs', async () => {
  const sandbox = await openSandbox({ limits: { perTenSeconds: 1 } }, createSmallPopulation);
  const twice = async () => [(await sandbox.call('GET', LIST)).status, (await sandbox.call('GET', LIST)).status];
  expect(await twice()).toEqual([200, 429]);
  await sandbox.control('POST', '/limits', { perTenSeconds: null });
  expect(await twice()).toEqual([200, 200]);
  expect(await sandbox.control('GET', '/limits')).toEqual({ perTenSeconds: null, searchPerSecond: 5, daily: 625_000 });
  await sandbox.close();
});

test('a sandbox without a clock must not have limits that would never pass', async () => {
  const now = new Date('2026-01-01T00:00:00Z');
  await expect(openSandbox({ readClock: undefined, now }, createSmallPopulation)).rejects.toThrow(
    'limits: without readClock',
  );
  const open = await openSandbox(
    { readClock: undefined, now, limits: { perTenSeconds: null, searchPerSecond: null } },
    createSmallPopulation,
  );
  expect((await open.control('GET', '/clock')).now).toBe('2026-01-01T00:00:00.000Z');
  await open.close();
});
