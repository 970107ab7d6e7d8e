import { afterEach, expect, test } from '@jest/globals';
import type { Change, Outcome } from '../../src/model/connector.ts';
import type { ObjectType } from '../../src/model/record.ts';
import {
  clientOf,
  type LocalOrg,
  type Reply,
  refusal,
  type Seen,
  startLocalOrg,
} from '../../test/kit/salesforce-local-org.ts';
import { ingestCsv } from './bulk-ingest.ts';
import { createWriter } from './write.ts';

const collectionRoute = 'PATCH /services/data/v67.0/composite/sobjects';

let org: LocalOrg;
afterEach(() => org.close());

interface Sent {
  readonly attributes: { readonly type: string };
  readonly id: string;
  readonly [field: string]: unknown;
}

function idOf(index: number): string {
  return `00Q${String(index).padStart(12, '0')}AAA`;
}

function change(index: number, values: Change['values'] = { score: 87 }, object: ObjectType = 'lead'): Change {
  return { intent: index, ref: { source: 'main', object, id: idOf(index) }, values };
}

function changes(count: number): readonly Change[] {
  return Array.from({ length: count }, (_, index) => change(index + 1));
}

async function apply(list: readonly Change[], answer: (call: Seen) => Reply, config: object = {}) {
  org = await startLocalOrg(answer);
  const { client, env } = clientOf(org, { ...config });
  const outcomes: Outcome[] = [];
  async function* each(): AsyncIterable<Change> {
    yield* list;
  }
  const run = async () => {
    for await (const outcome of createWriter(client).apply(each())) outcomes.push(outcome);
  };
  const error = await run().then(
    () => null,
    (reason: unknown) => reason,
  );
  return { outcomes, env, error };
}

/** Answers collections: each record is judged on its own. */
function collections(judge: (record: Sent, call: Seen) => { statusCode: string; message: string } | null) {
  return (call: Seen): Reply => {
    const { records } = JSON.parse(call.body) as { records: readonly Sent[] };
    const json = records.map((record) => {
      const error = judge(record, call);
      return error
        ? { success: false, errors: [{ ...error, fields: [] }] }
        : { id: record.id, success: true, errors: [] };
    });
    return { json };
  };
}

test('200 records go in one call, one object per call, without assignment rules', async () => {
  const list = [...changes(401), change(900, { score: 1 }, 'contact')];
  const { outcomes, env, error } = await apply(
    list,
    collections(() => null),
  );
  expect(error).toBeNull();
  expect(outcomes.map((outcome) => outcome.is)).toEqual(Array(402).fill('done'));
  expect(env.calls.get(collectionRoute)).toBe(4);
  const calls = org.seen.filter((call) => call.method === 'PATCH');
  for (const call of calls) {
    expect(call.headers['sforce-auto-assign']).toBe('FALSE');
    const { allOrNone, records } = JSON.parse(call.body) as { allOrNone: boolean; records: readonly Sent[] };
    expect(allOrNone).toBe(false);
    expect(new Set(records.map((record) => record.attributes.type)).size).toBe(1);
  }
});

test('values are written as Salesforce holds them: null empties, flags are joined, long texts are cut', async () => {
  const sent: Sent[] = [];
  await apply(
    [
      change(1, {
        score: 87,
        grade: 'B',
        stageHealth: null,
        flags: ['b', 'a'],
        nextAction: 'x'.repeat(300),
        scoredAt: '2026-11-21T00:00:00.000Z',
      }),
    ],
    collections((record) => {
      sent.push(record);
      return null;
    }),
  );
  expect(sent).toEqual([
    {
      attributes: { type: 'Lead' },
      id: idOf(1),
      Hygiene_Score__c: 87,
      Hygiene_Grade__c: 'B',
      Hygiene_Stage_Health__c: null,
      Hygiene_Flags__c: 'a;b',
      Hygiene_Next_Action__c: `${'x'.repeat(254)}…`,
      Hygiene_Scored_At__c: '2026-11-21T00:00:00.000Z',
    },
  ]);
});

