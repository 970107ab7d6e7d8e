import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';

const kills = 6;
const writer = join(import.meta.dirname, 'write-batches.ts');

/** Lets a process commit, kills it after some batches, and gives the last batch it said was committed. */
async function writeAndKill(path: string, first: number, batches: number): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', writer, path, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let last = first - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last - first + 1 === batches) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return last;
}

function inspect(path: string) {
  const raw = new SqliteDatabase(path);
  try {
    const count = (table: string): number => raw.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get()!;
    return {
      integrity: raw.pragma('integrity_check', { simple: true }),
      batches: Number(raw.prepare(`SELECT value FROM checkpoint WHERE run = 1 AND key = 'batch'`).pluck().get()) + 1,
      records: count('record'),
      links: count('link'),
      scores: count('score'),
      findings: count('finding'),
      dirty: count('dirty'),
    };
  } finally {
    raw.close();
  }
}

test('killed amid writing, every batch is there wholly or not at all, and none that was answered is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-kill-'));
  try {
    const path = join(folder, 'hygiene.db');
    let first = 0;
    for (let kill = 0; kill < kills; kill++) {
      const answered = await writeAndKill(path, first, 3 + 7 * kill);
      const found = inspect(path);
      const { batches } = found;
      // A batch may have been committed and not yet answered.
      expect(batches).toBeGreaterThanOrEqual(answered + 1);
      const [records, links] = [batches * 100, batches * 200];
      expect(found).toEqual({ integrity: 'ok', batches, records, links, scores: records, findings: records, dirty: 0 });
      first = batches;
    }
    expect(first).toBeGreaterThan(kills * 3);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
