import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { withLearntLimits } from '../../src/engine/learnt.ts';
import { learnLimits } from '../../src/jobs/learn-limits.ts';
import type { Catalog } from '../../src/model/connector.ts';
import { parseField } from '../../src/model/parse-field.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import type { Store } from '../../src/model/store.ts';
import { openStore } from '../../src/store/open.ts';
import { agreementOf } from '../engine/kit/agreement.ts';

const now = new Date('2026-04-15T10:00:00Z');
const agreement = agreementOf(`
pipelines:
  Sales:
    Proposal: {no_longer_than: learn from won deals}
    Demo: {no_longer_than: 20 days}
rules: {deal/stage-aging: high}
`);
const catalog: Catalog = {
  fields: {},
  owners: 'unknown',
  links: [],
  missing: {},
  pipelines: [
    {
      id: 'p',
      label: 'Sales',
      stages: [
        { id: 'proposal', label: 'Proposal', state: 'open' },
        { id: 'won', label: 'Won', state: 'won' },
      ],
    },
  ],
};

let store: Store;
beforeEach(async () => {
  store = await openStore('sqlite::memory:', { now: () => now });
  const account = { id: '1', name: 'Test', timeZone: 'UTC' };
  await store.commit({ source: { name: 'main', account, catalog } });
});
afterEach(() => store.close());

function deal(days: number, isWon: boolean): CrmRecord {
  const end = new Date(Date.parse('2026-03-01') + days * 86_400_000).toISOString();
  const visits = isWon ? `proposal 2026-03-01..${end};won ${end}..` : 'proposal 2026-03-01..';
  return {
    ref: { source: 'main', object: 'deal', id: `${isWon ? 'w' : 'o'}${days}` },
    updatedAt: now,
    url: '',
    fields: {
      pipeline: parseField('text', 'p'),
      stage: parseField('text', isWon ? 'won' : 'proposal'),
      stageVisits: parseField('visits', visits),
    },
    health: {},
    scoredAt: '',
  };
}

async function keep(records: readonly CrmRecord[]): Promise<void> {
  const run = await store.startRun({ kind: 'scan', startedAt: now, now, agreement: 'a' });
  await store.commit({ pulled: { run, records, links: [], linksOf: [], wakeNeighbours: {} } });
}

const learn = async (accept: boolean) => {
  const engine = createEngine(withLearntLimits(agreement, await store.learntLimits()), rules, now);
  return learnLimits({ store, engine, signal: new AbortController().signal, now: () => now }, { accept });
};

test('thirty won deals propose a limit, which holds when it was accepted and not before', async () => {
  await keep(Array.from({ length: 30 }, (_, index) => deal(index + 1, true)));
  const limit = { warnDays: 23, failDays: 28, visits: 30 };
  const proposal = { pipeline: 'Sales', stage: 'Proposal', proposed: limit, medianDays: 15 };
  expect((await learn(false)).proposals).toEqual([{ ...proposal, inForce: null }]);
  expect(await store.learntLimits()).toEqual([]);
  await learn(true);
  expect(await learn(false)).toMatchObject({ proposals: [{ ...proposal, inForce: limit }], isAccepted: false });
});

test('with fewer nothing is proposed, and what was accepted stays in force', async () => {
  const limit = { warnDays: 5, failDays: 9, visits: 40 };
  await store.commit({ learnt: { at: now, limits: [{ pipeline: 'Sales', stage: 'Proposal', limit }] } });
  await keep([...Array.from({ length: 29 }, (_, index) => deal(index + 1, true)), deal(40, false)]);
  const report = await learn(true);
  // Half of those that left did so within two weeks; the one still there makes it fifteen days.
  expect(report.proposals).toMatchObject([{ proposed: null, medianDays: 15, inForce: limit }]);
  expect(await store.learntLimits()).toEqual([{ pipeline: 'Sales', stage: 'Proposal', limit }]);
});
