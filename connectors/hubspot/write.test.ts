import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Change, Outcome } from '../../src/model/connector.ts';
import { healthFields } from '../../src/model/health-field.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { withHttp } from '../../test/kit/http.ts';
import {
  connectTo,
  readAll,
  startSandbox,
  type TestConnection,
  type TestSandbox,
} from '../../test/kit/hubspot-sandbox.ts';

const flags = [{ value: 'person_stale', label: 'Stale' }];
const route = 'POST /crm/objects/2026-09/contacts/batch/update';

let sandbox: TestSandbox;
let connection: TestConnection;
let contacts: readonly string[];
let deals: readonly string[];

async function idsOf(object: ObjectType): Promise<readonly string[]> {
  const pages = await readAll(connection.connector.read, object);
  return pages.flatMap((page) => page.records.map((record) => record.ref.id));
}

beforeAll(async () => {
  sandbox = await startSandbox({ contacts: 250, companies: 20, deals: 120 });
  connection = await connectTo(sandbox);
  const specs = [...healthFields('contact', flags), ...healthFields('deal', flags)];
  const provision = connection.connector.provision!;
  await provision.run(await provision.plan(specs));
  contacts = await idsOf('contact');
  deals = await idsOf('deal');
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  connection = await connectTo(sandbox);
  await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
  await fetch(`${sandbox.url}/_sandbox/validation-rules`, { method: 'DELETE' });
});

let intents = 0;
function changeOf(object: ObjectType, id: string, values: Change['values'] = { score: 70, grade: 'C' }): Change {
  return { intent: ++intents, ref: { source: 'main_hubspot', object, id }, values };
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

async function apply(changes: readonly Change[], { connector } = connection): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for await (const outcome of connector.write!.apply(each(changes))) outcomes.push(outcome);
  return outcomes;
}

async function health(id: string) {
  const page = await connection.connector.read.byId('contact', [id]);
  return { ...page.records[0]!.health, scoredAt: page.records[0]!.scoredAt };
}

test('every change has an outcome, in a call per hundred changed records of an object', async () => {
  const changes = [...contacts.map((id) => changeOf('contact', id)), ...deals.map((id) => changeOf('deal', id))].sort(
    (a, b) => Number(a.ref.id) - Number(b.ref.id),
  );
  const outcomes = await apply(changes);
  expect(outcomes.map((outcome) => outcome.intent).sort((a, b) => a - b)).toEqual(
    changes.map((change) => change.intent).sort((a, b) => a - b),
  );
  expect(outcomes.every((outcome) => outcome.is === 'done')).toBe(true);
  expect(connection.env.calls.get(route)).toBe(3);
  expect(connection.env.calls.get('POST /crm/objects/2026-09/deals/batch/update')).toBe(2);
});

test('values arrive, with the modification time they caused; null empties', async () => {
  const id = contacts[0]!;
  const scoredAt = '2026-11-21T10:00:00.000Z';
  const values = {
    score: 41,
    grade: 'F',
    stageHealth: 'at_risk',
    flags: ['person_stale', 'other'],
    nextAction: 'Call.',
    scoredAt,
  };
  const [outcome] = await apply([changeOf('contact', id, values)]);
  expect(await health(id)).toEqual({ ...values, flags: ['other', 'person_stale'] });
  const record = (await connection.connector.read.byId('contact', [id])).records[0]!;
  expect(outcome).toMatchObject({ is: 'done', updatedAt: record.updatedAt });
  await apply([
    changeOf('contact', id, {
      score: null,
      grade: null,
      stageHealth: null,
      flags: null,
      nextAction: null,
      scoredAt: null,
    }),
  ]);
  expect(await health(id)).toEqual({ scoredAt: '' });
});

test('of a batch in which one record breaks a rule of the account, only that one is refused', async () => {
  const [id, ...others] = contacts.slice(0, 10);
  await sandbox.api('PATCH', `/crm/objects/2026-09/contacts/${id}`, { properties: { city: 'Atlantis', state: '' } });
  await sandbox.control('/validation-rules', {
    kind: 'conditional',
    object: 'contacts',
    property: 'state',
    basedOn: 'city',
    values: ['Atlantis'],
  });
  const outcomes = await apply([id!, ...others].map((each) => changeOf('contact', each)));
  expect(outcomes.filter((outcome) => outcome.is === 'refused')).toEqual([
    expect.objectContaining({
      ref: expect.objectContaining({ id }),
      code: 'RECORD_REFUSED',
      why: expect.stringContaining('state is required because of a conditional property rule'),
    }),
  ]);
  expect(outcomes.filter((outcome) => outcome.is === 'done')).toHaveLength(9);
  expect(connection.env.calls.get(route)).toBe(1);
});

