import { dictionary } from '../../../model/dictionary.ts';
import type { CrmRecord, ObjectType } from '../../../model/record.ts';
import type { Bench } from '../bench.ts';
import { sourceName } from '../case-env.ts';
import { expectFailure, expectSame, expectSameSet, expectThat, failureOf } from '../expect-that.ts';
import type { Case, Group } from '../group.ts';
import { freeText, idsOf, plainSeed, plainSeeds } from '../plain-seeds.ts';

const states = ['value', 'empty', 'invalid', 'unknown'];

async function checkCount(bench: Bench, object: ObjectType, count: number): Promise<void> {
  const { session, ids } = await bench.stand(plainSeeds(object, count));
  expectSameSet(idsOf(await session.list(object)), ids, `each of ${count} ${object} records is listed exactly once`);
}

function countCase(count: number): Case {
  return {
    name: `${count} records are listed, each exactly once`,
    run: (bench) => checkCount(bench, bench.main, count),
  };
}

function objectCase(object: ObjectType): Case {
  return { name: `${object} records are listed`, run: (bench) => checkCount(bench, object, 3) };
}

function checkShape(record: CrmRecord, object: ObjectType, ownNames: readonly string[]): void {
  for (const name of [...dictionary[object].map((field) => field.name), ...ownNames]) {
    const field = record.fields[name];
    expectThat(field !== undefined, `every record has the field ${name}, unknown where it cannot be read`, field);
    expectThat(states.includes(field.is), `${name} is in one of the states ${states.join(', ')}`, field);
    if (field.is === 'unknown') expectThat(field.why.trim() !== '', `the unknown field ${name} says why`, field);
  }
}

async function checkOne(bench: Bench): Promise<void> {
  const { session, ids } = await bench.stand([plainSeed(bench.main, 1)]);
  const [record, ...others] = await session.list(bench.main);
  expectThat(record !== undefined && others.length === 0, 'an account of one record lists one', others.length + 1);
  expectSame(record.ref, { source: sourceName, object: bench.main, id: ids[0] }, 'a record has source, object and id');
  const at = record.updatedAt.getTime();
  expectThat(Number.isFinite(at) && at > 0, 'a record says when it was last modified', record.updatedAt);
  expectThat(
    record.url === '' || /^https?:\/\/\S+$/.test(record.url),
    'a record has the address of its page, or an empty text',
    record.url,
  );
  expectSame(record.health, {}, 'a record without health fields has no health values');
  expectSame(record.scoredAt, '', 'a record that was never scored has an empty scoredAt');
}

/** Far above any page of a list, so that there are middles to begin from. */
const manyRecords = 1050;

async function checkCheckpoints(bench: Bench): Promise<void> {
  const { account, session, ids } = await bench.stand(plainSeeds(bench.main, manyRecords));
  const pages = await session.pages(bench.main);
  const seen: string[] = [];
  for (const page of pages.slice(0, -1)) {
    seen.push(...idsOf(page.records));
    // A run that was killed goes on in another process.
    const later = await bench.connect(account);
    const rest = await later.pages(bench.main, { from: page.checkpoint });
    const found = rest.flatMap(({ records }) => idsOf(records));
    expectSameSet([...new Set([...seen, ...found])], ids, 'a read goes on from a checkpoint without a gap');
    expectThat(found.length < manyRecords, 'a checkpoint spares what was read before', `${found.length} read again`);
    expectThat(
      rest.at(-1)?.cursor === pages.at(-1)?.cursor,
      'a read that went on ends with the cursor of an undisturbed one',
      { undisturbed: pages.at(-1)?.cursor, resumed: rest.at(-1)?.cursor },
    );
  }
}

async function checkOwnField(bench: Bench): Promise<void> {
  const probe = (await bench.open([])).ownFields.find(({ type }) => type === 'text');
  expectThat(probe !== undefined, 'the backend offers an own field of type text', 'none');
  const { object, name } = probe;
  const { session } = await bench.stand([plainSeed(object, 1, { [name]: 'North' }), plainSeed(object, 2)]);
  const found = (await session.list(object)).map(({ fields }) => fields[name]?.is);
  expectSameSet(found.map(String), ['value', 'empty'], `the own field ${name} is read like a built-in one`);
}

