import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { callsOf, connectTo, readAll, startSandbox, type TestSandbox } from '../../test/kit/hubspot-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ contacts: 250, companies: 60, deals: 100, timeZone: 'Europe/Berlin' });
});
afterAll(() => sandbox.close());

test('the account tells its id and zone', async () => {
  const { connector } = await connectTo(sandbox);
  expect(await connector.identify()).toEqual({
    id: String(sandbox.portalId),
    name: `HubSpot account ${sandbox.portalId}`,
    timeZone: 'Europe/Berlin',
  });
});

test('the catalog holds fields, owners of both kinds, pipelines in order and what is linked', async () => {
  const { connector, env } = await connectTo(sandbox);
  const catalog = await connector.catalog();
  expect(catalog.fields.contact).toContainEqual(
    expect.objectContaining({ name: 'email', type: 'text', readOnly: false }),
  );
  expect(catalog.fields.deal).toContainEqual(expect.objectContaining({ name: 'amount', type: 'number' }));
  expect(catalog.fields.deal).toContainEqual(
    expect.objectContaining({ name: 'hs_lastmodifieddate', type: 'time', readOnly: true }),
  );
  const owners = catalog.owners === 'unknown' ? [] : catalog.owners;
  expect(owners.filter((owner) => owner.active).length).toBeGreaterThan(0);
  expect(owners.filter((owner) => !owner.active).length).toBeGreaterThan(0);
  const stages = catalog.pipelines === 'unknown' ? [] : catalog.pipelines[0]!.stages;
  expect(stages.map((stage) => [stage.id, stage.state])).toEqual([
    ['appointmentscheduled', 'open'],
    ['qualifiedtobuy', 'open'],
    ['presentationscheduled', 'open'],
    ['decisionmakerboughtin', 'open'],
    ['contractsent', 'open'],
    ['closedwon', 'won'],
    ['closedlost', 'lost'],
  ]);
  expect(catalog.links).toEqual([
    { from: 'contact', to: 'company' },
    { from: 'deal', to: 'contact' },
    { from: 'deal', to: 'company' },
  ]);
  expect(catalog.missing).toEqual({
    contact: expect.anything(),
    company: {},
    deal: { closeDatePushes: expect.stringContaining('does not count moves') },
  });
  expect(Object.keys(catalog.missing.contact ?? {}).sort()).toEqual([
    'disqualifiedReason',
    'emailBouncedAt',
    'seniority',
  ]);
  expect(catalog.provisioned).toEqual({});
  await connector.catalog();
  expect(callsOf(env)).toBe(6);
});

test('a listing takes a call per hundred records, and one before it for the cursor', async () => {
  const { connector, env } = await connectTo(sandbox);
  const pages = await readAll(connector.read, 'contact', { links: ['company'] });
  const ids = pages.flatMap((page) => page.records.map((record) => record.ref.id));
  expect(new Set(ids).size).toBe(250);
  expect(pages.map((page) => page.records.length)).toEqual([100, 100, 50]);
  expect(env.calls.get('GET /crm/objects/2026-09/contacts')).toBe(3);
  expect(env.calls.get('POST /crm/objects/2026-09/contacts/search')).toBe(1);
  expect(pages.map((page) => page.cursor !== null)).toEqual([false, false, true]);
});

test('exactly one call for a hundred records', async () => {
  const { connector, env } = await connectTo(sandbox);
  await readAll(connector.read, 'deal');
  expect(env.calls.get('GET /crm/objects/2026-09/deals')).toBe(1);
});

test('the listed values are those of the account', async () => {
  const { connector } = await connectTo(sandbox);
  const pages = await readAll(connector.read, 'contact');
  for (const record of [pages[0]!.records[0]!, pages[2]!.records[49]!]) {
    const row = await sandbox.api(
      'GET',
      `/crm/v3/objects/contacts/${record.ref.id}?properties=email,lastname,hubspot_owner_id,lastmodifieddate`,
    );
    const properties = row.properties as Record<string, string | null>;
    const raw = (name: string) => {
      const field = record.fields[name]!;
      return field.is === 'value' ? field.raw : null;
    };
    expect([raw('email'), raw('lastName'), raw('ownerId')]).toEqual([
      properties.email,
      properties.lastname,
      properties.hubspot_owner_id,
    ]);
    expect(record.updatedAt.toISOString()).toBe(properties.lastmodifieddate);
    expect(record.url).toContain(`/record/0-1/${record.ref.id}`);
  }
});

