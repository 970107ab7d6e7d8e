import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { addressOf, emailProblem } from '../checks/email.ts';
import { fieldOf, shorten, textOf, unknownBecause } from '../checks/field.ts';

/** An address no mail can be sent to. */
export const emailInvalid = defineRule<Record<never, never>>({
  meta: {
    id: 'person/email-invalid',
    half: 'data',
    dimension: 'validity',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: ['person/email-placeholder'],
    options: z.strictObject({}),
    messages: {
      syntax: 'Email "{{email}}" is not a complete address.',
      length: 'Email "{{email}}" is longer than an address can be.',
      tld: 'Email "{{email}}" ends in ".{{ending}}", which is no top-level domain.',
    },
    docs: {
      summary: 'An email has the form, length and ending of an address (RFC 5321, the public suffix list).',
      why: 'Mail to it bounces, and bounces harm the delivery of all other mail.',
      remedy: 'Correct the email.',
      flag: 'Email invalid',
    },
    examples: {
      passes: [
        { title: 'a plain address', object: 'contact', fields: {} },
        { title: 'an address with a tag', object: 'contact', fields: { email: 'nora+fair@kettler-maschinen.de' } },
        { title: 'letters beyond ASCII', object: 'lead', fields: { email: 'jörg@müller-maschinen.de' } },
      ],
      fails: [
        { title: 'no domain', object: 'contact', fields: { email: 'nora.berg@' } },
        { title: 'a comma for a dot', object: 'lead', fields: { email: 'nora.berg@kettler,de' } },
        { title: 'an ending that does not exist', object: 'contact', fields: { email: 'nora.berg@gmail.con' } },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [] }),
  check(record, ctx) {
    const field = fieldOf(record, 'email');
    if (field.is === 'unknown') return unknownBecause('email', record, ctx);
    const text = textOf(field);
    if (text === null) return notApplicable;
    const address = addressOf(text);
    if (address.isPlaceholder) return notApplicable;
    const problem = emailProblem(address);
    if (problem === null) return pass;
    const email = shorten(text);
    if (problem !== 'tld') return fail({ messageId: problem, field: 'email', data: { email } });
    const ending = address.domain.slice(address.domain.lastIndexOf('.') + 1);
    return fail({ messageId: 'tld', field: 'email', data: { email, ending } });
  },
});