test('records that no longer exist are gone: some of a batch, or all of it', async () => {
  const some = await apply([changeOf('contact', contacts[0]!), changeOf('contact', '999999999999')]);
  expect(some.map((outcome) => [outcome.ref.id, outcome.is])).toEqual([
    [contacts[0], 'done'],
    ['999999999999', 'gone'],
  ]);
  const all = await apply([changeOf('contact', '999999999997'), changeOf('contact', '999999999998')]);
  expect(all.map((outcome) => outcome.is)).toEqual(['gone', 'gone']);
  expect(connection.env.calls.get(route)).toBe(2);
});

test('two changes of one record go in two batches, as HubSpot refuses a batch that names an id twice', async () => {
  const id = contacts[5]!;
  const outcomes = await apply([changeOf('contact', id, { score: 1 }), changeOf('contact', id, { score: 2 })]);
  expect(outcomes.map((outcome) => outcome.is)).toEqual(['done', 'done']);
  expect(connection.env.calls.get(route)).toBe(2);
});

test('of two values for one field the later one stays, though the call with the first had to be repeated', async () => {
  const id = contacts[6]!;
  await sandbox.control('/faults', { path: 'batch/update', count: 1, kind: 'status', status: 502 });
  const outcomes = await apply([changeOf('contact', id, { score: 1 }), changeOf('contact', id, { score: 2 })]);
  expect(outcomes.map((outcome) => outcome.is)).toEqual(['done', 'done']);
  expect(await health(id)).toMatchObject({ score: 2 });
  expect(connection.env.calls.get(route)).toBe(3);
});

test('a health field that does not exist ends the run and says what to do', async () => {
  const other = await connectTo(sandbox, { fieldPrefix: 'unprovisioned' });
  await expect(apply([changeOf('contact', contacts[0]!)], other)).rejects.toMatchObject({
    name: 'FatalError',
    code: 'PROPERTY_MISSING',
    message: expect.stringContaining('unprovisioned_score'),
  });
});

test.each([
  ['a reset connection after the write', { kind: 'reset', applied: true }],
  ['an answer that is cut', { kind: 'truncated' }],
  ['a lock', { kind: 'status', status: 423 }],
  ['a migration', { kind: 'status', status: 477, retryAfterSeconds: 3 }],
  ['a bad gateway', { kind: 'status', status: 502, html: true }],
  ['the ten-second limit', { kind: 'status', status: 429, policy: 'TEN_SECONDLY_ROLLING' }],
])('the batch is repeated after %s', async (_name, fault) => {
  await sandbox.control('/faults', { path: 'batch/update', count: 1, ...fault });
  const id = contacts[7]!;
  expect(await apply([changeOf('contact', id, { score: 55 })])).toMatchObject([{ is: 'done' }]);
  expect(await health(id)).toMatchObject({ score: 55 });
  expect(connection.env.calls.get(route)).toBe(2);
  expect(connection.env.retries.get(route)).toBe(1);
});

test('when nothing more can be written, the outcomes of batches on their way are still given', async () => {
  await sandbox.control('/faults', { path: 'contacts/batch/update', nth: 2, kind: 'status', status: 401 });
  const outcomes: Outcome[] = [];
  const run = async () => {
    const changes = contacts.map((id) => changeOf('contact', id, { score: 11 }));
    for await (const outcome of connection.connector.write!.apply(each(changes))) outcomes.push(outcome);
  };
  await expect(run()).rejects.toMatchObject({ name: 'FatalError', code: 'CREDENTIALS_REFUSED' });
  expect(outcomes.length).toBeGreaterThanOrEqual(100);
  for (const outcome of outcomes.slice(0, 3)) expect(await health(outcome.ref.id)).toMatchObject({ score: 11 });
});

test('a failing source ends the run after what was begun', async () => {
  async function* failing(): AsyncIterable<Change> {
    for (const id of contacts.slice(0, 100)) yield changeOf('contact', id);
    throw new Error('the journal is full');
  }
  const outcomes: Outcome[] = [];
  const run = async () => {
    for await (const outcome of connection.connector.write!.apply(failing())) outcomes.push(outcome);
  };
  await expect(run()).rejects.toThrow('the journal is full');
  expect(outcomes).toHaveLength(100);
});

