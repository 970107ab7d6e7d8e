import { z } from 'zod';
import { dateText } from '../../src/model/duration.ts';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { judgeAddress } from '../checks/address-rule.ts';
import { fieldOf, presenceOf, shorten, textOf, timeOf, unknownBecause } from '../checks/field.ts';

/** The mailbox has sent mail back for good. CRMs forget the bounce when the address is changed. */
export const emailBounced = defineRule<Record<never, never>>({
  meta: {
    id: 'person/email-bounced',
    half: 'data',
    dimension: 'accuracy',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: ['person/email-invalid'],
    options: z.strictObject({}),
    messages: {
      reason: 'Mail to "{{email}}" came back for good: {{reason}}.',
      date: 'Mail to "{{email}}" came back for good on {{date}}.',
    },
    docs: {
      summary: 'No hard bounce is recorded for the email.',
      why: 'A hard bounce is the one proof that an address is wrong: most of these people have left their company, and every further try harms the delivery of all other mail.',
      remedy: 'Find out where the person is now, and replace or clear the email.',
      flag: 'Email bounced',
    },
    examples: {
      passes: [
        { title: 'no bounce', object: 'contact', fields: {} },
        { title: 'no address', object: 'contact', fields: { email: null, emailBounceReason: 'UNKNOWN_USER' } },
        { title: 'a lead without a bounce', object: 'lead', fields: {} },
      ],
      fails: [
        { title: 'the user is unknown', object: 'contact', fields: { emailBounceReason: 'UNKNOWN_USER' } },
        { title: 'only the date is known', object: 'lead', fields: { emailBouncedAt: '2024-02-01T08:00:00Z' } },
        {
          title: 'date and reason',
          object: 'lead',
          fields: { emailBouncedAt: '2024-02-01T08:00:00Z', emailBounceReason: '550 no such user' },
        },
      ],
    },
  },
  reads: () => ({ own: ['email', 'emailBouncedAt', 'emailBounceReason'], related: [] }),
  check: (record, ctx) =>
    judgeAddress(record, ctx, (_address, email) => {
      const reason = fieldOf(record, 'emailBounceReason');
      const bounced = fieldOf(record, 'emailBouncedAt');
      const text = presenceOf(reason) === 'filled' ? textOf(reason) : null;
      if (text !== null) return fail({ messageId: 'reason', field: 'email', data: { email, reason: shorten(text) } });
      const time = timeOf(bounced);
      if (time !== null)
        return fail({ messageId: 'date', field: 'email', data: { email, date: dateText(time, ctx.calendar) } });
      if (reason.is !== 'unknown' || bounced.is !== 'unknown') return pass;
      return unknownBecause('emailBounceReason', record, ctx);
    }),
});