test('listed links are those that the association API gives', async () => {
  const { connector } = await connectTo(sandbox);
  const page = (await readAll(connector.read, 'deal', { links: ['contact', 'company'] }))[0]!;
  const inputs = page.records.map((record) => ({ id: record.ref.id }));
  const expected: string[] = [];
  for (const to of ['contact', 'company'] as const) {
    const path = `/crm/associations/2026-09/deals/${to === 'contact' ? 'contacts' : 'companies'}/batch/read`;
    const answer = (await sandbox.api('POST', path, { inputs })) as {
      results: { from: { id: string }; to: { toObjectId: string }[] }[];
    };
    for (const { from, to: targets } of answer.results)
      for (const target of targets) expected.push(`${from.id} ${to} ${target.toObjectId}`);
  }
  expect(expected.length).toBeGreaterThan(50);
  expect(page.links.map((link) => `${link.from.id} ${link.to.object} ${link.to.id}`).sort()).toEqual(expected.sort());
});

test('a listing goes on from a checkpoint, with the cursor learnt at its start', async () => {
  const { connector, env } = await connectTo(sandbox);
  const whole = await readAll(connector.read, 'contact');
  const rest = await readAll(connector.read, 'contact', { from: whole[0]!.checkpoint });
  expect(rest.map((page) => page.records.map((record) => record.ref.id))).toEqual(
    whole.slice(1).map((page) => page.records.map((record) => record.ref.id)),
  );
  expect(rest.at(-1)!.cursor).toBe(whole.at(-1)!.cursor);
  expect(env.calls.get('POST /crm/objects/2026-09/contacts/search')).toBe(1);
});

test('with very many own fields the address stays short and the records come by batch', async () => {
  const inputs = Array.from({ length: 400 }, (_, index) => ({
    groupName: 'companyinformation',
    name: `own_field_with_a_long_name_${index}`,
    label: `Own ${index}`,
    type: 'string',
    fieldType: 'text',
  }));
  for (let at = 0; at < inputs.length; at += 100)
    await sandbox.api('POST', '/crm/properties/2026-09/companies/batch/create', { inputs: inputs.slice(at, at + 100) });
  const ownFields = inputs.map(({ name }) => ({ object: 'company', name, type: 'text', column: name }) as const);
  const { connector, env } = await connectTo(sandbox, { ownFields });
  const pages = await readAll(connector.read, 'company', { links: [] });
  expect(pages.flatMap((page) => page.records)).toHaveLength(60);
  expect(pages[0]!.records[0]!.fields.own_field_with_a_long_name_399).toEqual({ is: 'empty' });
  expect(env.calls.get('GET /crm/objects/2026-09/companies')).toBe(1);
  expect(env.calls.get('POST /crm/objects/2026-09/companies/batch/read')).toBe(1);
});

test('records are read by id; those that are not there are gone', async () => {
  const { connector } = await connectTo(sandbox);
  const listed = (await readAll(connector.read, 'company'))[0]!.records.slice(0, 3);
  const page = await connector.read.byId('company', [...listed.map((record) => record.ref.id), '999999999999']);
  expect(page.records).toHaveLength(3);
  expect(page.records.find((record) => record.ref.id === listed[1]!.ref.id)).toEqual(listed[1]);
  expect(page.gone).toEqual([{ object: 'company', id: '999999999999', into: null }]);
  const none = await connector.read.byId('company', ['999999999998']);
  expect(none).toMatchObject({ records: [], gone: [{ id: '999999999998' }] });
});

