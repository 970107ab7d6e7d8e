import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { openStore, openStoreToRead, storeExists } from '../../src/store/open.ts';
import { makeRecord, refOf, source } from './make-record.ts';

let folder: string;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-store-'));
  url = `sqlite:${join(folder, 'hygiene.db')}`;
});

afterEach(() => rm(folder, { recursive: true }));

async function fill(): Promise<void> {
  const store = await openStore(url, { now: () => new Date(0) });
  const run = await store.startRun({
    ...{ kind: 'scan', startedAt: new Date(0), now: new Date(0), agreement: 'a' },
  });
  await store.commit({
    pulled: { run, records: [makeRecord('deal', '1')], links: [], linksOf: [], wakeNeighbours: {} },
  });
  await store.close();
}

const digest = async (): Promise<string> =>
  createHash('sha256')
    .update(await readFile(join(folder, 'hygiene.db')))
    .digest('hex');

test('a database that is not there is not made', () => {
  expect(storeExists(url)).toBe(false);
  expect(openStoreToRead(url)).toBeNull();
  expect(storeExists(url)).toBe(false);
});

test('a store to read gives what is in it, refuses what writes, and leaves the file as it was', async () => {
  await fill();
  const before = await digest();
  const store = openStoreToRead(url)!;
  expect(await store.page({ source, object: 'deal', after: '', limit: 9 })).toEqual([makeRecord('deal', '1')]);
  const revision = { revision: 'r', version: 'v', text: '', loadedAt: new Date(0), loadedBy: 'maria' };
  const record = refOf('deal', '1');
  for (const write of [
    store.noteRevision(revision),
    store.commit({ lift: { record, rule: 'deal/x', field: null, at: new Date(0), by: 'maria' } }),
  ])
    await expect(write).rejects.toMatchObject({ code: 'DATABASE_UNREADABLE' });
  await store.close();
  expect(await digest()).toBe(before);
});

test('a database of an older schema is left as it is, with advice', async () => {
  await fill();
  const database = new SqliteDatabase(join(folder, 'hygiene.db'));
  database.exec('DELETE FROM schema_migration WHERE number = 5');
  database.close();
  expect(() => openStoreToRead(url)).toThrow(/older version of crm-hygiene.*crm-hygiene scan/);
});
