import type { Page } from '../../../model/connector.ts';
import type { CrmRecord } from '../../../model/record.ts';
import type { Seed } from '../backend.ts';
import { type Bench, changeOf, needed, type Session, type Stand } from '../bench.ts';
import { expectSame, expectSameSet, expectThat } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { freeText, idsOf, plainSeed, plainSeeds } from '../plain-seeds.ts';
import { createShelf, type Shelf } from '../shelf.ts';

const claim = 'the manifest claims capabilities.changedSince';

/** An account that was listed once, as an installation knows it. */
interface Known extends Stand {
  readonly shelf: Shelf;
  cursor: string;
}

async function known(
  bench: Bench,
  seeds: readonly Seed[],
  prepare?: (session: Session) => Promise<void>,
): Promise<Known> {
  const stand = await bench.stand(seeds);
  await prepare?.(stand.session);
  await stand.account.passTime?.();
  const shelf = createShelf();
  const pages = await stand.session.pages(bench.main);
  for (const { records } of pages) shelf.keep(records);
  return { ...stand, shelf, cursor: cursorOf(pages) };
}

function cursorOf(pages: readonly Page[]): string {
  const cursor = pages.at(-1)?.cursor;
  expectThat(typeof cursor === 'string', 'the last page has the cursor of the next read', cursor);
  return cursor;
}

/** What a changed-since read finds new; it is kept, as an installation would. */
async function changes(bench: Bench, at: Known, from: string | null = null): Promise<readonly CrmRecord[]> {
  await at.account.passTime?.();
  return changesAtOnce(bench, at, from);
}

/** As `changes`, without letting time pass: what was just modified may be read once more. */
async function changesAtOnce(bench: Bench, at: Known, from: string | null = null): Promise<readonly CrmRecord[]> {
  const pages = await at.session.pages(bench.main, {
    since: at.cursor,
    from,
    unseen: async (object, hits) => {
      for (const hit of hits)
        expectThat(Number.isFinite(hit.updatedAt.getTime()), 'a hit says when the record was modified', hit);
      return at.shelf.unseen(object, hits);
    },
  });
  const records = pages.flatMap((page) => page.records);
  at.shelf.keep(records);
  at.cursor = cursorOf(pages);
  return records;
}

async function edit(bench: Bench, at: Known, ids: readonly string[], text: string): Promise<void> {
  const editing = needed(at.account.edit, 'edit() of the backend', claim);
  const values = { [freeText[bench.main]]: text };
  await editing.call(
    at.account,
    ids.map((id) => ({ object: bench.main, id, values })),
  );
}

async function checkEdits(bench: Bench, count: number, edited: number): Promise<void> {
  const at = await known(bench, plainSeeds(bench.main, count));
  const ids = at.ids.slice(-edited);
  await edit(bench, at, ids, 'Changed');
  const found = await changes(bench, at);
  expectSameSet(idsOf(found), ids, `of ${count} records exactly the ${edited} edited ones are read`);
  for (const { fields } of found) {
    const field = fields[freeText[bench.main]];
    expectThat(field?.is === 'value' && field.value === 'Changed', 'a changed record has its new values', field);
  }
}

async function checkRounds(bench: Bench): Promise<void> {
  const at = await known(bench, plainSeeds(bench.main, 30));
  const cursors = [at.cursor];
  for (const round of [1, 2, 3]) {
    const ids = at.ids.slice(round * 5, round * 5 + 2);
    await edit(bench, at, ids, `Round ${round}`);
    expectSameSet(idsOf(await changes(bench, at)), ids, `round ${round} finds its own changes only`);
    expectThat(!cursors.includes(at.cursor), 'the cursor moves on with the changes', at.cursor);
    cursors.push(at.cursor);
  }
}

/** An edit in the very moment of the read before it, which a coarse modification time cannot tell apart. */
async function checkSameMoment(bench: Bench): Promise<void> {
  const at = await known(bench, plainSeeds(bench.main, 5));
  for (const text of ['First', 'Second', 'Third']) {
    await edit(bench, at, at.ids.slice(0, 1), text);
    const found = (await changesAtOnce(bench, at)).find(({ ref }) => ref.id === at.ids[0]);
    const field = found?.fields[freeText[bench.main]];
    expectThat(
      field?.is === 'value' && field.value === text,
      'a change in the moment of the read before it is not lost',
      field,
    );
  }
}