test('after a merge both old ids are gone into the survivor', async () => {
  const { connector } = await connectTo(sandbox);
  const pages = await readAll(connector.read, 'contact');
  const [first, second] = pages[0]!.records.map((record) => record.ref.id);
  const since = pages.at(-1)!.cursor!;
  const merged = await sandbox.api('POST', '/crm/v3/objects/contacts/merge', {
    primaryObjectId: first,
    objectIdToMerge: second,
  });
  const survivor = String(merged.id);
  const changed = await readAll(connector.read, 'contact', { since });
  const gone = changed.flatMap((page) => page.gone);
  for (const id of [first!, second!].filter((old) => old !== survivor))
    expect(gone).toContainEqual({ object: 'contact', id, into: survivor });
  expect(changed.flatMap((page) => page.records.map((record) => record.ref.id))).toContain(survivor);
});

test('what changed since the cursor is found, unchanged records in the look-back are left out, links come along', async () => {
  const { connector, env } = await connectTo(sandbox);
  const pages = await readAll(connector.read, 'deal', { links: ['contact', 'company'] });
  const stored = new Map(
    pages.flatMap((page) => page.records.map((record) => [record.ref.id, record.updatedAt.getTime()])),
  );
  const since = pages.at(-1)!.cursor!;
  const ids = [...stored.keys()].slice(10, 13);
  for (const id of ids)
    await sandbox.api('PATCH', `/crm/objects/2026-09/deals/${id}`, { properties: { hs_next_step: `Call ${id}` } });
  const changed = await readAll(connector.read, 'deal', {
    since,
    links: ['contact', 'company'],
    unseen: async (_object, hits) =>
      hits.filter((hit) => stored.get(hit.id) !== hit.updatedAt.getTime()).map((hit) => hit.id),
  });
  const records = changed.flatMap((page) => page.records);
  expect(records.map((record) => record.ref.id).sort()).toEqual([...ids].sort());
  expect(records.every((record) => record.fields.nextStep!.is === 'value')).toBe(true);
  const linksOf = (list: typeof pages) =>
    list
      .flatMap((page) => page.links)
      .filter((link) => ids.includes(link.from.id))
      .map((link) => JSON.stringify(link))
      .sort();
  expect(linksOf(changed)).toEqual(linksOf(pages));
  expect(Number(changed.at(-1)!.cursor)).toBeGreaterThan(Number(since));
  expect(Number(changed.at(-1)!.cursor)).toBe(Math.max(...records.map((record) => record.updatedAt.getTime())));
  expect(env.calls.get('POST /crm/objects/2026-09/deals/batch/read')).toBe(1);
});

test('where nothing changed the cursor stays', async () => {
  const { connector } = await connectTo(sandbox);
  const since = (await readAll(connector.read, 'company')).at(-1)!.cursor!;
  const changed = await readAll(connector.read, 'company', { since, unseen: async () => [] });
  expect(changed.flatMap((page) => page.records)).toEqual([]);
  expect(changed.at(-1)!.cursor).toBe(since);
});

test('an empty account is read in one call and leaves a cursor that finds what comes', async () => {
  const empty = await startSandbox({ contacts: 0, companies: 0, deals: 0 });
  try {
    const { connector, env } = await connectTo(empty);
    const pages = await readAll(connector.read, 'company');
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ records: [], links: [], gone: [] });
    expect(env.calls.get('GET /crm/objects/2026-09/companies')).toBe(1);
    await empty.api('POST', '/crm/objects/2026-09/companies', { properties: { name: 'Newcomer' } });
    const changed = await readAll(connector.read, 'company', { since: pages[0]!.cursor });
    expect(changed.flatMap((page) => page.records)).toHaveLength(1);
  } finally {
    await empty.close();
  }
});

test('without time-in-stage properties the stage entry is unknown, and no call fails', async () => {
  const free = await startSandbox({ contacts: 10, deals: 5, timeInStage: false });
  try {
    const { connector } = await connectTo(free);
    const catalog = await connector.catalog();
    expect(catalog.missing.deal).toHaveProperty('stageEnteredAt');
    const [page] = await readAll(connector.read, 'deal');
    expect(page!.records[0]!.fields.stageEnteredAt).toMatchObject({ is: 'unknown' });
  } finally {
    await free.close();
  }
});