test('changes are pulled only as fast as they are written', async () => {
  let pulled = 0;
  async function* counted(): AsyncIterable<Change> {
    for (let index = 0; index < 5000; index++) {
      pulled++;
      yield changeOf('contact', contacts[index % contacts.length]!);
    }
  }
  for await (const outcome of connection.connector.write!.apply(counted())) {
    expect(outcome.is).toBe('done');
    break;
  }
  expect(pulled).toBeLessThanOrEqual(1300);
});

const origin = 'https://hubspot.example';
const path = '/crm/objects/2026-09/contacts/batch/update';

async function applyTo(ids: readonly string[], answers: readonly { status: number; body: unknown }[]) {
  const { connector, env } = await connectTo({ url: origin, accessToken: 'token' });
  const calls = answers.map((answer) => ({ method: 'POST', path, ...answer }) as const);
  const outcomes = await withHttp(origin, calls, async () => {
    const changes = ids.map((id, index) => ({ ...changeOf('contact', id), intent: index + 1 }));
    return apply(changes, { connector, env });
  });
  return outcomes.map((outcome) => `${outcome.ref.id} ${outcome.is}`);
}

function rows(...ids: string[]) {
  return {
    status: 200,
    body: { status: 'COMPLETE', results: ids.map((id) => ({ id, updatedAt: '2026-11-21T00:00:00Z' })) },
  };
}
function refusal(body: object, status = 400) {
  return { status, body: { status: 'error', message: 'no', category: 'VALIDATION_ERROR', ...body } };
}

test('a batch that is refused as a whole is halved down to the refused record', async () => {
  const outcomes = await applyTo(
    ['1', '2', '3', '4'],
    [refusal({}), rows('1', '2'), refusal({}), refusal({}), rows('4')],
  );
  expect(outcomes).toEqual(['1 done', '2 done', '3 refused', '4 done']);
});

test('a refusal that names records spares the halving', async () => {
  const duplicate = { message: 'Duplicate IDs found in batch input: [2]. IDs must be unique', context: { ids: ['2'] } };
  expect(await applyTo(['1', '2', '3'], [refusal(duplicate), rows('1', '3')])).toEqual([
    '2 refused',
    '1 done',
    '3 done',
  ]);
});

test('errors count even where the status is 200, and are matched by id or trace id', async () => {
  const answer = {
    status: 200,
    body: {
      results: [{ id: '1', updatedAt: '2026-11-21T00:00:00Z' }],
      numErrors: 2,
      errors: [
        { category: 'VALIDATION_ERROR', message: 'too long', context: { objectWriteTraceId: ['2'] } },
        { category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: ['3'] } },
      ],
    },
  };
  expect(await applyTo(['1', '2', '3'], [answer])).toEqual(['1 done', '2 refused', '3 gone']);
});

test('an error that names nobody is traced by sending the unanswered records again', async () => {
  const partly = { status: 207, body: { results: [{ id: '1' }], numErrors: 1, errors: [{ message: 'one is bad' }] } };
  const alone = { status: 207, body: { results: [], numErrors: 1, errors: [{ message: 'this one is bad' }] } };
  const outcomes = await applyTo(['1', '2', '3'], [partly, partly, rows('2'), alone]);
  expect(outcomes).toEqual(['1 done', '2 done', '3 refused']);
});

test('a merged record answers with its survivor', async () => {
  expect(await applyTo(['1'], [rows('900')])).toEqual(['1 done']);
});

test('a 404 that does not speak of records ends the run', async () => {
  const answer = { status: 404, body: { status: 'error', message: 'resource not found' } };
  await expect(applyTo(['1', '2'], [answer])).rejects.toMatchObject({ name: 'FatalError', code: 'CRM_REFUSED' });
});

test('a CRM that refuses everything is not asked for ever', async () => {
  const { connector } = await connectTo(sandbox);
  await sandbox.control('/validation-rules', {
    kind: 'format',
    object: 'contacts',
    property: 'hygiene_score',
    ruleType: 'MAX_NUMBER',
    ruleArguments: ['1'],
  });
  const changes = [...contacts, ...contacts].map((id) => changeOf('contact', id, { score: 50 }));
  const outcomes: Outcome[] = [];
  const run = async () => {
    for await (const outcome of connector.write!.apply(each(changes))) outcomes.push(outcome);
  };
  await expect(run()).rejects.toMatchObject({ code: 'CRM_REFUSED', message: expect.stringContaining('in a row') });
  expect(outcomes.every((outcome) => outcome.is === 'refused')).toBe(true);
});
