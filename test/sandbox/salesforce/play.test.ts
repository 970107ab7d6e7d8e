import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type OpenOrg, openOrg, provision, SCORE } from './open-org.ts';
import { idOf } from './small-org.ts';

let org: OpenOrg;
beforeEach(async () => {
  org = await openOrg({ dailyLimit: 50 });
});
afterEach(() => org.close());

const lead = (index: number) => idOf('Lead', index);

test('every REST answer tells the use of the daily limit, which moves with the last 24 hours', async () => {
  expect((await org.call('GET', '/sobjects')).headers.get('sforce-limit-info')).toBe('api-usage=1/50');
  expect((await org.call('GET', '/nothing')).headers.get('sforce-limit-info')).toBe('api-usage=2/50');
  await org.control('POST', '/limits', { spend: 48 });
  const refused = await org.call('GET', '/limits');
  expect(refused).toMatchObject({
    status: 403,
    body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
  });
  org.passMs(86_400_000);
  const { body } = await org.call('GET', '/limits');
  expect(body.DailyApiRequests).toEqual({ Max: 50, Remaining: 49 });
});

test('calls that last twenty seconds are counted as concurrent', async () => {
  await org.control('POST', '/limits', { concurrent: 1 });
  await org.control('POST', '/faults', { kind: 'slow', delayMs: 300, count: 1 });
  const slow = org.call('GET', '/sobjects');
  while ((await org.control('GET', '/faults')).faults[0].fired === 0) await Promise.resolve();
  expect((await org.call('GET', '/sobjects')).status).toBe(200);
  org.passMs(20_000);
  expect((await org.call('GET', '/sobjects')).body[0].message).toContain('ConcurrentRequests');
  expect((await slow).status).toBe(200);
  expect((await org.call('GET', '/sobjects')).status).toBe(200);
});

test.each([
  [401, 'INVALID_SESSION_ID'],
  [403, 'REQUEST_LIMIT_EXCEEDED'],
  [500, 'UNKNOWN_EXCEPTION'],
  [503, 'SERVER_UNAVAILABLE'],
])('a fault of status %i', async (status, errorCode) => {
  await org.control('POST', '/faults', { kind: 'status', status, method: 'PATCH', nth: 2 });
  const write = (title: string) => org.call('PATCH', `/sobjects/Lead/${lead(0)}`, { Title: title });
  expect((await write('one')).status).toBe(204);
  expect(await write('two')).toMatchObject({ status, body: [{ errorCode }] });
  expect((await org.query(`SELECT Title FROM Lead WHERE Id = '${lead(0)}'`))[0].Title).toBe('one');
});

test.each(['reset', 'end', 'truncated'] as const)('a connection that is lost: %s', async (kind) => {
  await org.control('POST', '/faults', { kind, applied: true, count: 1 });
  await expect(org.call('POST', '/sobjects/Lead', { LastName: 'Lost', Company: 'Firm' })).rejects.toThrow();
  expect(await org.query("SELECT Id FROM Lead WHERE LastName = 'Lost'")).toHaveLength(1);
  expect((await org.control('GET', '/counters')).routes['POST /services/data/v67.0/sobjects/Lead']).toEqual(
    kind === 'truncated' ? { 201: 1 } : { none: 1 },
  );
});

test('calls are counted by route', async () => {
  await org.call('GET', `/sobjects/Lead/${lead(0)}`);
  await org.call('GET', `/sobjects/Lead/${lead(1)}`);
  const { routes } = await org.control('GET', '/counters');
  expect(routes['GET /services/data/v67.0/sobjects/Lead/{id}']).toEqual({ 200: 2 });
  const { requests } = await org.control('GET', '/requests');
  expect(requests.at(-1)).toMatchObject({ path: `/services/data/v67.0/sobjects/Lead/${lead(1)}`, status: 200 });
});

test('what was planted, and what was edited by more than custom fields', async () => {
  await provision(org, [SCORE]);
  const planted = await org.control('GET', '/planted?object=lead');
  expect(planted).toMatchObject({ at: '2026-11-21T10:00:00.000Z', timezone: 'UTC', edited: [] });
  expect(planted.planted).toEqual(
    [9, 19].map((index) => ({ object: 'lead', id: lead(index), rule: 'person/email-missing' })),
  );
  const quiet = { 'Sforce-Auto-Assign': 'FALSE' };
  await org.call('PATCH', `/sobjects/Lead/${lead(9)}`, { Hygiene_Score__c: 40 }, quiet);
  expect((await org.control('GET', '/planted?object=lead')).edited).toEqual([]);
  await org.call('PATCH', `/sobjects/Lead/${lead(9)}`, { Email: 'a@b.com' }, quiet);
  const after = await org.control('GET', '/planted?object=Lead');
  expect(after).toMatchObject({ planted: [{ id: lead(19) }], edited: [{ object: 'lead', id: lead(9) }] });
  expect(await org.control('GET', '/values')).toEqual({
    prefix: 'Hygiene_',
    values: [{ object: 'lead', id: lead(9), fields: { Hygiene_Score__c: 40 } }],
  });
  await org.call('PATCH', `/sobjects/Opportunity/${idOf('Opportunity', 1)}`, { StageName: 'Closed Lost' });
  expect((await org.control('GET', '/planted?object=contact')).edited).toEqual([
    { object: 'contact', id: idOf('Contact', 1) },
  ]);
  for (const query of ['timezone=Europe/Berlin', 'at=soon', 'object=ticket']) {
    expect((await org.control('GET', `/planted?${query}`)).error).toEqual(expect.any(String));
  }
});

test('a person edits a record on its page', async () => {
  const path = `/_sandbox/records/Lead/${lead(4)}`;
  const page = await (await fetch(`${org.url}${path}`)).text();
  expect(page).toContain('O&#39;Neil 100%_x');
  const send = (form: Record<string, string>, origin = org.url) =>
    fetch(`${org.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { Origin: origin },
      redirect: 'manual',
    });
  expect((await send({ Title: 'Boss' }, 'https://elsewhere.example')).status).toBe(403);
  expect((await send({ Title: '<b>Boss</b>', Status: 'Working' })).status).toBe(303);
  const saved = await (await fetch(`${org.url}${path}?saved=Title`)).text();
  expect(saved).toContain('&lt;b&gt;Boss&lt;/b&gt;');
  expect(saved).not.toContain('<b>Boss</b>');
  const wrong = await send({ Email: 'nobody' });
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('invalid email address')]);
  const [row] = await org.query(`SELECT Title, LastModifiedBy.Name FROM Lead WHERE Id = '${lead(4)}'`);
  expect(row).toMatchObject({ Title: '<b>Boss</b>', LastModifiedBy: { Name: 'Ada Ng' } });
  for (const each of ['/', '/_sandbox/records/Opportunity', '/_sandbox/records/company']) {
    expect((await fetch(`${org.url}${each}`)).status).toBe(200);
  }
  expect((await fetch(`${org.url}/_sandbox/records/Lead/00Q5g0000000099`)).status).toBe(404);
});

test('options that make no sense are refused by name', async () => {
  await expect(openOrg({ leads: -1 })).rejects.toThrow('leads:');
  await expect(openOrg({ timeZone: 'Mars/Base' })).rejects.toThrow('timeZone: expected an IANA time zone');
  expect(org.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
