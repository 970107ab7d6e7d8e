import { z } from 'zod';
import type { CrmRecord } from '../../src/model/record.ts';
import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type RuleContext,
  unknown,
  type Verdict,
} from '../../src/model/rule.ts';
import { promiseData, standings, trouble, wakesWithPromises, worst } from '../checks/promise.ts';

function check(record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const all = standings('clock', record, ctx, ctx.now);
  const found = worst(all);
  if (found) {
    const isLate = trouble(found) === 'late';
    const report = { messageId: isLate ? 'late' : 'atRisk', field: 'outboundTimes', data: promiseData(found, ctx) };
    return isLate ? fail(report) : { is: 'partial', credit: 0.5, reports: [report] };
  }
  for (const { stand } of all) if (stand.is === 'unknown') return unknown(stand.why);
  return all.some(({ stand }) => stand.is === 'running') ? pass : notApplicable;
}

/** Somebody who was promised an answer, and waits. */
export const firstResponseLate = defineRule({
  meta: {
    id: 'person/first-response-late',
    half: 'stage',
    dimension: 'stage',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: {
      late: 'Nobody has been in touch since {{date}}, though "{{promise}}" allows {{limit}}.',
      atRisk: 'Nobody has been in touch since {{date}}; most of the {{limit}} that "{{promise}}" allows is used.',
    },
    docs: {
      summary: 'Everybody is contacted within the time that the agreement promises.',
      why: 'Whoever is called within the hour is about seven times likelier to qualify than an hour later.',
      remedy: 'Call or write now, and log it.',
      flag: 'First response late',
    },
    examples: {
      passes: [
        {
          title: 'called within the day',
          object: 'contact',
          fields: {},
          around: { promise: { starts: 'mql', within: '1 day' } },
        },
        {
          title: 'answered too late: nothing is left to do',
          object: 'contact',
          fields: {},
          around: { promise: { starts: 'mql', within: '1 business hour' } },
        },
        { title: 'nothing is promised', object: 'lead', fields: { outboundTimes: null } },
        {
          title: 'imported into the stage',
          object: 'lead',
          fields: { outboundTimes: null, stageVisits: 'mql ~2024-04-02T08:00:00Z..' },
          around: { promise: { starts: 'mql', within: '1 day' } },
        },
      ],
      fails: [
        {
          title: 'nobody was in touch',
          object: 'contact',
          fields: { outboundTimes: null },
          around: { promise: { starts: 'mql', within: '1 business hour' } },
        },
        {
          title: 'three quarters of the time are used',
          object: 'lead',
          fields: { outboundTimes: null, stageVisits: 'mql 2024-04-11T09:10:00Z..' },
          around: { promise: { starts: 'mql', within: '1 business hour' } },
        },
        {
          title: 'created last week',
          object: 'lead',
          fields: { outboundTimes: null, createdAt: '2024-04-04T08:00:00Z' },
          around: { promise: { starts: 'created', within: '2 business days' } },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'stageVisits', 'createdAt', 'lastFormAt', 'outboundTimes'], related: [] }),
  check,
  wakes: (record, ctx) => wakesWithPromises('clock', record, ctx),
});
