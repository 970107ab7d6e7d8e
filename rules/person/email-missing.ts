import { z } from 'zod';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/rule.ts';
import { addressOf } from '../checks/email.ts';
import { fieldOf, textOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { phoneFields, phonePresence } from '../checks/reach.ts';

const phonesUnknown = unknown('phone and mobile phone are not known');

/** A person who can be called, but not written to. */
export const emailMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/email-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['person/unreachable', 'person/email-placeholder'],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Email is empty; there is only a phone number.' },
    docs: {
      summary: 'A person with a phone number has an email too.',
      why: 'Campaigns, sequences and the matching of records between systems all go by email.',
      remedy: 'Ask for the email and add it.',
      flag: 'Email missing',
    },
    examples: {
      passes: [
        { title: 'email and phone', object: 'contact', fields: {} },
        { title: 'only an email', object: 'lead', fields: { phone: null, mobilePhone: null } },
        { title: 'created this week', object: 'contact', fields: { email: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'only phones', object: 'contact', fields: { email: null } },
        { title: 'blanks for an email', object: 'contact', fields: { email: '  ' } },
        { title: 'only a mobile phone', object: 'lead', fields: { email: null, phone: null } },
      ],
    },
  },
  reads: () => ({ own: ['email', ...phoneFields, 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => {
    const field = fieldOf(record, 'email');
    if (field.is === 'unknown') return unknownBecause('email', record, ctx);
    if (field.is !== 'empty') return addressOf(textOf(field) ?? '').isPlaceholder ? notApplicable : pass;
    switch (phonePresence(record)) {
      case 'filled':
        return fail({ messageId: 'missing', field: 'email' });
      case 'unknown':
        return phonesUnknown;
      case 'blank':
        return notApplicable;
    }
  }),
});