test.each([
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Country is required', 'refused', 'validation rule'],
  ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value for restricted picklist field: x', 'refused', 'provision'],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'LeadTrigger: execution of BeforeUpdate', 'refused', 'trigger'],
  ['DUPLICATES_DETECTED', 'Use one of these records?', 'refused', 'duplicate rule'],
  ['ENTITY_IS_DELETED', 'entity is deleted', 'gone', ''],
  ['INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'gone', ''],
  ['CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', 'gone', ''],
])('a record refused with %s leaves the others alone', async (statusCode, message, is, says) => {
  const { outcomes, env, error } = await apply(
    changes(5),
    collections((record) => (record.id === idOf(3) ? { statusCode, message } : null)),
  );
  expect(error).toBeNull();
  expect(outcomes.filter((outcome) => outcome.is === 'done')).toHaveLength(4);
  const other = outcomes.find((outcome) => outcome.is !== 'done')!;
  expect(other).toMatchObject({ intent: 3, is });
  if (other.is === 'refused') {
    expect(other.why).toContain(says);
    expect(other.why).toContain(message);
  }
  expect(env.calls.get(collectionRoute)).toBe(1);
});

test('locked records are tried again in ever smaller batches', async () => {
  const sizes: number[] = [];
  const tries = new Map<string, number>();
  const { outcomes, error, env } = await apply(changes(200), (call) => {
    const { records } = JSON.parse(call.body) as { records: readonly Sent[] };
    sizes.push(records.length);
    return collections((record) => {
      const count = (tries.get(record.id) ?? 0) + 1;
      tries.set(record.id, count);
      const needed = record.id === idOf(7) ? 4 : record.id <= idOf(60) ? 2 : 1;
      return count < needed
        ? { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record' }
        : null;
    })(call);
  });
  expect(error).toBeNull();
  expect(outcomes.map((outcome) => outcome.is)).toEqual(Array(200).fill('done'));
  expect(sizes).toEqual([200, 50, 10, 1, 1]);
  expect(env.slept.length).toBe(3);
});

test('a record that stays locked is refused in the end', async () => {
  const { outcomes } = await apply(
    changes(3),
    collections((record) =>
      record.id === idOf(2) ? { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access' } : null,
    ),
  );
  expect(outcomes.find((outcome) => outcome.intent === 2)).toMatchObject({ is: 'refused', code: 'RECORD_REFUSED' });
  expect(outcomes.filter((outcome) => outcome.is === 'done')).toHaveLength(2);
});

test.each([
  ['INVALID_FIELD', "No such column 'Hygiene_Score__c' on sobject of type Lead"],
  ['INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields: Hygiene_Score__c. Please check the security'],
])('a health field that cannot be written (%s) ends the run and says what to do', async (statusCode, message) => {
  const { error } = await apply(
    changes(2),
    collections(() => ({ statusCode, message })),
  );
  expect(error).toMatchObject({
    name: 'FatalError',
    code: 'PROPERTY_MISSING',
    message: expect.stringContaining('crm-hygiene provision'),
  });
});

test('a collection refused as a whole is halved down to the record that spoils it', async () => {
  const answer = collections(() => null);
  const { outcomes } = await apply(changes(4), (call) =>
    call.body.includes(idOf(3)) ? refusal('JSON_PARSER_ERROR', 'cannot read') : answer(call),
  );
  expect(outcomes.map((outcome) => `${outcome.intent} ${outcome.is}`).sort()).toEqual([
    '1 done',
    '2 done',
    '3 refused',
    '4 done',
  ]);
});

test('the run ends where everything is refused', async () => {
  const { error, outcomes } = await apply(
    changes(1000),
    collections(() => ({ statusCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message: 'trigger' })),
  );
  expect(error).toMatchObject({ code: 'CRM_REFUSED', message: expect.stringContaining('in a row') });
  expect(outcomes.length).toBeLessThan(1000);
});

/** Plays an ingest job; results are made of the uploaded rows. */
function ingest(judge: (id: string) => 'ok' | 'unprocessed' | string, state = 'JobComplete', errorMessage?: string) {
  let csv = '';
  const rest = collections(() => null);
  return (call: Seen): Reply => {
    if (call.path.endsWith('/composite/sobjects')) return rest(call);
    if (call.method === 'POST') return { json: { id: '750000000000001', state: 'Open' } };
    if (call.method === 'PUT') {
      csv = call.body;
      return { status: 201, text: '' };
    }
    if (call.method === 'PATCH') return { json: { id: '750000000000001', state: 'UploadComplete' } };
    const [header, ...lines] = csv.trimEnd().split('\n') as [string, ...string[]];
    const of = (line: string) => judge(line.split(',')[0]!);
    const file = (
      first: string,
      wanted: (verdict: string) => boolean,
      columns: (verdict: string, id: string) => string,
    ) =>
      [
        first === '' ? header : `${first},${header}`,
        ...lines.filter((line) => wanted(of(line))).map((line) => columns(of(line), line.split(',')[0]!) + line),
      ].join('\n');
    const isFailure = (verdict: string) => verdict !== 'ok' && verdict !== 'unprocessed';
    if (call.path.endsWith('/successfulResults'))
      return {
        text: file(
          '"sf__Id","sf__Created"',
          (verdict) => verdict === 'ok',
          (_v, id) => `"${id}","false",`,
        ),
      };
    if (call.path.endsWith('/failedResults'))
      return { text: file('"sf__Id","sf__Error"', isFailure, (verdict, id) => `"${id}","${verdict}",`) };
    if (call.path.endsWith('/unprocessedrecords'))
      return {
        text: file(
          '',
          (verdict) => verdict === 'unprocessed',
          () => '',
        ),
      };
    return { json: { id: '750000000000001', state, ...(errorMessage ? { errorMessage } : {}) } };
  };
}

test('above the threshold a job is created, uploaded and closed, and all three results are read', async () => {
  const { outcomes, env, error } = await apply(
    changes(300),
    ingest((id) =>
      id === idOf(5)
        ? 'FIELD_CUSTOM_VALIDATION_EXCEPTION:Country is required:Country --'
        : id === idOf(6)
          ? 'ENTITY_IS_DELETED:entity is deleted:--'
          : id === idOf(7)
            ? 'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access:--'
            : id === idOf(8)
              ? 'unprocessed'
              : 'ok',
    ),
    { bulk_writes_above: 250 },
  );
  expect(error).toBeNull();
  const is = new Map(outcomes.map((outcome) => [outcome.intent, outcome]));
  expect(is.size).toBe(300);
  expect(is.get(5)).toMatchObject({ is: 'refused', why: expect.stringContaining('Country is required') });
  expect(is.get(6)).toMatchObject({ is: 'gone' });
  expect([is.get(7)?.is, is.get(8)?.is, is.get(9)?.is]).toEqual(['done', 'done', 'done']);
  const job = '/services/data/v67.0/jobs/ingest';
  expect(Object.fromEntries(env.calls)).toEqual({
    'POST /services/oauth2/token': 1,
    [`POST ${job}`]: 1,
    [`PUT ${job}/{id}/batches`]: 1,
    [`PATCH ${job}/{id}`]: 1,
    [`GET ${job}/{id}`]: 1,
    [`GET ${job}/{id}/successfulResults`]: 1,
    [`GET ${job}/{id}/failedResults`]: 1,
    [`GET ${job}/{id}/unprocessedrecords`]: 1,
    [collectionRoute]: 1,
  });
});

test('in an upload an unchanged field is empty and an emptied one is #N/A', () => {
  const list = [
    change(1, { score: null }),
    change(2, { flags: ['b', 'a'] }),
    change(3, { nextAction: 'Say "hi",\nnow' }),
  ];
  expect(ingestCsv(list, 'hygiene')).toBe(
    'Id,Hygiene_Score__c,Hygiene_Flags__c,Hygiene_Next_Action__c\n' +
      `${idOf(1)},#N/A,,\n${idOf(2)},,a;b,\n${idOf(3)},,,"Say ""hi"",\nnow"\n`,
  );
});

test('a job that knows no health field ends the run and says what to do', async () => {
  const { error } = await apply(
    changes(300),
    ingest(() => 'unprocessed', 'Failed', 'InvalidBatch : Field name not found : Hygiene_Score__c'),
    { bulk_writes_above: 250 },
  );
  expect(error).toMatchObject({ code: 'PROPERTY_MISSING', message: expect.stringContaining('crm-hygiene provision') });
});

test('an upload whose answer was lost is not the end: the job has its data', async () => {
  let uploads = 0;
  const answer = ingest(() => 'ok');
  const { outcomes, error } = await apply(
    changes(300),
    (call) => {
      if (call.method !== 'PUT') return answer(call);
      answer(call);
      return ++uploads === 1
        ? { status: 503, text: '' }
        : refusal('INVALIDJOBSTATE', 'Found multiple contents for job: <750>');
    },
    { bulk_writes_above: 250 },
  );
  expect(error).toBeNull();
  expect(outcomes).toHaveLength(300);
});
