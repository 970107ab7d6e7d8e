import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../kit/process.ts';
import type { Bench } from './bench.ts';

/** As in the benchmark memory: a heap that is fixed whole, so that what grows is what is kept. */
const fixedHeap = ['--max-old-space-size=72', '--max-semi-space-size=4'];
const watch = new URL('./peak-rss.ts', import.meta.url).href;
const script = fileURLToPath(new URL('./bulk-read-round.ts', import.meta.url));

type What = 'fetch' | 'parse' | 'read' | 'store';

interface Round {
  readonly records: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** An org of its own process, which shows the app no activities: so the leads are one query, and its rows are all there is to read. */
interface LeadOrg {
  round(what: What, nodeArgs?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Round>;
  stop(): Promise<void>;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function rounded(value: number, digits = 3): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
  });
}

function run(nodeArgs: readonly string[], order: object, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [...nodeArgs, script, JSON.stringify(order)], {
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(out) : reject(new Error(errors))));
  });
}

async function startOrg(leads: number, folder: string): Promise<LeadOrg> {
  const none = ['--contacts', '0', '--accounts', '0', '--opportunities', '0'];
  const args = ['sandbox', 'salesforce', '--leads', String(leads), ...none, '--daily-limit', '1000000'];
  const { child, end } = launch(args, { cwd: folder });
  const line = await Promise.race([
    firstLine(child.stdout!),
    end.then(({ stderr }) => Promise.reject(new Error(stderr))),
  ]);
  const { url, clientId, clientSecret } = JSON.parse(line) as Readonly<Record<string, string>>;
  for (const object of ['Task', 'Event']) {
    const body = JSON.stringify({ object, field: 'WhoId', readable: false, editable: false });
    const answer = await fetch(`${url}/_sandbox/field-permissions`, { method: 'POST', body });
    if (!answer.ok) throw new Error(await answer.text());
  }
  let databases = 0;
  return {
    async round(what, nodeArgs = [], env = {}) {
      const database = `sqlite:${join(folder, `leads-${leads}-${++databases}.sqlite`)}`;
      return JSON.parse(await run(nodeArgs, { url, clientId, clientSecret, what, database }, env)) as Round;
    },
    async stop() {
      child.kill('SIGTERM');
      await end;
    },
  };
}

/** Rounds of one kind put together. */
class Rounds {
  private readonly rounds: Round[] = [];

  add(round: Round): void {
    this.rounds.push(round);
  }

  get perSecond(): number {
    return median(this.rounds.map(({ records, seconds }) => records / seconds));
  }

  get cpuMicroseconds(): number {
    return median(this.rounds.map(({ records, cpuSeconds }) => (cpuSeconds * 1e6) / records));
  }

  get all(): readonly number[] {
    return this.rounds.map(({ records, seconds }) => Math.round(records / seconds));
  }
}

async function rates(org: LeadOrg, rounds: number, say: (text: string) => void) {
  const kinds = { fetch: new Rounds(), parse: new Rounds(), read: new Rounds(), store: new Rounds() };
  const play = async (what: What): Promise<void> => {
    const round = await org.round(what);
    kinds[what].add(round);
    say(
      `${what}: ${round.records.toLocaleString('en')} leads in ${round.seconds.toFixed(1)} s, CPU ${round.cpuSeconds.toFixed(1)} s`,
    );
  };
  for (let round = 0; round < rounds; round++) for (const what of ['fetch', 'parse', 'read'] as const) await play(what);
  await play('store');
  return kinds;
}

async function peaks(sizes: readonly number[], rounds: number, folder: string, say: (text: string) => void) {
  const file = join(folder, 'peak');
  const medians: number[] = [];
  for (const size of sizes) {
    const org = await startOrg(size, folder);
    try {
      const all: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await org.round('read', [...fixedHeap, '--import', watch], { PEAK_RSS_FILE: file });
        all.push(Number(await readFile(file, 'utf8')) / 1024);
        say(`${size.toLocaleString('en')} leads: peak ${all.at(-1)!.toFixed(0)} MB`);
      }
      medians.push(median(all));
    } finally {
      await org.stop();
    }
  }
  return medians;
}

/**
 * Reads a million leads (`--records`) from the sandbox by a bulk query, each round in a process of its own.
 * `ratio` is records per second of the connector, from bytes to canonical records, by those of a bare `fetch` piped into
 * csv-parse, alternating, medians; the time of each begins with the first call for results. Where the sandbox is slower
 * than both, wall times grow alike: `sandboxShare` is the wall time of a `fetch` that drops the bytes by that of the bare
 * one, and `cpuRatio` compares what the two processes worked, waiting left out. `bytesPerRecord` is the growth of the
 * peak resident memory per record between a tenth of the records and all, in a fixed heap. `storedPerSecond` stands
 * beside: the same with the records kept in SQLite.
 */
export const bulkRead: Bench = async ({ quick, records, say }) => {
  const large = records ?? (quick ? 100_000 : 1_000_000);
  const small = Math.max(20_000, Math.round(large / 10));
  const rounds = quick ? 1 : 3;
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-bench-'));
  try {
    const org = await startOrg(large, folder);
    const { fetch: dropped, parse, read, store } = await rates(org, rounds, say).finally(() => org.stop());
    const [smallMb, largeMb] = await peaks([small, large], rounds, folder, say);
    return {
      ratio: rounded(read.perSecond / parse.perSecond),
      cpuRatio: rounded(parse.cpuMicroseconds / read.cpuMicroseconds),
      sandboxShare: rounded(parse.perSecond / dropped.perSecond),
      bytesPerRecord: rounded(((largeMb! - smallMb!) * 1024 * 1024) / (large - small), 1),
      records: large,
      recordsPerSecond: Math.round(read.perSecond),
      barePerSecond: Math.round(parse.perSecond),
      storedPerSecond: Math.round(store.perSecond),
      cpuMicrosecondsPerRecord: { read: rounded(read.cpuMicroseconds, 1), bare: rounded(parse.cpuMicroseconds, 1) },
      sizes: [small, large],
      peakMb: { small: rounded(smallMb!, 1), large: rounded(largeMb!, 1) },
      all: { fetch: dropped.all, bare: parse.all, read: read.all },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
