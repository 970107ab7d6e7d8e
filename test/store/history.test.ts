import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import type { ScoreSummary } from '../../src/model/store.ts';
import { openStore } from '../../src/store/open.ts';
import { makeEvaluation, makeRecord, scoreOf } from './make-record.ts';

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n));

test('a score is remembered when health, grade or stage health changed, and only then', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-history-'));
  const path = join(folder, 'hygiene.db');
  const store = await openStore(path, { now: () => day(1) });
  const records = [makeRecord('deal', '1')];
  await store.commit({ pulled: { run: 1, records, links: [], linksOf: [], wakeNeighbours: {} } });
  const judge = (n: number, score: ScoreSummary | null, agreement = 'a', wakeAt: number | null = null) =>
    store.commit({
      evaluated: { at: day(n), agreement, evaluations: [makeEvaluation('deal', '1', { score, wakeAt })] },
    });
  await judge(1, null);
  await judge(2, scoreOf(75));
  await judge(3, scoreOf(75, { data: 80, coverage: 0.9 }), 'b', 7);
  await judge(4, scoreOf(60), 'b');
  await judge(5, scoreOf(60, { grade: 'D' }), 'b');
  await judge(6, scoreOf(60, { grade: 'D', stageHealth: 'at_risk' }), 'a');
  await judge(7, null, 'a');
  await store.close();

  const raw = new SqliteDatabase(path, { readonly: true });
  const history = raw
    .prepare(
      `SELECT at, health, grade, stage_health, version FROM score_history
       JOIN agreement ON agreement.number = score_history.agreement ORDER BY at`,
    )
    .raw()
    .all();
  raw.close();
  await rm(folder, { recursive: true });
  expect(history).toEqual([
    [day(2).getTime(), 75, 'C', null, 'a'],
    [day(4).getTime(), 60, 'C', null, 'b'],
    [day(5).getTime(), 60, 'D', null, 'b'],
    [day(6).getTime(), 60, 'D', 'at_risk', 'a'],
    [day(7).getTime(), null, null, null, 'a'],
  ]);
});
