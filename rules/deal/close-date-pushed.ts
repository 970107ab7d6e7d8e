import { z } from 'zod';
import { defineRule, fail, pass, type Report, unknown } from '../../src/model/rule.ts';
import { fieldOf, unknownBecause } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';

interface Options {
  /** Moves to a later month from which on half of the credit is lost, and all of it. */
  readonly warn: number;
  readonly limit: number;
}

const unreadable = unknown('how often the close date was moved cannot be read');

/** A deal that is always about to close. */
export const closeDatePushed = defineRule<Options>({
  meta: {
    id: 'deal/close-date-pushed',
    half: 'stage',
    dimension: 'stage',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['deal/close-date-past'],
    options: z.strictObject({ warn: z.int().min(1).default(2), limit: z.int().min(1).default(3) }),
    messages: {
      pushed: 'The close date was moved to a later month {{count}} times.',
    },
    docs: {
      summary: 'The close date of an open deal was not moved to a later month again and again.',
      why: 'Each push makes a win less likely; a date that moves every month is a hope, and the forecast rests on it.',
      remedy: 'Ask the buyer for a date and why it moved, or close the deal as lost.',
      flag: 'Close date pushed',
    },
    examples: {
      passes: [
        { title: 'never moved', object: 'deal', fields: {} },
        { title: 'moved once', object: 'deal', fields: { closeDatePushes: 1 } },
        { title: 'won after all', object: 'deal', fields: { stage: 'won', closeDatePushes: 5 } },
      ],
      fails: [
        { title: 'moved twice', object: 'deal', fields: { closeDatePushes: 2 } },
        { title: 'moved three times', object: 'deal', fields: { closeDatePushes: 3 } },
        { title: 'moved every month', object: 'deal', fields: { closeDatePushes: 11 } },
      ],
    },
  },
  reads: () => ({ own: ['closeDatePushes', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx) => {
    const field = fieldOf(record, 'closeDatePushes');
    if (field.is === 'unknown') return unknownBecause('closeDatePushes', record, ctx);
    if (field.is === 'invalid') return unreadable;
    const count = field.is === 'value' ? Number(field.value) : 0;
    const { warn, limit } = ctx.options;
    if (count < Math.min(warn, limit)) return pass;
    const report: Report = { messageId: 'pushed', field: 'closeDate', data: { count } };
    return count >= limit ? fail(report) : { is: 'partial', credit: 0.5, reports: [report] };
  }),
});