async function checkMeanwhile(bench: Bench): Promise<void> {
  const stand = await bench.stand(plainSeeds(bench.main, 600));
  const shelf = createShelf();
  const at: Known = { ...stand, shelf, cursor: '' };
  const shown = new Map<string, unknown>();
  const edited = [at.ids[0]!, at.ids[599]!];
  const keep = (records: readonly CrmRecord[]): void => {
    shelf.keep(records);
    for (const { ref, fields } of records) shown.set(ref.id, fields[freeText[bench.main]]);
  };
  const ask = { since: null, from: null, links: [], unseen: async () => [] };
  for await (const page of stand.session.connector.read.pages(bench.main, ask)) {
    keep(page.records);
    if (at.cursor === '' && shown.size > 0) await edit(bench, at, edited, 'Meanwhile');
    at.cursor = page.cursor ?? 'reading';
  }
  keep(await changes(bench, at));
  for (const id of edited) {
    const field = shown.get(id) as CrmRecord['fields'][string];
    expectThat(
      field?.is === 'value' && field.value === 'Meanwhile',
      'what changes while a listing runs is in it, or in the read that follows',
      field,
    );
  }
}

async function checkOwnWrites(bench: Bench): Promise<void> {
  const at = await known(bench, plainSeeds(bench.main, 20), (session) => session.provision([bench.main]));
  const ids = at.ids.slice(0, 5);
  const outcomes = await at.session.write(ids.map((id) => changeOf(bench.main, id, { score: 55 })));
  for (const outcome of outcomes) {
    expectThat(outcome.is === 'done', 'a plain change is done', outcome);
    if (outcome.updatedAt !== null) at.shelf.wrote(bench.main, outcome.ref.id, outcome.updatedAt);
  }
  const told = new Set(outcomes.filter((one) => one.is === 'done' && one.updatedAt !== null).map(({ ref }) => ref.id));
  const echoes = idsOf(await changes(bench, at)).filter((id) => told.has(id));
  expectSame(echoes, [], 'a write whose time was told in its outcome is not read again');
}

async function checkResume(bench: Bench): Promise<void> {
  const at = await known(bench, plainSeeds(bench.main, 600));
  await edit(bench, at, at.ids.slice(0, 500), 'Changed');
  const since = at.cursor;
  const pages = await at.session.pages(bench.main, { since });
  const seen: string[] = [];
  for (const page of pages.slice(0, -1)) {
    seen.push(...idsOf(page.records));
    const later = await bench.connect(at.account);
    const rest = await later.list(bench.main, { since, from: page.checkpoint });
    const all = new Set([...seen, ...idsOf(rest)]);
    const lost = at.ids.slice(0, 500).filter((id) => !all.has(id));
    expectSame(lost, [], 'a changed-since read goes on from a checkpoint without a gap');
  }
}

/** Reading only what changed. */
export const changedSinceGroup: Group = {
  name: 'changed-since',
  claims: ['changedSince'],
  cases: () => [
    {
      name: 'where nothing changed, nothing is read',
      async run(bench) {
        const at = await known(bench, plainSeeds(bench.main, 120));
        expectSame(idsOf(await changes(bench, at)), [], 'nothing changed, so no record is read');
      },
    },
    { name: 'of many records only the changed ones are read', run: (bench) => checkEdits(bench, 120, 3) },
    { name: 'one changed record is read', run: (bench) => checkEdits(bench, 1, 1) },
    { name: '250 records changed in one moment are all read', run: (bench) => checkEdits(bench, 260, 250) },
    {
      name: 'a new record is read',
      async run(bench) {
        const at = await known(bench, plainSeeds(bench.main, 10));
        const create = needed(at.account.create, 'create() of the backend', claim);
        const id = await create.call(at.account, plainSeed(bench.main, 11));
        expectSameSet(idsOf(await changes(bench, at)), [id], 'exactly the new record is read');
      },
    },
    {
      name: 'the cursor of an empty account finds the first record',
      async run(bench) {
        const at = await known(bench, []);
        const create = needed(at.account.create, 'create() of the backend', claim);
        const id = await create.call(at.account, plainSeed(bench.main, 1));
        expectSameSet(idsOf(await changes(bench, at)), [id], 'exactly the new record is read');
      },
    },
    { name: 'the cursor advances: each of three rounds finds its own changes', run: checkRounds },
    { name: 'several changes of a record, each read at once, are all seen', run: checkSameMoment },
    { name: 'what changes while a listing runs is not lost', run: checkMeanwhile },
    { name: 'a read goes on from the checkpoint of any page', run: checkResume },
    { name: 'our own writes are passed over by `unseen`', if: ['write'], run: checkOwnWrites },
  ],
  unclaimed: {
    name: 'is not claimed: a read with a cursor lists everything',
    async run(bench) {
      const { session, ids } = await bench.stand(plainSeeds(bench.main, 30));
      const since = cursorOf(await session.pages(bench.main));
      const found = idsOf(await session.list(bench.main, { since, unseen: async () => [] }));
      expectSameSet(found, ids, 'who cannot tell what changed reads everything');
    },
  },
};
