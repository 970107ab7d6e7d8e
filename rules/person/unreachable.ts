import { z } from 'zod';
import type { CrmRecord } from '../../src/model/record.ts';
import { defineRule, fail, pass, type Report, unknown } from '../../src/model/rule.ts';
import { fieldOf, foundIn } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { emailPresence, phoneFields, phonePresence } from '../checks/reach.ts';

const unreachableUnknown = unknown(
  'not all of email, phone and mobile phone are known, and none of the known is usable',
);

function reportFor(record: CrmRecord): Report {
  const made = (['email', ...phoneFields] as const).map((name) => foundIn(fieldOf(record, name)));
  const found = made.filter((text) => text !== 'empty');
  return found.length === 0 ? { messageId: 'empty' } : { messageId: 'placeholder', data: { found: found.join(', ') } };
}

/** Nobody can be written to or called. */
export const unreachable = defineRule<GraceOptions>({
  meta: {
    id: 'person/unreachable',
    half: 'data',
    dimension: 'completeness',
    severity: 'critical',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: {
      empty: 'Email, phone and mobile phone are all empty.',
      placeholder: 'All there is to reach this person by is {{found}}.',
    },
    docs: {
      summary: 'A person has a usable email or phone.',
      why: 'A person who can be neither written to nor called is of no use to sales or marketing, whatever else is known.',
      remedy: 'Add an email or phone number, or delete the record.',
      flag: 'Unreachable',
    },
    examples: {
      passes: [
        { title: 'email and phone', object: 'contact', fields: {} },
        { title: 'only an email', object: 'contact', fields: { phone: null, mobilePhone: null } },
        { title: 'only a mobile phone', object: 'lead', fields: { email: null, phone: null } },
        {
          title: 'created this week',
          object: 'contact',
          fields: { email: null, phone: null, mobilePhone: null, createdAt: '2024-04-08' },
        },
      ],
      fails: [
        { title: 'nothing at all', object: 'contact', fields: { email: null, phone: null, mobilePhone: null } },
        {
          title: 'made-up email',
          object: 'contact',
          fields: { email: 'test@test.com', phone: null, mobilePhone: null },
        },
        { title: 'made-up phone', object: 'lead', fields: { email: '', phone: '00000000', mobilePhone: 'n/a' } },
      ],
    },
  },
  reads: () => ({ own: ['email', ...phoneFields, 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record) => {
    const email = emailPresence(record);
    if (email === 'filled') return pass;
    const phone = phonePresence(record);
    if (phone === 'filled') return pass;
    return email === 'unknown' || phone === 'unknown' ? unreachableUnknown : fail(reportFor(record));
  }),
});