async function checkAbsentColumn(bench: Bench): Promise<void> {
  const account = await bench.open([plainSeed(bench.main, 1)]);
  const own = { object: bench.main, name: 'notThere', type: 'text', column: 'kit_no_such_column' } as const;
  const session = await bench.connect(account, { env: { ownFields: [own] } });
  const work = session.list(bench.main);
  const error = await failureOf(work);
  if (error !== null) {
    const { message } = expectFailure(error, ['UserError', 'FatalError'], 'a column that is not there is refused');
    expectThat(message.includes(own.column), 'the refusal names the column', message);
    return;
  }
  const field = (await work)[0]?.fields[own.name];
  expectThat(
    field?.is === 'unknown' && field.why.trim() !== '',
    'a column that is not there makes its field unknown, with the reason',
    field,
  );
}

async function checkEmptyField(bench: Bench): Promise<void> {
  const field = freeText[bench.main];
  const { [field]: _, ...values } = plainSeed(bench.main, 1).values;
  const { session } = await bench.stand([{ object: bench.main, values }]);
  const [record] = await session.list(bench.main);
  expectThat(record?.fields[field]?.is === 'empty', `a ${field} that nobody filled is empty`, record?.fields[field]);
}

/** Listing records page by page. */
export const readGroup: Group = {
  name: 'read',
  claims: [],
  cases: ({ objects, main }) => [
    {
      name: 'an empty account is read to its end, with a cursor and without records',
      async run(bench) {
        const { session } = await bench.stand([]);
        for (const object of objects) {
          const pages = await session.pages(object);
          const records = pages.flatMap((page) => page.records);
          expectSame(records, [], `an empty account lists no ${object}`);
          expectThat(typeof pages.at(-1)?.cursor === 'string', 'there is a last page, with a cursor', pages);
        }
      },
    },
    { name: 'one record has its source, object, id, time and address', run: checkOne },
    ...[99, 100, 101, 250].map(countCase),
    ...objects.filter((object) => object !== main).map(objectCase),
    {
      name: 'the last page carries a cursor, and no other does',
      async run(bench) {
        const { session } = await bench.stand(plainSeeds(main, manyRecords));
        const cursors = (await session.pages(main)).map(({ cursor }) => cursor !== null);
        expectSame(cursors, [...cursors.slice(1).map(() => false), true], 'only the last page has a cursor');
      },
    },
    {
      name: 'a second run over the same account reads the same',
      async run(bench) {
        const { account, session } = await bench.stand(plainSeeds(main, 120));
        const byId = (records: readonly CrmRecord[]) => new Map(records.map((record) => [record.ref.id, record]));
        const first = byId(await session.list(main));
        const again = await bench.connect(account);
        const second = byId(await again.list(main));
        for (const [id, record] of first) expectSame(second.get(id), record, 'nothing changed, so nothing differs');
        expectSame(second.size, first.size, 'nothing changed, so as many are read');
      },
    },
    { name: 'a read goes on from the checkpoint of any page, in another process too', run: checkCheckpoints },
    {
      name: 'every record has every field of the vocabulary, unknown ones with a reason',
      async run(bench) {
        const account = await bench.open(objects.map((object) => plainSeed(object, 1)));
        const session = await bench.connect(account);
        for (const object of objects) {
          const own = account.ownFields.filter((field) => field.object === object).map(({ name }) => name);
          for (const record of await session.list(object)) checkShape(record, object, own);
        }
      },
    },
    { name: 'an own field of the agreement is read from its column', run: checkOwnField },
    { name: 'an own field whose column is not there is unknown, or refused by its name', run: checkAbsentColumn },
    { name: 'a field that nobody filled is empty, not missing', run: checkEmptyField },
    {
      name: 'a listing that was left half way can be begun anew',
      async run(bench) {
        const { session, ids } = await bench.stand(plainSeeds(main, 250));
        for await (const page of session.connector.read.pages(main, {
          since: null,
          from: null,
          links: [],
          unseen: async () => [],
        })) {
          expectThat(page.records.length > 0, 'the first page of 250 records has some', page.records.length);
          break;
        }
        expectSameSet(idsOf(await session.list(main)), ids, 'a new listing shows everything');
      },
    },
    {
      name: 'all objects can be listed side by side',
      async run(bench) {
        const { session, ids } = await bench.stand(objects.flatMap((object) => plainSeeds(object, 20)));
        const lists = await Promise.all(objects.map((object) => session.list(object)));
        for (const [index, list] of lists.entries())
          expectSameSet(idsOf(list), ids.slice(index * 20, index * 20 + 20), `every ${objects[index]} is listed`);
      },
    },
    {
      name: 'an aborted run stops reading',
      async run(bench) {
        const { session } = await bench.stand(plainSeeds(main, 20));
        session.abort();
        expectThat((await failureOf(session.list(main))) !== null, 'an aborted run reads nothing', 'all was read');
      },
    },
  ],
};
