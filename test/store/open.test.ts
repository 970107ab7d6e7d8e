import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import type { ErrorCode } from '../../src/model/error-codes.ts';
import { UserError } from '../../src/model/errors.ts';
import type { Store } from '../../src/model/store.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open.ts';
import { explainError } from '../../src/store/sqlite/explain-error.ts';
import { makeRecord, source } from './make-record.ts';

const now = (): Date => new Date('2026-03-01T00:00:00Z');
const wakeNeighbours = {};
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-open-'));
  path = join(folder, 'hygiene.db');
});
afterEach(() => rm(folder, { recursive: true }));

async function fill(store: Store, count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, index) => makeRecord('contact', `${index}`));
  await store.commit({ pulled: { run: 1, records, links: [], linksOf: [], wakeNeighbours } });
}

async function readAll(store: Store): Promise<number> {
  return (await store.page({ source, object: 'contact', after: '', limit: 1e6 })).length;
}

async function expectRefused(work: Promise<unknown>, code: ErrorCode, words: RegExp): Promise<void> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
}

test.each([
  ['a bare path', (file: string) => file],
  ['sqlite:path', (file: string) => `sqlite:${file}`],
  ['sqlite:///path', (file: string) => `sqlite://${file}`],
  ['file:path', (file: string) => `file:${file}`],
  ['file:///path', (file: string) => `file://${file}`],
])('%s names a file', async (_form, urlOf) => {
  const store = await openStore(urlOf(path), { now });
  await fill(store, 1);
  await store.close();
  expect((await stat(path)).size).toBeGreaterThan(0);
});

test.each([':memory:', 'sqlite::memory:'])('%s leaves no file', async (url) => {
  const store = await openStore(url, { now });
  await fill(store, 3);
  expect(await readAll(store)).toBe(3);
  (await store.lockRun()).release();
  await store.close();
  await expect(stat(join(process.cwd(), ':memory:'))).rejects.toThrow();
});

test.each([
  ['postgres://scott:tiger@db/crm', /does not speak PostgreSQL yet.*sqlite:/],
  ['postgresql://scott:tiger@db/crm', /does not speak PostgreSQL yet/],
  ['mysql://scott:tiger@db/crm', /"mysql:".*sqlite:/],
  ['sqlite:', /no path/],
  ['', /no path/],
])('%s is refused without repeating it', async (url, words) => {
  await expectRefused(openStore(url, { now }), 'CONFIG_INVALID', words);
  await expect(openStore(url, { now })).rejects.not.toThrow(/tiger/);
});

test('what was committed is there after re-opening, and migrating again changes nothing', async () => {
  const first = await openStore(path, { now });
  await fill(first, 5);
  await first.migrate();
  await first.close();
  const second = await openStore(path, { now });
  await second.migrate();
  expect(await readAll(second)).toBe(5);
  expect(await second.due(source, 'contact', now(), 'a', 9)).toHaveLength(5);
  await second.close();
});

test('a new database can be read by its owner only', async () => {
  const store = await openStore(path, { now });
  await fill(store, 1);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) expect((await stat(file)).mode & 0o077).toBe(0);
  await store.close();
});

test('two handles work on one database', async () => {
  const [one, two] = [await openStore(path, { now }), await openStore(path, { now })];
  await fill(one, 2);
  expect(await readAll(two)).toBe(2);
  await one.close();
  await two.close();
});

test('one run at a time: the lock is refused while held, and never stands in the way of commits', async () => {
  const [one, two] = [await openStore(path, { now }), await openStore(path, { now })];
  const lock = await one.lockRun();
  await expectRefused(two.lockRun(), 'RUN_ACTIVE', /another run is at work/);
  await fill(two, 1);
  lock.release();
  (await two.lockRun()).release();
  await one.close();
  await two.close();
});

test('a database of a newer version is refused and left as it is', async () => {
  await (await openStore(path, { now })).close();
  const raw = new SqliteDatabase(path);
  const newer = migrations.length + 1;
  raw.prepare('INSERT INTO schema_migration VALUES (?, ?, ?, ?)').run(newer, 'from-the-future', 'x', 0);
  raw.close();
  const before = await readFile(path);
  await expectRefused(openStore(path, { now }), 'DATABASE_NEWER', /newer version.*Install that version again/);
  expect(before.equals(await readFile(path))).toBe(true);
});

