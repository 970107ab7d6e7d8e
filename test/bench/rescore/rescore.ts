import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceEngine } from '../../../src/engine/engine.ts';
import { dictionary } from '../../../src/model/dictionary.ts';
import { parseField } from '../../../src/model/parse-field.ts';
import type { CrmRecord, Field, ObjectType } from '../../../src/model/record.ts';
import type { Store } from '../../../src/model/store.ts';
import { openStore } from '../../../src/store/open.ts';
import type { Bench } from '../bench.ts';
import { catalog } from '../rules/catalog.ts';
import { openRules } from '../rules/open-rules.ts';
import { makeRecords, now, type RawRecord } from '../rules/records.ts';

const source = 'main';
const objects: readonly ObjectType[] = ['contact', 'deal'];
const perPage = 500;
const perCommit = 10_000;
const rounds = 3;

function recordOf({ object, properties }: RawRecord, id: number): CrmRecord {
  const fields: Record<string, Field> = {};
  for (const { name, type } of dictionary[object])
    if (properties[name] !== undefined) fields[name] = parseField(type, properties[name]);
  const ref = { source, object, id: String(id).padStart(8, '0') };
  return { ref, updatedAt: now, url: `https://crm.example/${object}/${id}`, fields, health: {}, scoredAt: '' };
}

async function fill(store: Store, count: number, say: (text: string) => void): Promise<void> {
  const run = await store.startRun({ kind: 'scan', startedAt: now, now, agreement: 'before' });
  for (let from = 0; from < count; from += perCommit) {
    const records = makeRecords(Math.min(perCommit, count - from), from + 1).map((raw, index) =>
      recordOf(raw, from + index),
    );
    await store.commit({ pulled: { run, records, links: [], linksOf: [], wakeNeighbours: {} } });
    if ((from / perCommit) % 20 === 0) say(`${from.toLocaleString('en')} stored`);
  }
}

interface Pass {
  /** Records per second, and per second of the processor's time, which other work on the machine disturbs less. */
  readonly pace: number;
  readonly cpuPace: number;
  readonly sum: number;
}

/** Every stored record once, page by page as a scan takes them; gives records per second. */
async function pass(store: Store, use: (record: CrmRecord) => number): Promise<Pass> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let count = 0;
  let sum = 0;
  for (const object of objects)
    for (let after = ''; ; ) {
      const records = await store.page({ source, object, after, limit: perPage });
      if (records.length === 0) break;
      for (const record of records) sum += use(record);
      count += records.length;
      after = records[records.length - 1]!.ref.id;
    }
  const { user, system } = process.cpuUsage(before);
  return { pace: count / ((performance.now() - startedAt) / 1000), cpuPace: count / ((user + system) / 1e6), sum };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function ratioOf(
  { read, rescored }: { readonly read: readonly Pass[]; readonly rescored: readonly Pass[] },
  kind: 'pace' | 'cpuPace',
): number {
  const of = (passes: readonly Pass[]): number => median(passes.map((one) => one[kind]));
  return Math.round((100 * of(rescored)) / of(read)) / 100;
}

/** Reads what re-scoring compares with the stored score: health score, grade and failed rules. */
function scoreWith(engine: SourceEngine): (record: CrmRecord) => number {
  return (record) => {
    const result = engine.evaluate(record, {});
    return result === null ? 0 : (result.health ?? 0) + result.failed.length;
  };
}

function residentMb(): number {
  return Math.round(process.memoryUsage().rss / 1024 / 1024);
}

/**
 * Stored records judged again under a changed agreement, beside reading and parsing the same rows with no rules at all.
 * `ratio`: records per second of the first over those of the second, in alternating passes; `ratioCpu`: the same by the
 * processor's time. `growthMb`: resident
 * memory after the last pass over that after the first.
 */
export const rescore: Bench = async ({ quick, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-bench-'));
  const store = await openStore(`sqlite:${join(folder, 'hygiene.db')}`, { now: () => now });
  try {
    await store.migrate();
    const count = quick ? 50_000 : 1_000_000;
    await fill(store, count, say);
    const before = (await openRules(now)).forSource(catalog, objects);
    const changed = await openRules(now, (text) => text.replaceAll('severity: low', 'severity: high'));
    const engine = changed.forSource(catalog, objects);
    const passes: { readonly read: Pass[]; readonly rescored: Pass[] } = { read: [], rescored: [] };
    const old = await pass(store, scoreWith(before));
    const memory: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const read = await pass(store, (record) => record.ref.id.length);
      passes.read.push(read);
      const scored = await pass(store, scoreWith(engine));
      if (scored.sum === old.sum) throw new Error('the changed agreement changed nothing');
      passes.rescored.push(scored);
      memory.push(residentMb());
      say(
        `round ${round + 1}: read ${Math.round(read.pace)}/s, re-scored ${Math.round(scored.pace)}/s, ${memory[round]} MB`,
      );
    }
    return {
      ratio: ratioOf(passes, 'pace'),
      ratioCpu: ratioOf(passes, 'cpuPace'),
      recordsPerSecond: {
        read: Math.round(median(passes.read.map(({ pace }) => pace))),
        rescored: Math.round(median(passes.rescored.map(({ pace }) => pace))),
      },
      records: count,
      rules: 30,
      rounds,
      residentMb: memory,
      growthMb: memory[rounds - 1]! - memory[0]!,
    };
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
};
