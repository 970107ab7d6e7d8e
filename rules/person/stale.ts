import { z } from 'zod';
import { type CalendarDuration, dateText, durationOption, isOlderThan } from '../../src/model/duration.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type RuleContext,
  unknown,
  type Verdict,
} from '../../src/model/rule.ts';
import { isActivityUnknown, lastActivity, wakesWhenQuiet } from '../checks/activity.ts';
import { fieldOf, timeOf, unknownBecause } from '../checks/field.ts';
import { hasReached } from '../checks/lifecycle.ts';
import { hasDeal, linksUnknown } from '../checks/related.ts';

interface Options {
  readonly limit: CalendarDuration;
}

const noDate = unknown('neither an activity nor the creation date is known');

/** The time from which silence counts: the last activity, or the creation where there was none. */
function quietSince(record: CrmRecord, ctx: RuleContext<Options>): TimeValue | null {
  return lastActivity(record, ctx) ?? timeOf(fieldOf(record, 'createdAt'));
}

/**
 * Whether the person is a customer: by the lifecycle, or by a won deal where the CRM keeps no lifecycle of persons at
 * all. A custom stage that nobody mapped stays unknown, as it may mean just that.
 */
function isCustomer(record: CrmRecord, ctx: RuleContext<Options>): boolean | 'unknown' {
  const reached = hasReached(record, 'customer');
  if (reached !== 'unknown' || fieldOf(record, 'lifecycleStage').is !== 'unknown') return reached;
  return hasDeal(ctx, 'won');
}

/** Customers and people in open deals are looked after in other ways; or why that is not known. */
function isExempt(record: CrmRecord, ctx: RuleContext<Options>): boolean | Verdict {
  const customer = isCustomer(record, ctx);
  if (customer === true) return true;
  const isInDeal = hasDeal(ctx, 'open');
  if (isInDeal === true) return true;
  if (customer === 'unknown') return unknownBecause('lifecycle', record, ctx);
  return isInDeal === 'unknown' && linksUnknown('deal');
}

function check(record: CrmRecord, ctx: RuleContext<Options>): Verdict {
  const exempt = isExempt(record, ctx);
  if (exempt === true) return notApplicable;
  if (isActivityUnknown(record)) return unknownBecause('activityTimes', record, ctx);
  const since = quietSince(record, ctx);
  if (since === null) return noDate;
  if (!isOlderThan(since, ctx.options.limit, ctx.today, ctx.calendar)) return pass;
  if (exempt !== false) return exempt;
  const messageId = lastActivity(record, ctx) === null ? 'never' : 'quiet';
  return fail({ messageId, field: 'activityTimes', data: { date: dateText(since, ctx.calendar) } });
}

/** Nobody has had to do with the person for a long time. */
export const stale = defineRule<Options>({
  meta: {
    id: 'person/stale',
    half: 'data',
    dimension: 'timeliness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ limit: durationOption('12 months') }),
    messages: {
      quiet: 'The last activity with this person was on {{date}}.',
      never: 'There has been no activity with this person since the record was created on {{date}}.',
    },
    docs: {
      summary:
        'There was some human activity with a person within the limit (customers and people in open deals apart).',
      why: 'People change jobs: what nobody has touched for a year is likely wrong. Our own writes never count as activity.',
      remedy: 'Get in touch with the person, or archive the record.',
      flag: 'Stale',
    },
    examples: {
      passes: [
        { title: 'activity this month', object: 'contact', fields: {} },
        { title: 'a customer', object: 'contact', fields: { lifecycle: 'customer', activityTimes: '2022-01-10' } },
        {
          title: 'in an open deal',
          object: 'contact',
          fields: { activityTimes: '2022-01-10' },
          around: { deals: ['open'] },
        },
      ],
      fails: [
        { title: 'silent for years', object: 'contact', fields: { activityTimes: '2022-01-10' } },
        { title: 'never touched', object: 'contact', fields: { activityTimes: null, createdAt: '2023-01-31' } },
        {
          title: 'its deal is lost',
          object: 'contact',
          fields: { activityTimes: '2023-03-01' },
          around: { deals: ['lost'] },
        },
      ],
    },
  },
  reads: () => ({
    own: ['activityTimes', 'createdAt', 'lifecycle', 'lifecycleStage'],
    related: [{ object: 'deal', fields: ['pipeline', 'stage'] }],
  }),
  check,
  wakes(record, ctx) {
    if (isExempt(record, ctx) === true || isActivityUnknown(record)) return null;
    return wakesWhenQuiet(quietSince(record, ctx), ctx.options.limit, record, ctx);
  },
});
