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
import { promiseData, standings, wakesWithPromises, worst } from '../checks/promise.ts';

function check(record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const all = standings('attempts', record, ctx, ctx.now);
  const due = worst(all);
  if (due) {
    const attempts = due.sla.promise.is === 'attempts' ? due.sla.promise.attempts : 0;
    return fail({ messageId: 'due', field: 'lifecycle', data: { ...promiseData(due, ctx), attempts } });
  }
  for (const { stand } of all) if (stand.is === 'unknown') return unknown(stand.why);
  return all.some(({ stand }) => stand.is === 'running') ? pass : notApplicable;
}

/** Enough was tried: somebody who does not answer goes back to marketing. */
export const recycleDue = defineRule({
  meta: {
    id: 'person/recycle-due',
    half: 'stage',
    dimension: 'stage',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['person/stage-aging', 'person/accepted-idle'],
    options: z.strictObject({}),
    messages: {
      due: 'Since {{date}} there were {{attempts}} attempts or more without an answer: by "{{promise}}" the person goes back.',
    },
    docs: {
      summary: 'Somebody who does not answer the agreed number of attempts is handed back.',
      why: 'A seventh call wins nobody and takes the time of one that might; marketing can keep the person warm.',
      remedy: 'Hand the person back to marketing, with the reason.',
      flag: 'Hand-back due',
    },
    examples: {
      passes: [
        {
          title: 'an attempt is left',
          object: 'lead',
          fields: { outboundTimes: '2024-03-01;2024-03-20', attempts: 2 },
          around: { promise: { attempts: 3, overAtLeast: '10 business days' } },
        },
        {
          title: 'there was an answer',
          object: 'lead',
          fields: { outboundTimes: '2024-03-01', inboundTimes: '2024-04-01', attempts: 6 },
          around: { promise: { attempts: 6, overAtLeast: '10 business days' } },
        },
        { title: 'nothing is promised', object: 'contact', fields: { attempts: 9 } },
      ],
      fails: [
        {
          title: 'six attempts over a month',
          object: 'contact',
          fields: { outboundTimes: '2024-03-01;2024-04-05', attempts: 6 },
          around: { promise: { attempts: 6, overAtLeast: '10 business days' } },
        },
        {
          title: 'three calls, each of them known',
          object: 'lead',
          fields: { outboundTimes: '2024-03-01;2024-03-08;2024-04-05', attempts: null },
          around: { promise: { attempts: 3, overAtLeast: '2 weeks' } },
        },
        {
          title: 'accepted by sales',
          object: 'lead',
          fields: { lifecycle: 'working', outboundTimes: '2024-03-01', attempts: 7 },
          around: { promise: { attempts: 6, overAtLeast: null } },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'stageVisits', 'outboundTimes', 'inboundTimes', 'attempts'], related: [] }),
  check,
  wakes: (record, ctx) => wakesWithPromises('attempts', record, ctx),
});
