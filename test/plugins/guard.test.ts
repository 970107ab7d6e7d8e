import { expect, test } from '@jest/globals';
import type { Ask, Connector, ConnectorDefinition, Page } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { fail, pass, type Rule } from '../../src/model/rule.ts';
import { guardConnector } from '../../src/plugins/guard-connector.ts';
import { guardRule } from '../../src/plugins/guard-rule.ts';
import { contact } from '../../src/testing/index.ts';
import { tallyBackend } from '../fixtures/example-connector/backend.ts';
import tally from '../fixtures/example-connector/connector.ts';
import faxMissing from '../fixtures/example-rule/fax-missing.ts';
import { testEnv } from '../kit/connector-env.ts';

const ask: Ask = { since: null, from: null, links: [], unseen: async (_, hits) => hits.map(({ id }) => id) };

/** Connects to a Tally of one person through a connector that was bent, and does some work with it. */
async function work(bend: (connector: Connector) => Connector, act: (connector: Connector) => Promise<unknown>) {
  const account = await tallyBackend.open([{ object: 'contact', values: { lastName: 'Ash' } }]);
  const bent: ConnectorDefinition = {
    ...tally,
    connect: async (config, env) => bend(await tally.connect(config, env)),
  };
  const env = testEnv({ source: 'ours', objects: ['contact', 'company'], secrets: account.secrets });
  try {
    const connector = await guardConnector(bent, './acme.ts').connect(account.config, env);
    return await act(connector).finally(() => connector.close());
  } finally {
    await account.close();
  }
}

async function listAll({ read }: Connector): Promise<readonly CrmRecord[]> {
  const records: CrmRecord[] = [];
  for await (const page of read.pages('contact', ask)) records.push(...page.records);
  return records;
}

function bendPages(change: (page: Page) => unknown): (connector: Connector) => Connector {
  return (connector) => ({
    ...connector,
    read: {
      ...connector.read,
      async *pages(object, asked) {
        for await (const page of connector.read.pages(object, asked)) yield change(page) as Page;
      },
    },
  });
}

const bendRecord = (change: (record: CrmRecord) => unknown) =>
  bendPages((page) => ({ ...page, records: page.records.map(change) }));

test.each<[string, (connector: Connector) => Connector, RegExp]>([
  [
    'a record of another source',
    bendRecord((record) => ({ ...record, ref: { ...record.ref, source: 'theirs' } })),
    /read\.pages: it gave a record of the source "theirs", not of ours/,
  ],
  [
    'an unknown object',
    bendRecord((record) => ({ ...record, ref: { ...record.ref, object: 'ticket' } })),
    /a record of the object "ticket" among contact records/,
  ],
  ['a number as id', bendRecord((record) => ({ ...record, ref: { ...record.ref, id: 7 } })), /whose id is no text/],
  [
    'a text as a time',
    bendRecord((record) => ({ ...record, fields: { ...record.fields, createdAt: { is: 'value', value: '2024' } } })),
    /its field createdAt holds no time/,
  ],
  [
    'a field that is nothing',
    bendRecord(({ fields, ...record }) => ({ ...record, fields: { ...fields, email: null } })),
    /its field email is null/,
  ],
  ['no record at all', bendRecord(() => null), /a record without a ref/],
  ['no page', bendPages(() => 'page'), /"page" instead of a page/],
  ['no checkpoint', bendPages((page) => ({ ...page, checkpoint: 5 })), /whose checkpoint is no text/],
  [
    'a link to nowhere',
    bendPages((page) => ({ ...page, links: [{ from: { object: 'contact', id: '1' } }] })),
    /a link that does not say/,
  ],
  [
    'an error of its own while it reads',
    bendPages(() => {
      throw new TypeError('cannot read ann@acme.example');
    }),
    /failed in read\.pages: TypeError at guard\.test\.ts:\d+\. /,
  ],
  [
    'a text that is thrown',
    bendPages(() => {
      throw 'ann@acme.example';
    }),
    /failed in read\.pages: a thrown string\./,
  ],
])('a connector that gives %s is named, without a value of the record', async (_, bend, expected) => {
  const error = await work(bend, listAll).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FatalError);
  expect(error).toMatchObject({ code: 'PLUGIN_FAULT', message: expect.stringMatching(expected) });
  expect(String(error)).toContain('The plug-in ./acme.ts ');
  expect(String(error)).not.toContain('ann@');
});

test('an honest connector is not hindered', async () => {
  expect(await work((connector) => connector, listAll)).toHaveLength(1);
});

test('what it claims and does not have is told when it is opened, all at once', async () => {
  const bend = ({ write: _, ...connector }: Connector): Connector => ({ ...connector, diagnose: 1 }) as never;
  const opened = work(bend, listAll);
  await expect(opened).rejects.toThrow(/connect\(\)\.diagnose: expected a function.*connect\(\)\.write: expected/);
});

test('errors of the engine pass as they are, and so does what our own side throws', async () => {
  const own = new FatalError({ code: 'CRM_REFUSED', message: 'No.' });
  await expect(
    work(
      bendPages(() => {
        throw own;
      }),
      listAll,
    ),
  ).rejects.toBe(own);
  const ours = new Error('the database is gone');
  const changes: AsyncIterable<never> = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(ours) }),
  };
  const write = async (connector: Connector): Promise<void> => {
    for await (const _ of connector.write!.apply(changes)) expect(_).toBeUndefined();
  };
  await expect(work((connector) => connector, write)).rejects.toBe(ours);
});

const { record } = contact();
const report = { messageId: 'missing', field: 'fax' };

test.each<[string, unknown, RegExp | null]>([
  ['pass', pass, null],
  ['fail', fail(report), null],
  ['nothing', undefined, /^check\(\) gave nothing, which is no verdict$/],
  ['a promise', Promise.resolve(pass), /^check\(\) gave what is no verdict$/],
  ['true', true, /^check\(\) gave true/],
  ['another word', { is: 'maybe' }, /no verdict/],
  ['a failure without a report', { is: 'fail', reports: [] }, /has no reports/],
  ['an unknown message', fail({ messageId: 'lost' }), /none of its messages/],
  ['an inherited message', fail({ messageId: 'toString' }), /none of its messages/],
  ['severity off', fail({ ...report, severity: 'off' as never }), /severity that does not exist/],
  ['too much credit', { is: 'partial', credit: 2, reports: [report] }, /credit is not from 0 to 1/],
  ['unknown without why', { is: 'unknown' }, /does not say why/],
])('a rule that gives %s', (_, verdict, expected) => {
  const rule = guardRule({ ...faxMissing, check: () => verdict } as Rule, './fax.ts');
  const check = (): unknown => rule.check(record, {} as never);
  if (expected === null) expect(check()).toBe(verdict);
  else expect(check).toThrow(expected);
});

test('a rule that throws tells where, and nothing of the record', () => {
  const check = (): never => {
    throw new RangeError('ann@acme.example is too long');
  };
  const rule = guardRule({ ...faxMissing, check, wakes: () => Number.NaN }, './fax.ts');
  expect(() => rule.check(record, {} as never)).toThrow(/^RangeError at guard\.test\.ts:\d+$/);
  expect(() => rule.wakes?.(record, {} as never)).toThrow('wakes() gave no time in milliseconds');
});

test('a rule that cannot say what it reads is named', () => {
  const rule = guardRule({ ...faxMissing, reads: () => ({ own: 'fax' }) } as never, './fax.ts');
  expect(() => rule.reads({})).toThrow(/The plug-in \.\/fax\.ts cannot say what its rule person\/fax-missing reads/);
});
