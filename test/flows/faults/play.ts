import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type App, openApp } from '../../../src/app.ts';
import { type ProvisionReport, provision } from '../../../src/jobs/provision.ts';
import type { RunReport } from '../../../src/jobs/report.ts';
import { scan, writeBackOnly } from '../../../src/jobs/scan.ts';
import type { ObjectType } from '../../../src/model/record.ts';
import type { Fault } from '../../../src/sandbox/core/faults.ts';
import { limitWaiting } from '../../../src/transport/time-limits.ts';
import { openFindings } from '../../kit/installation.ts';

/** When everything happens: the records are judged at it, and the sandbox's present stands still at it. */
export const now = new Date('2026-03-15T09:30:00Z');

/** When a fault is there: while a scan reads, or while a write-back writes. */
export type Phase = 'read' | 'write';

/** A CRM that is started anew for every case, always with the same records. */
export interface Crm {
  readonly source: string;
  /** The way of reading and writing, for the names of cases. */
  readonly title: string;
  readonly objects: readonly ObjectType[];
  readonly agreement: string;
  /** Where a fault strikes that names no path of its own, as a regular expression. */
  readonly paths: Readonly<Record<Phase, string>>;
  start(readClock: () => number): Promise<StartedCrm>;
}

/** A started CRM; `env` is what an installation has to know of it. */
export interface StartedCrm {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What a run leaves behind: health fields in the CRM (but `scored_at`), open findings and scores in the database. */
export interface EndState {
  readonly values: Readonly<Record<string, unknown>>;
  readonly findings: readonly string[];
  readonly scores: Readonly<Record<string, unknown>>;
  /** Writes that were intended and whose outcome nobody knows. */
  readonly open: number;
}

const silent = { start() {}, advance() {}, end() {} };
const noStream = new Writable({ write: (_chunk, _encoding, done) => done() });

/** Short enough for a hanging call to cost little, long enough for a busy machine to answer. */
const patience = { connectMs: 1000, headersMs: 500, bodyMs: 500 };

/** The global object whose dispatcher built-in `fetch` takes; jest gives tests another `globalThis`. */
const outside = fetch.constructor('return globalThis')() as Record<symbol, unknown>;
const dispatchers = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => Symbol.for(name));

/** Makes calls of this process give up soon; gives the way back, as other tests run in the same process. */
function hurry(): () => void {
  const before = dispatchers.map((name) => outside[name]);
  limitWaiting(patience);
  for (const name of dispatchers) outside[name] = (globalThis as Record<symbol, unknown>)[name] ?? outside[name];
  return () => {
    for (const [index, name] of dispatchers.entries()) outside[name] = before[index];
  };
}

/** An installation beside its CRM, both on one clock that moves only while somebody sleeps. */
export class Play {
  readonly crm: Crm;
  readonly started: StartedCrm;
  /** The installation's environment; a test may put another token there. */
  readonly env: Record<string, string>;
  private readonly folder: string;
  private readonly clock: { ms: number };
  private app: App | null = null;
  private calmDown: (() => void) | null = null;

  private constructor(crm: Crm, started: StartedCrm, folder: string, clock: { ms: number }) {
    this.crm = crm;
    this.started = started;
    this.folder = folder;
    this.clock = clock;
    this.env = { ...started.env, DATABASE_URL: `sqlite:${join(folder, 'hygiene.sqlite')}` };
  }

  static async start(crm: Crm): Promise<Play> {
    const clock = { ms: now.getTime() };
    const started = await crm.start(() => clock.ms);
    const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-faults-'));
    await writeFile(join(folder, 'hygiene.yaml'), crm.agreement);
    return new Play(crm, started, folder, clock);
  }

  /** Ends the installation's process, so to speak: the next run begins with a new session and an empty memory. */
  async restart(): Promise<void> {
    const app = this.app;
    this.app = null;
    this.calmDown?.();
    this.calmDown = null;
    await app?.close();
  }

  async close(): Promise<void> {
    await this.restart();
    await this.started.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Until the next start, calls that hang are given up soon. */
  hurry(): void {
    this.calmDown ??= hurry();
  }

  provision(): Promise<ProvisionReport> {
    return this.withApp((app) => provision(app.context, { isDry: false }));
  }

  scan(mode: 'preview' | 'on'): Promise<RunReport> {
    return this.withApp((app) => scan(app.context, { kind: 'scan', mode }));
  }

  writeBack(): Promise<RunReport> {
    return this.withApp((app) => writeBackOnly(app.context, 'on'));
  }

  /** A control below `/_sandbox`: GET without a body, else POST. */
  async control(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
    const text = body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${this.started.url}/_sandbox${path}`, { method, body: text });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }

  /** Faults that have struck at least once, and how many there are. */
  async struck(): Promise<{ readonly planned: number; readonly struck: number }> {
    const { faults } = (await this.control('/faults')) as { faults: { fault: Fault; fired: number }[] };
    return { planned: faults.length, struck: faults.filter(({ fired }) => fired > 0).length };
  }

  /** Why records were refused, as the journal tells it. */
  refusals(): Promise<readonly string[]> {
    return this.withApp(async ({ context: { store } }) => {
      const runs = await store.runs(100);
      const entries = (await Promise.all(runs.map(({ id }) => store.journal(id, 0, 100_000)))).flat();
      return entries.filter(({ state }) => state === 'refused').map(({ detail }) => detail ?? '');
    });
  }

  endState(): Promise<EndState> {
    return this.withApp(async (app) => {
      const { store } = app.context;
      const { source } = this.crm;
      const scores: Record<string, unknown> = {};
      for (const object of this.crm.objects)
        for (const { ref } of await store.page({ source, object, after: '', limit: 10_000 }))
          scores[`${object} ${ref.id}`] = await store.score(ref);
      const runs = await store.runs(100);
      const entries = (await Promise.all(runs.map(({ id }) => store.journal(id, 0, 100_000)))).flat();
      return {
        values: await this.values(),
        findings: await openFindings(app, source, true),
        scores,
        open: entries.filter(({ state }) => state === 'intended').length,
      };
    });
  }

  /** Health fields by record; flags are a set, and the time stamp says when, not what. */
  private async values(): Promise<Readonly<Record<string, unknown>>> {
    const all: Record<string, unknown> = {};
    for (const object of this.crm.objects) {
      const { values } = await this.control(`/values?object=${object}&prefix=hygiene_`);
      type Filled = { id: string; properties?: Record<string, unknown>; fields?: Record<string, unknown> };
      for (const { id, properties, fields } of values as Filled[])
        all[`${object} ${id}`] = Object.fromEntries(
          Object.entries(properties ?? fields ?? {})
            .filter(([name]) => !/scored_at/i.test(name))
            .map(([name, value]) => [name, /flags/i.test(name) ? String(value).split(';').sort() : value]),
        );
    }
    return all;
  }

  private async withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
    this.app ??= await openApp({
      outside: {
        env: this.env,
        cwd: this.folder,
        stderr: noStream,
        signal: new AbortController().signal,
        now: () => new Date(this.clock.ms),
        random: () => 0.5,
        sleep: async (ms) => {
          this.clock.ms += ms;
        },
      },
      file: 'hygiene.yaml',
      judgedAt: now,
      progress: silent,
      logLevel: 'error',
      connect: true,
    });
    return work(this.app);
  }
}
