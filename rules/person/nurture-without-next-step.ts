import { z } from 'zod';
import { dateText } from '../../src/model/duration.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { defineRule, fail, notApplicable, pass, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, textOf, timeOf, unknownBecause } from '../checks/field.ts';
import { fold } from '../checks/fold.ts';
import { hasReached, lifecycleText } from '../checks/lifecycle.ts';
import { aheadUntil } from '../checks/next-step.ts';
import { isListed } from '../checks/word-set.ts';

interface Options {
  /** Lead statuses that mean "not now", beside the lifecycle stage `recycled`. */
  readonly statuses: readonly string[];
}

/**
 * Whether the person is kept for later: by the lifecycle, or by a lead status while nobody has a deal with them. Where
 * the lifecycle is known, a status that is not known changes nothing.
 */
function isNurtured(record: CrmRecord, ctx: RuleContext<Options>): boolean | 'unknown' {
  if (lifecycleText(record) === 'recycled') return true;
  const hasMovedOn = hasReached(record, 'opportunity');
  if (hasMovedOn === true) return false;
  const status = textOf(fieldOf(record, 'leadStatus'));
  if (status !== null && isListed(fold(status), ctx.options.statuses)) return true;
  return hasMovedOn;
}

function check(record: CrmRecord, ctx: RuleContext<Options>): Verdict {
  const nurtured = isNurtured(record, ctx);
  if (nurtured === false) return notApplicable;
  if (nurtured === 'unknown') return unknownBecause('lifecycle', record, ctx);
  if (aheadUntil(record, ctx) !== null) return pass;
  const field = fieldOf(record, 'nextActivityAt');
  if (field.is === 'unknown') return unknownBecause('nextActivityAt', record, ctx);
  if (field.is === 'invalid') return notApplicable;
  const planned = timeOf(field);
  if (planned === null) return fail({ messageId: 'none', field: 'nextActivityAt' });
  return fail({ messageId: 'past', field: 'nextActivityAt', data: { date: dateText(planned, ctx.calendar) } });
}

/** Somebody to come back to, and nobody who will. */
export const nurtureWithoutNextStep = defineRule<Options>({
  meta: {
    id: 'person/nurture-without-next-step',
    half: 'stage',
    dimension: 'stage',
    severity: 'medium',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({
      statuses: z.array(z.string()).default(['BAD_TIMING', 'Nurturing', 'Nurture', 'Recycled']),
    }),
    messages: {
      none: 'The person is kept for later, but no task or meeting is planned.',
      past: 'The person is kept for later, but the next activity was planned for {{date}}.',
    },
    docs: {
      summary: 'A nurtured or recycled person has a dated next step.',
      why: '"Check in a few months" without a date is a polite way to drop somebody; the good moment passes unseen.',
      remedy: 'Plan a task or meeting with a date.',
      flag: 'Nurtured, no next step',
    },
    examples: {
      passes: [
        { title: 'recycled, with a task ahead', object: 'lead', fields: { lifecycle: 'recycled' } },
        { title: 'not nurtured', object: 'contact', fields: { nextActivityAt: null } },
        {
          title: 'a meeting is booked',
          object: 'lead',
          fields: { lifecycle: 'recycled', nextActivityAt: null, activityTimes: '2024-05-02T09:00:00Z' },
        },
      ],
      fails: [
        { title: 'recycled, nothing planned', object: 'lead', fields: { lifecycle: 'recycled', nextActivityAt: null } },
        { title: 'bad timing', object: 'contact', fields: { leadStatus: 'BAD_TIMING', nextActivityAt: null } },
        {
          title: 'the date has passed',
          object: 'lead',
          fields: { lifecycle: 'recycled', nextActivityAt: '2024-04-10' },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'leadStatus', 'nextActivityAt', 'activityTimes'], related: [] }),
  check,
  wakes: (record, ctx) => (isNurtured(record, ctx) === true ? aheadUntil(record, ctx) : null),
});
