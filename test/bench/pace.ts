import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hygiene, startSandboxProcess } from '../kit/process.ts';
import type { Bench } from './bench.ts';

const perSecond = 19;

interface ScanJson {
  readonly writeBack: { readonly written: number };
  readonly apiCalls: {
    readonly main_hubspot: { readonly total: number; readonly throttled: number; readonly retried: number };
  };
}

/**
 * A first scan and write-back of 20,000 records of each object against 190 calls per 10 s and 150 ms of latency.
 * `ratio` is wall time by the time that the limit alone would take (calls / 19 s).
 */
export const pace: Bench = async ({ quick, say }) => {
  const size = String(quick ? 4_000 : 20_000);
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-bench-'));
  const sandbox = await startSandboxProcess(
    ['--contacts', size, '--companies', size, '--deals', size, '--latency', '150', '--limit', '190'],
    folder,
  );
  try {
    const options = { cwd: folder, env: sandbox.env };
    await hygiene(['init', '--yes'], options);
    const provisioned = await hygiene(['provision', '--yes', '--json'], options);
    if (provisioned.code !== 0) throw new Error(provisioned.stderr);
    say('provisioned; waiting for the ten-second window to be empty');
    await new Promise((resolve) => setTimeout(resolve, 10_500));
    const startedAt = performance.now();
    const scanned = await hygiene(['--json', 'scan', '--write-back', '--yes'], options);
    const seconds = (performance.now() - startedAt) / 1000;
    if (scanned.code !== 0) throw new Error(scanned.stderr);
    const report = JSON.parse(scanned.stdout) as ScanJson;
    const { total: calls, throttled, retried } = report.apiCalls.main_hubspot;
    return {
      ratio: Math.round((seconds / (calls / perSecond)) * 1000) / 1000,
      throttled,
      retried,
      calls,
      seconds: Math.round(seconds * 100) / 100,
      records: 3 * Number(size),
      written: report.writeBack.written,
    };
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