test('a database whose schema is not what this version made is refused', async () => {
  await (await openStore(path, { now })).close();
  const raw = new SqliteDatabase(path);
  raw.exec(`UPDATE schema_migration SET checksum = 'other' WHERE number = 2`);
  raw.close();
  await expectRefused(openStore(path, { now }), 'DATABASE_UNREADABLE', /schema step 2 differs/);
});

test('a database that stopped at an older schema is brought up to date', async () => {
  await (await openStore(path, { now })).close();
  const raw = new SqliteDatabase(path);
  raw.exec('DROP TABLE checkpoint; DROP TABLE journal; DROP TABLE run; DELETE FROM schema_migration WHERE number = 3');
  raw.close();
  const store = await openStore(path, { now });
  expect(await store.startRun({ kind: 'scan', startedAt: now(), now: now(), agreement: 'a' })).toBe(1);
  await store.close();
});

test('migrations are numbered in order', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
});

test('the database of another program is refused and left as it is', async () => {
  const raw = new SqliteDatabase(path);
  raw.exec('CREATE TABLE orders (id INTEGER)');
  raw.close();
  await expectRefused(openStore(path, { now }), 'DATABASE_UNREADABLE', /another program/);
  const again = new SqliteDatabase(path);
  expect(again.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['orders']);
  again.close();
});

test('what is no database is refused with advice', async () => {
  await writeFile(path, 'id;email\n1;a@acme.de\n'.repeat(500));
  await expectRefused(openStore(path, { now }), 'DATABASE_UNREADABLE', /is damaged, is no database.*restore a backup/);
  await mkdir(join(folder, 'directory'));
  await expectRefused(openStore(join(folder, 'directory'), { now }), 'DATABASE_UNREADABLE', /Check the path/);
  await expectRefused(openStore(join(folder, 'none', 'x.db'), { now }), 'DATABASE_UNREADABLE', /folder that exists/);
});

test('damage in the middle of the file is told when it is met', async () => {
  const store = await openStore(path, { now });
  await fill(store, 5000);
  await store.close();
  const file = await open(path, 'r+');
  const { size } = await file.stat();
  for (let offset = 80 * 4096; offset < size; offset += 4096)
    await file.write(Buffer.alloc(4096, 0xa5), 0, 4096, offset);
  await file.close();
  const damaged = await openStore(path, { now });
  await expectRefused(readAll(damaged), 'DATABASE_UNREADABLE', /damaged.*restore a backup/);
  await damaged.close();
});

/** Makes SQLite say what it says on a full disk or a locked file. */
function provoke(setUp: (one: SqliteDatabase.Database, two: SqliteDatabase.Database) => void): unknown {
  const [one, two] = [new SqliteDatabase(path, { timeout: 0 }), new SqliteDatabase(path, { timeout: 0 })];
  try {
    one.exec('CREATE TABLE note (line TEXT)');
    setUp(one, two);
    return null;
  } catch (error) {
    return explainError(error, path);
  } finally {
    one.close();
    two.close();
  }
}

test('a full disk is told with what to do', () => {
  const error = provoke((one) => {
    one.pragma('max_page_count = 2');
    one.prepare('INSERT INTO note VALUES (?)').run('x'.repeat(100_000));
  });
  expect(error).toMatchObject({ code: 'DATABASE_FULL', message: expect.stringMatching(/is full.*Free some space/) });
});

test('a database that another process holds is told with what to do', () => {
  const error = provoke((one, two) => {
    two.exec('BEGIN IMMEDIATE');
    one.exec('INSERT INTO note VALUES (1)');
  });
  expect(error).toMatchObject({
    code: 'DATABASE_BUSY',
    message: expect.stringMatching(/another process.*Wait for it/),
  });
});

test('any other error of the database is a fault of ours and stays as it is', () => {
  const error = provoke((one) => one.exec('INSERT INTO nothing VALUES (1)'));
  expect(error).not.toBeInstanceOf(UserError);
  expect(error).toMatchObject({ code: 'SQLITE_ERROR' });
});
