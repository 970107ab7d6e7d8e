import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { provision } from '../../src/jobs/provision.ts';
import { scan } from '../../src/jobs/scan.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { startHubSpotSandbox } from '../../src/sandbox/index.ts';
import { hubspotAgreement, type Installation, install, openFindings } from '../kit/installation.ts';
import { launch } from '../kit/process.ts';

const now = new Date('2026-03-15T09:30:00Z');
const rounds = 20;
const objects = ['contact', 'company', 'deal'] satisfies ObjectType[];

type Sandbox = Awaited<ReturnType<typeof startHubSpotSandbox>>;

/** A run of its own: a sandbox with the same records every time, and an installation that is provisioned. */
async function prepare(): Promise<{ sandbox: Sandbox; installation: Installation }> {
  const sandbox = await startHubSpotSandbox({
    port: 0,
    contacts: 450,
    companies: 150,
    deals: 250,
    seed: 7,
    now,
    readClock: () => now.getTime(),
    latencyMs: 3,
    limits: { perTenSeconds: null, searchPerSecond: null, daily: null },
  });
  const installation = await install(hubspotAgreement('UTC'), sandbox);
  const app = await installation.open(now);
  await provision(app.context, { isDry: false });
  await app.close();
  return { sandbox, installation };
}

type Values = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The health fields in the CRM, by record, as the CRM shows them. */
async function valuesInCrm(sandbox: Sandbox): Promise<Values> {
  const all: Record<string, Record<string, string>> = {};
  for (const object of objects) {
    const response = await fetch(`${sandbox.url}/_sandbox/values?object=${object}&prefix=hygiene_`);
    const { values } = (await response.json()) as { values: { id: string; properties: Record<string, string> }[] };
    for (const { id, properties } of values) all[`${object} ${id}`] = properties;
  }
  return all;
}

/** Flags are a set, and the time stamp is not compared: it says when, not what. */
function comparable(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .map(([record, { hygiene_scored_at, hygiene_flags, ...rest }]): [string, Record<string, string>] => [
        record,
        { ...rest, hygiene_flags: (hygiene_flags ?? '').split(';').sort().join(';') },
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

interface EndState {
  readonly values: Values;
  readonly findings: readonly string[];
  readonly scores: readonly string[];
}

/** What a run leaves behind, in the CRM and in the store. */
async function endState(sandbox: Sandbox, installation: Installation): Promise<EndState> {
  const app = await installation.open(now);
  try {
    const scores: string[] = [];
    for (const object of objects) {
      const records = await app.context.store.page({ source: 'hubspot', object, after: '', limit: 10_000 });
      for (const { ref } of records)
        scores.push(`${object} ${ref.id} ${JSON.stringify(await app.context.store.score(ref))}`);
    }
    return {
      values: comparable(await valuesInCrm(sandbox)),
      findings: await openFindings(app, 'hubspot', true),
      scores,
    };
  } finally {
    await app.close();
  }
}

const property: Readonly<Record<string, string>> = {
  score: 'hygiene_score',
  grade: 'hygiene_grade',
  stageHealth: 'hygiene_stage_health',
  flags: 'hygiene_flags',
  nextAction: 'hygiene_next_action',
};

/** The values that the journal's completed writes add up to. */
async function valuesByJournal(installation: Installation): Promise<{ values: Values; open: number }> {
  const app = await installation.open(now);
  try {
    const values: Record<string, Record<string, string>> = {};
    let open = 0;
    for (const run of [...(await app.context.store.runs(100))].sort((a, b) => a.id - b.id)) {
      for (const entry of await app.context.store.journal(run.id, 0, 100_000)) {
        if (entry.state === 'intended') open++;
        if (entry.state !== 'done') continue;
        const record = `${entry.ref.object} ${entry.ref.id}`;
        values[record] ??= {};
        for (const [key, value] of Object.entries(entry.after)) {
          const name = property[key];
          if (!name) continue;
          if (value === null) delete values[record][name];
          else values[record][name] = Array.isArray(value) ? value.join(';') : String(value);
        }
      }
    }
    return { values: comparable(values), open };
  } finally {
    await app.close();
  }
}

async function requestsOf(sandbox: Sandbox): Promise<number> {
  const response = await fetch(`${sandbox.url}/_sandbox/counters`);
  return ((await response.json()) as { total: number }).total;
}

let undisturbed: EndState;
let requests = 0;

beforeAll(async () => {
  const { sandbox, installation } = await prepare();
  try {
    const before = await requestsOf(sandbox);
    const app = await installation.open(now);
    const report = await scan(app.context, { kind: 'scan', mode: 'on' });
    await app.close();
    requests = (await requestsOf(sandbox)) - before;
    expect(report.writeBack.written).toBeGreaterThan(500);
    undisturbed = await endState(sandbox, installation);
  } finally {
    await sandbox.close();
    await installation.remove();
  }
});

let killed = 0;
afterAll(() => expect(killed).toBeGreaterThanOrEqual(rounds / 2));

test.each(Array.from({ length: rounds }, (_, round) => [round]))(
  'killed at a random moment (%d) and run again, it ends in the state of an undisturbed run',
  async (round) => {
    const { sandbox, installation } = await prepare();
    try {
      const before = await requestsOf(sandbox);
      // Spread over the whole run, with a random offset in each part; what is asserted does not depend on where.
      const at = Math.floor(((round + Math.random()) / rounds) * requests);
      const { child, end } = launch(['--json', 'scan', '--write-back', '--yes', '--now', now.toISOString()], {
        cwd: installation.folder,
        env: installation.env,
      });
      while (child.exitCode === null && (await requestsOf(sandbox)) - before < at)
        await new Promise((resolve) => setTimeout(resolve, 2));
      child.kill('SIGKILL');
      if ((await end).signal === 'SIGKILL') killed++;

      const app = await installation.open(now);
      const report = await scan(app.context, { kind: 'scan', mode: 'on' });
      await app.close();
      expect(report.problems).toEqual([]);
      const state = await endState(sandbox, installation);
      expect(state.values).toEqual(undisturbed.values);
      expect(state.findings).toEqual(undisturbed.findings);
      expect(state.scores).toEqual(undisturbed.scores);
      const journal = await valuesByJournal(installation);
      expect(journal.open).toBe(0);
      expect(journal.values).toEqual(state.values);
    } finally {
      await sandbox.close();
      await installation.remove();
    }
  },
  30_000,
);
