import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hygiene, startSandboxProcess } from '../kit/process.ts';
import type { Bench } from './bench.ts';

const heapMb = 72;
/** The young generation is fixed too: left to V8 it grows with the load of the machine, not with the records. */
const semiSpaceMb = 4;
const watch = new URL('./peak-rss.ts', import.meta.url).href;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

async function peakOf(contacts: number): Promise<{ readonly peakMb: number; readonly seconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-bench-'));
  const sandbox = await startSandboxProcess(
    ['--contacts', String(contacts), '--companies', '0', '--deals', '0', '--limit', '0'],
    folder,
  );
  try {
    const options = { cwd: folder, env: { ...sandbox.env, PEAK_RSS_FILE: join(folder, 'peak') } };
    await hygiene(['init', '--yes'], options);
    const file = join(folder, 'hygiene.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/sync: \[.*\]/, 'sync: [contacts]'));
    const startedAt = performance.now();
    const scanned = await hygiene(['--json', 'scan', '--preview'], {
      ...options,
      nodeArgs: [`--max-old-space-size=${heapMb}`, `--max-semi-space-size=${semiSpaceMb}`, '--import', watch],
    });
    const seconds = (performance.now() - startedAt) / 1000;
    if (scanned.code !== 0) throw new Error(scanned.stderr);
    const { records } = JSON.parse(scanned.stdout) as { records: { contact: number } };
    if (records.contact !== contacts) throw new Error(`read ${records.contact} of ${contacts} contacts`);
    return { peakMb: Number(await readFile(join(folder, 'peak'), 'utf8')) / 1024, seconds };
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Peak resident memory of a scan of 100,000 and of 500,000 contacts in a fixed heap, median of three:
 * `bytesPerRecord` (and `ratio`) is the growth per record between the two.
 */
export const memory: Bench = async ({ quick, say }) => {
  const [small, large] = quick ? [10_000, 50_000] : [100_000, 500_000];
  const rounds = quick ? 1 : 3;
  const peaks: { small: number[]; large: number[] } = { small: [], large: [] };
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [kind, size] of [
      ['small', small],
      ['large', large],
    ] as const) {
      const run = await peakOf(size);
      peaks[kind].push(run.peakMb);
      if (kind === 'large') seconds.push(run.seconds);
      say(`${size.toLocaleString('en')} contacts: peak ${run.peakMb.toFixed(0)} MB, ${run.seconds.toFixed(0)} s`);
    }
  }
  const bytesPerRecord = ((median(peaks.large) - median(peaks.small)) * 1024 * 1024) / (large - small);
  const rounded = Math.round(bytesPerRecord * 10) / 10;
  return {
    ratio: rounded,
    bytesPerRecord: rounded,
    heapMb,
    sizes: [small, large],
    peakMb: { small: median(peaks.small), large: median(peaks.large) },
    all: peaks,
    recordsPerSecond: Math.round(large / median(seconds)),
  };
};
