import { z } from 'zod';
import { type CalendarDuration, dateText, durationOption, isOlderThan } from '../../src/model/duration.ts';
import { defineRule, fail } from '../../src/model/rule.ts';
import { daysSince, wakesWhenOlder } from '../checks/age.ts';
import { fieldOf, foundIn, presenceOf, timeOf } from '../checks/field.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { requireField } from '../checks/presence.ts';

interface Options {
  /** How long a next step may stay the same. */
  readonly limit: CalendarDuration;
}

/** An open deal of which nobody says how it goes on. */
export const nextStepMissing = defineRule<Options>({
  meta: {
    id: 'deal/next-step-missing',
    half: 'stage',
    dimension: 'stage',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ limit: durationOption('30 days') }),
    messages: {
      missing: 'Next step is {{found}}.',
      unchanged: 'Next step {{found}} has not changed since {{date}}, {{days}} ago.',
    },
    docs: {
      summary: 'An open deal has a next step that is not long out of date.',
      why: 'A deal with a next step moves; one without is waiting for somebody to remember it.',
      remedy: 'Write down the next step with the buyer.',
      flag: 'Next step missing',
    },
    examples: {
      passes: [
        { title: 'set this week', object: 'deal', fields: {} },
        { title: 'nobody knows since when', object: 'deal', fields: { nextStepChangedAt: null } },
        { title: 'a lost deal', object: 'deal', fields: { stage: 'lost', nextStep: null } },
      ],
      fails: [
        { title: 'empty', object: 'deal', fields: { nextStep: null } },
        { title: 'a placeholder', object: 'deal', fields: { nextStep: 'tbd' } },
        { title: 'the same for months', object: 'deal', fields: { nextStepChangedAt: '2024-02-21' } },
      ],
    },
  },
  reads: () => ({ own: ['nextStep', 'nextStepChangedAt', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx) => {
    const verdict = requireField(record, ctx, 'nextStep');
    // Where the CRM does not say since when, only emptiness counts.
    const changed = verdict.is === 'pass' ? timeOf(fieldOf(record, 'nextStepChangedAt')) : null;
    if (changed === null || !isOlderThan(changed, ctx.options.limit, ctx.today, ctx.calendar)) return verdict;
    const found = foundIn(fieldOf(record, 'nextStep'));
    const data = { found, date: dateText(changed, ctx.calendar), days: daysSince(changed, ctx) };
    return fail({ messageId: 'unchanged', field: 'nextStep', data });
  }),
  wakes(record, ctx) {
    if (ctx.stage?.state !== 'open' || presenceOf(fieldOf(record, 'nextStep')) !== 'filled') return null;
    const changed = timeOf(fieldOf(record, 'nextStepChangedAt'));
    return changed && wakesWhenOlder(changed, ctx.options.limit, ctx);
  },
});
