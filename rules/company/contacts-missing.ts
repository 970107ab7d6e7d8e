import { z } from 'zod';
import { type CalendarDuration, durationOption, isOlderThan } from '../../src/model/duration.ts';
import { defineRule, fail, notApplicable, pass, type RuleContext, unknown } from '../../src/model/rule.ts';
import { daysSince, wakesWhenOlder } from '../checks/age.ts';
import { fieldOf, timeOf } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceEndDay, graceOption, type Judge } from '../checks/grace.ts';
import { linksUnknown } from '../checks/related.ts';

interface Options extends GraceOptions {
  /** How old a company without contacts may become. */
  readonly after: CalendarDuration;
}

const ageUnknown = unknown('creation date is not known');

const judge: Judge<Options> = (record, ctx) => {
  const contacts = ctx.related('contact');
  if (contacts !== 'unknown' && contacts.length > 0) return pass;
  const created = timeOf(fieldOf(record, 'createdAt'));
  if (created === null) return contacts === 'unknown' ? linksUnknown('contact') : ageUnknown;
  if (!isOlderThan(created, ctx.options.after, ctx.today, ctx.calendar)) return notApplicable;
  if (contacts === 'unknown') return linksUnknown('contact');
  return fail({ messageId: 'missing', data: { days: daysSince(created, ctx) } });
};

const graced = afterGrace<Options>(judge);

function wakeByAge(record: Parameters<Judge<Options>>[0], ctx: RuleContext<Options>): number | null {
  const created = timeOf(fieldOf(record, 'createdAt'));
  const end = graceEndDay(record, ctx);
  if (created === null || end === null || judge(record, ctx).is !== 'not applicable') return null;
  const older = wakesWhenOlder(created, ctx.options.after, ctx);
  return older && Math.max(older, ctx.calendar.startOf(end));
}

/** A company in the CRM for months, and nobody to speak to. */
export const contactsMissing = defineRule<Options>({
  meta: {
    id: 'company/contacts-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption, after: durationOption('90 days') }),
    messages: { missing: 'No contact is linked to this company, {{days}} after it was created.' },
    docs: {
      summary: 'A company that is no longer new has a contact.',
      why: 'A company without people cannot be marketed or sold to; it is often the rest of an import or a merge.',
      remedy: 'Link a contact to the company, or archive it.',
      flag: 'No contacts',
    },
    examples: {
      passes: [
        { title: 'one contact', object: 'company', fields: {} },
        { title: 'several contacts', object: 'company', fields: {}, around: { contacts: 3 } },
        { title: 'two months old', object: 'company', fields: { createdAt: '2024-02-11' }, around: { contacts: 0 } },
      ],
      fails: [
        { title: 'ten months without a contact', object: 'company', fields: {}, around: { contacts: 0 } },
        { title: '91 days old', object: 'company', fields: { createdAt: '2024-01-11' }, around: { contacts: 0 } },
        {
          title: 'activity alone is no contact',
          object: 'company',
          fields: { activityTimes: '2024-04-10' },
          around: { contacts: 0 },
        },
      ],
    },
  },
  reads: () => ({ own: ['createdAt'], related: [{ object: 'contact', fields: [] }] }),
  check: graced.check,
  wakes: (record, ctx) => graced.wakes(record, ctx) ?? wakeByAge(record, ctx),
});
