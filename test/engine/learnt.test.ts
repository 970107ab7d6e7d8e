import { expect, test } from '@jest/globals';
import { rules } from '../../rules/index.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { withLearntLimits } from '../../src/engine/learnt.ts';
import { stageSpans, wonStays } from '../../src/engine/won-stays.ts';
import { createCalendar } from '../../src/model/calendar.ts';
import type { Catalog } from '../../src/model/connector.ts';
import { parseField } from '../../src/model/parse-field.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { agreementOf } from './kit/agreement.ts';

const agreement = agreementOf(`
pipelines:
  new business:
    Proposal: {no_longer_than: learn from won deals}
    Negotiation: {no_longer_than: 20 days}
rules: {deal/stage-aging: high}
`);
const catalog: Catalog = {
  fields: {},
  owners: 'unknown',
  links: [],
  missing: {},
  pipelines: [
    {
      id: 'p1',
      label: 'New business',
      stages: [
        { id: '11-a', label: 'Proposal', state: 'open' },
        { id: '12', label: 'Negotiation', state: 'open' },
        { id: '13', label: 'Won', state: 'won' },
      ],
    },
  ],
};
const now = new Date('2026-04-15T10:00:00Z');

function deal(fields: Readonly<Record<string, string>>): CrmRecord {
  const types: Record<string, 'time' | 'visits'> = { closeDate: 'time', stageEnteredAt: 'time', stageVisits: 'visits' };
  return {
    ref: { source: 'main', object: 'deal', id: '1' },
    updatedAt: now,
    url: '',
    fields: Object.fromEntries(
      Object.entries({ pipeline: 'p1', stage: '13', ...fields }).map(([name, raw]) => [
        name,
        parseField(types[name] ?? 'text', raw),
      ]),
    ),
    health: {},
    scoredAt: '',
  };
}

const visits = '11_a 2026-01-01..2026-01-11;12 2026-01-11..2026-01-12;13 2026-01-12..';

test.each([
  ['a won deal', { stageVisits: visits }, ['Proposal 10', 'Negotiation 1']],
  ['an open one', { stage: '12', stageVisits: visits }, []],
  ['one won long ago', { stageVisits: visits.replaceAll('2026', '2023') }, []],
  ['won long ago by its close date', { stageVisits: '12 2026-01-11..2026-01-12', closeDate: '2024-04-14' }, []],
  ['of another pipeline', { pipeline: 'p2', stageVisits: visits }, []],
  ['without visits', { closeDate: '2026-01-12' }, []],
])('the days of %s, under the names of the agreement', (_, fields, expected) => {
  const stays = wonStays(deal(fields), catalog, agreement, createCalendar('UTC'), now.getTime());
  expect(stays.map(({ stageId, days }) => `${stageId} ${days}`)).toEqual(expected);
  for (const { pipelineId } of stays) expect(pipelineId).toBe('new business');
});

test('the days of any deal so far; its present stage is open', () => {
  const spans = (stage: string) =>
    stageSpans(
      deal({ stage, stageVisits: '11_a 2026-04-01..2026-04-05;12 2026-04-05..' }),
      catalog,
      agreement,
      Date.parse('2026-04-15'),
    );
  expect(spans('12')).toEqual([
    { pipelineId: 'new business', stageId: 'Proposal', length: 4, isOpen: false },
    { pipelineId: 'new business', stageId: 'Negotiation', length: 10, isOpen: true },
  ]);
});

test('an accepted limit holds where the stage is to learn one, nowhere else', () => {
  const limit = { warnDays: 5, failDays: 9, visits: 30 };
  const accepted = ['Proposal', 'Negotiation'].map((stage) => ({ pipeline: 'new business', stage, limit }));
  const learnt = withLearntLimits(agreement, accepted);
  const said = (by: typeof agreement, stage: string, stageEnteredAt: string): string => {
    const judge = createEngine(by, rules, now).forSource(catalog, ['deal']);
    const result = judge.evaluate(deal({ stage, stageEnteredAt }), {});
    return result!.judgements.find(({ rule }) => rule === 'deal/stage-aging')!.verdict.is;
  };
  expect(said(agreement, '11-a', '2026-04-01')).toBe('pass');
  expect(said(learnt, '11-a', '2026-04-01')).toBe('fail');
  expect(said(learnt, '11-a', '2026-04-09')).toBe('partial');
  expect(said(learnt, '12', '2026-04-01')).toBe('pass');
  expect(withLearntLimits(agreement, [])).toBe(agreement);
});
