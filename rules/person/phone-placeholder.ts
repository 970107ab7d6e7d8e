import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { capitalised, shorten } from '../checks/field.ts';
import { isPhonePlaceholder } from '../checks/phone-placeholder.ts';
import { judgePhones } from '../checks/phones.ts';
import { phoneFields } from '../checks/reach.ts';

/** A number that was made up to get past the field, beside an address or a number that works. */
export const phonePlaceholder = defineRule<Record<never, never>>({
  meta: {
    id: 'person/phone-placeholder',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: ['person/unreachable'],
    options: z.strictObject({}),
    messages: { placeholder: '{{label}} "{{phone}}" is made up.' },
    docs: {
      summary: 'A phone number is not made up: no repeated digit, counted digits, film number or word.',
      why: 'Forms that insist on a number get one like this; it fills every report, and somebody dials it.',
      remedy: 'Replace or clear the made-up number.',
      flag: 'Phone placeholder',
    },
    examples: {
      passes: [
        { title: 'a number', object: 'contact', fields: {} },
        { title: 'no number', object: 'lead', fields: { phone: null, mobilePhone: null } },
        { title: 'repeated digits within a number', object: 'contact', fields: { phone: '+493000000012' } },
      ],
      fails: [
        { title: 'one digit', object: 'contact', fields: { phone: '000000000' } },
        { title: 'counted digits', object: 'lead', fields: { mobilePhone: '12345678' } },
        { title: 'a film number', object: 'contact', fields: { phone: '+1 212 555 0123' } },
      ],
    },
  },
  reads: () => ({ own: phoneFields, related: [] }),
  check: (record, ctx) =>
    judgePhones(record, ctx, (phone, name) => {
      if (!isPhonePlaceholder(phone)) return 'fine';
      const data = { label: capitalised(ctx.label(name)), phone: shorten(phone) };
      return { messageId: 'placeholder', field: name, data };
    }),
});
