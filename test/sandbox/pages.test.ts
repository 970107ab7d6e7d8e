import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OpenSandbox, openSandbox } from './open-sandbox.ts';
import { createSmallPopulation } from './small-population.ts';

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({}, createSmallPopulation);
  const group = { groupName: 'crm_hygiene' };
  const options = [{ label: 'No owner, at all', value: 'no_owner', displayOrder: 0, hidden: false }];
  await sandbox.call('POST', '/crm/v3/properties/contacts/groups', { name: 'crm_hygiene', label: 'CRM Hygiene' });
  await sandbox.call('POST', '/crm/v3/properties/contacts/batch/create', {
    inputs: [
      { ...group, name: 'hygiene_score', label: 'Score', type: 'number', fieldType: 'number' },
      { ...group, name: 'hygiene_flags', label: 'Flags', type: 'enumeration', fieldType: 'checkbox', options },
      { ...group, name: 'hygiene_next_action', label: 'Next', type: 'string', fieldType: 'text' },
    ],
  });
});
afterAll(() => sandbox.close());

const page = async (path: string) => {
  const response = await fetch(`${sandbox.url}${path}`);
  return { status: response.status, html: await response.text(), headers: response.headers };
};
const post = (path: string, form: Record<string, string>, origin = sandbox.url) =>
  fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body: new URLSearchParams(form),
  });
const read = async (path: string) => (await sandbox.call('GET', path)).body;

describe('a record', () => {
  test('shows its name, associations, and that it has no score yet', async () => {
    const { status, html, headers } = await page('/_sandbox/records/contact/101');
    expect(status).toBe(200);
    expect(html).toContain('<h1>First0 Person</h1>');
    expect(html).toContain('>FP</div>');
    expect(html).toContain('<a href="/_sandbox/records/company/5001">Firm 0</a>');
    expect(html).toContain('This record has not been scored yet.');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|https?:\/\/(?!127)/);
  });

  test('shows the hygiene fields with the labels of the flags', async () => {
    const properties = { hygiene_score: '42', hygiene_flags: 'no_owner', hygiene_next_action: 'Give it an owner.' };
    await sandbox.call('PATCH', '/crm/v3/objects/contacts/103', { properties });
    const { html } = await page('/_sandbox/records/contact/103');
    expect(html).toContain('<b>42</b>');
    expect(html).toContain('card bad');
    expect(html).toContain('<li>No owner, at all</li>');
    expect(html).toContain('Give it an owner.');
    expect(html).toContain('Changed by integration');
  });

  test('escapes what strangers wrote', async () => {
    const evil = '<img src=x onerror=alert(1)>"\'';
    await sandbox.call('PATCH', '/crm/v3/objects/contacts/105', { properties: { lastname: evil, jobtitle: evil } });
    for (const path of ['/_sandbox/records/contact/105', '/_sandbox/records/contact']) {
      const { html } = await page(path);
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
      expect(html).not.toContain('<img');
    }
    expect((await page('/_sandbox/records/contact/105?saved=%3Cscript%3E')).html).not.toContain('<script');
  });

  test.each(['/_sandbox/records/contact/7', '/_sandbox/records/robot/101', '/_sandbox/records/robot'])(
    '%s is 404',
    async (path) => {
      expect((await page(path)).status).toBe(404);
    },
  );
});

describe('editing', () => {
  test('stores what was changed, as a change of a user, and nothing else', async () => {
    const form = { firstname: 'First3', lastname: 'Changed', jobtitle: '', phone: '' };
    const saved = await post('/_sandbox/records/contact/107', form);
    expect(saved.status).toBe(303);
    expect(saved.headers.get('location')).toBe('/_sandbox/records/contact/107?saved=Last%20Name');
    const body = await read('/crm/v3/objects/contacts/107?propertiesWithHistory=lastname,firstname');
    expect(body.propertiesWithHistory.lastname[0]).toMatchObject({
      value: 'Changed',
      sourceType: 'CRM_UI',
      sourceId: 'userId:7',
      updatedByUserId: 7,
    });
    expect(body.propertiesWithHistory.firstname).toHaveLength(1);
    expect((await page('/_sandbox/records/contact/107')).html).toContain('Changed by user');
    const before = (await read('/crm/v3/objects/contacts/107')).updatedAt;
    await post('/_sandbox/records/contact/107', { ...form, lastname: 'Changed' });
    expect((await read('/crm/v3/objects/contacts/107')).updatedAt).toBe(before);
  });

  test('takes any other property by name, also a hygiene field', async () => {
    await post('/_sandbox/records/contact/109', { property: 'hygiene_score', value: '99' });
    expect((await read('/crm/v3/objects/contacts/109?properties=hygiene_score')).properties.hygiene_score).toBe('99');
  });

  test('moves a deal to the pipeline of its new stage', async () => {
    await post('/_sandbox/records/deal/9001', { dealstage: 'closedlost' });
    const { properties } = await read('/crm/v3/objects/deals/9001?properties=dealstage,pipeline,hs_is_closed_lost');
    expect(properties).toMatchObject({ dealstage: 'closedlost', pipeline: 'default', hs_is_closed_lost: 'true' });
  });

  test('says what was wrong and stores nothing', async () => {
    const refused = await post('/_sandbox/records/contact/111', { email: 'no address', lastname: 'New' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Nothing was saved. Email address no address is invalid');
    expect((await read('/crm/v3/objects/contacts/111')).properties.lastname).toBe('Person');
  });

  test('refuses a form of another site', async () => {
    for (const origin of ['https://elsewhere.example', 'null', sandbox.url.replace('127.0.0.1', 'localhost')]) {
      expect((await post('/_sandbox/records/contact/113', { lastname: 'X' }, origin)).status).toBe(403);
    }
    const bare = await fetch(`${sandbox.url}/_sandbox/records/contact/113`, { method: 'POST', body: 'lastname=X' });
    expect(bare.status).toBe(403);
  });
});

test('lists lead from page to page, and a record is found by id or address', async () => {
  const first = await page('/_sandbox/records/contact');
  expect(first.html.match(/<tr><td/g)).toHaveLength(30);
  const next = /href="([^"]*after=\d+)"/.exec(first.html)?.[1] ?? '';
  expect((await page(next)).html.match(/<tr><td/g)).toHaveLength(30);
  for (const id of ['103', 'person1@firm1.com']) {
    const found = await fetch(`${sandbox.url}/_sandbox/records/contact/find?id=${id}`, { redirect: 'manual' });
    expect(found.headers.get('location')).toBe('/_sandbox/records/contact/103');
  }
  expect((await page('/')).html).toContain('/_sandbox/records/deal');
});
