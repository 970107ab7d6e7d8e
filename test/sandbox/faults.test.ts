import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

const LIST = '/crm/v3/objects/contacts?limit=3';
const ONE = '/crm/v3/objects/contacts/101';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ limits: { perTenSeconds: null } }, createSmallPopulation);
});
afterEach(() => sandbox.control('DELETE', '/faults'));
afterAll(() => sandbox.close());

const plan = (...faults: unknown[]) => sandbox.control('POST', '/faults', faults);
const city = async () => (await sandbox.call('GET', `${ONE}?properties=city`)).body.properties.city;

describe('statuses', () => {
  test.each([
    [{ status: 429 }, { policyName: 'TEN_SECONDLY_ROLLING' }],
    [{ status: 429, policy: 'DAILY' }, { message: 'You have reached your daily limit.' }],
    [{ status: 429, policy: 'SECONDLY', retryAfterSeconds: 2 }, { policyName: 'SECONDLY' }],
    [{ status: 423 }, { status: 'error' }],
    [{ status: 477 }, { status: 'error' }],
    [{ status: 500 }, { status: 'error' }],
    [{ status: 414 }, { message: 'URI Too Long' }],
    [{ status: 400, body: { own: true } }, { own: true }],
  ])('%p', async (fault, body) => {
    await plan({ kind: 'status', ...fault });
    const answer = await sandbox.call('GET', LIST);
    expect(answer).toMatchObject({ status: fault.status, body });
    const retryAfter = fault.status === 477 ? '120' : 'retryAfterSeconds' in fault ? '2' : null;
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
  });

  test.each([502, 503, 504, 521, 523, 524])('%i comes as the page of a proxy', async (status) => {
    await plan({ kind: 'status', status });
    const answer = await sandbox.call('GET', LIST);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.body).toContain(`<title>${status} `);
  });

  test('a write is not carried out, unless the fault says it was', async () => {
    await plan(
      { kind: 'status', status: 502, method: 'PATCH', count: 1 },
      { kind: 'status', status: 504, method: 'PATCH', applied: true },
    );
    expect((await sandbox.call('PATCH', ONE, { properties: { city: 'A' } })).status).toBe(502);
    expect(await city()).toBeNull();
    expect((await sandbox.call('PATCH', ONE, { properties: { city: 'B' } })).status).toBe(504);
    expect(await city()).toBe('B');
  });
});

describe('connections', () => {
  test.each([false, true])('a reset, with the write applied: %p', async (applied) => {
    const name = `reset-${applied}`;
    await plan({ kind: 'reset', method: 'PATCH', applied });
    await expect(sandbox.call('PATCH', ONE, { properties: { city: name } })).rejects.toThrow('fetch failed');
    expect((await city()) === name).toBe(applied);
  });

  test('a truncated body ends in an error', async () => {
    await plan({ kind: 'truncated' });
    await expect(sandbox.call('GET', LIST)).rejects.toThrow('terminated');
  });

  test('no answer at all, and none that ends', async () => {
    await plan({ kind: 'hang', path: 'companies' }, { kind: 'hang-in-body', path: 'deals' });
    const get = (path: string, signal: AbortSignal) =>
      fetch(`${sandbox.url}${path}`, { signal, headers: { Authorization: `Bearer ${sandbox.accessToken}` } });
    const answers: string[] = [];
    const silent = new AbortController();
    const hung = get('/crm/v3/objects/companies', silent.signal).then(
      () => answers.push('answered'),
      () => answers.push('aborted'),
    );
    const stuck = new AbortController();
    const head = await get('/crm/v3/objects/deals', stuck.signal);
    expect(head.status).toBe(200);
    const reader = head.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    const rest = reader?.read().then(
      () => answers.push('more'),
      () => answers.push('cut'),
    );
    expect((await sandbox.call('GET', LIST)).status).toBe(200);
    expect(answers).toEqual([]);
    silent.abort();
    stuck.abort();
    await Promise.all([hung, rest]);
    expect(answers.sort()).toEqual(['aborted', 'cut']);
    const { requests } = await sandbox.control('GET', '/requests');
    expect(requests.at(-3)).toMatchObject({ route: 'GET /crm/v3/objects/companies', status: null });
  });

  test('a slow answer is the right one', async () => {
    await plan({ kind: 'slow', delayMs: 1 });
    expect((await sandbox.call('GET', LIST)).body.results).toHaveLength(3);
    expect((await sandbox.control('GET', '/faults')).faults).toMatchObject([{ fired: 1, matched: 1 }]);
  });
});

describe('which calls', () => {
  const statuses = async (count: number, path = LIST) => {
    const found: number[] = [];
    for (let turn = 0; turn < count; turn += 1) found.push((await sandbox.call('GET', path)).status);
    return found;
  };

  test('the nth, as often as asked', async () => {
    await plan({ kind: 'status', status: 423, nth: 2 }, { kind: 'status', status: 500, nth: 4, count: 2 });
    expect(await statuses(6)).toEqual([200, 423, 200, 500, 500, 200]);
  });

  test('those of a method and path', async () => {
    await plan({ kind: 'status', status: 500, method: 'get', path: '/contacts/\\d+$' });
    expect([...(await statuses(1)), ...(await statuses(1, ONE))]).toEqual([200, 500]);
    expect((await sandbox.call('PATCH', ONE, { properties: {} })).status).toBe(200);
  });

  test('by a chance that is the same for the same seed', async () => {
    const run = async () => {
      const own = await openSandbox({ seed: 7 }, createSmallPopulation);
      await own.control('POST', '/faults', { kind: 'status', status: 500, probability: 0.5 });
      const found: number[] = [];
      for (let turn = 0; turn < 30; turn += 1) found.push((await own.call('GET', LIST)).status);
      await own.close();
      return found;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 500]));
  });

  test.each([{ kind: 'status' }, { kind: 'explosion' }, { kind: 'reset', path: '(' }, { kind: 'reset', often: true }])(
    'refuses the fault %p',
    async (fault) => {
      expect((await plan(fault)).error).toEqual(expect.any(String));
      expect((await sandbox.control('GET', '/faults')).faults).toEqual([]);
    },
  );
});

test('latency delays API answers, not controls', async () => {
  await sandbox.control('POST', '/latency', { ms: 30 });
  const start = performance.now();
  await sandbox.call('GET', LIST);
  expect(performance.now() - start).toBeGreaterThanOrEqual(29);
  await sandbox.control('POST', '/latency', { ms: 0 });
});
