import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { addressOf } from '../checks/email.ts';
import { fieldOf, shorten, textOf, unknownBecause } from '../checks/field.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** More local parts (`vorname`) or whole addresses that count as made up. */
  readonly also: readonly string[];
}

/** An address typed to get past the field. */
export const emailPlaceholder = defineRule<Options>({
  meta: {
    id: 'person/email-placeholder',
    half: 'data',
    dimension: 'validity',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: ['person/unreachable'],
    options: z.strictObject({ also: wordsOption }),
    messages: { placeholder: 'Email "{{email}}" is a placeholder.' },
    docs: {
      summary: 'An email is not made up to get past the field.',
      why: 'Placeholder addresses hide that the email is missing, bounce, and join strangers as duplicates.',
      remedy: 'Ask for the real email, or empty the field.',
      flag: 'Email placeholder',
    },
    examples: {
      passes: [
        { title: 'a real address', object: 'contact', fields: {} },
        { title: 'no address', object: 'contact', fields: { email: null } },
        { title: 'the word inside a longer name', object: 'lead', fields: { email: 'contest@kettler-maschinen.de' } },
      ],
      fails: [
        { title: 'a test mailbox', object: 'contact', fields: { email: 'test@kettler-maschinen.de' } },
        { title: 'an example domain', object: 'lead', fields: { email: 'nora@example.com' } },
        { title: 'a word instead of an address', object: 'contact', fields: { email: 'none' } },
        { title: 'a reserved ending', object: 'contact', fields: { email: 'nora@kettler.invalid' } },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [] }),
  check(record, ctx) {
    const field = fieldOf(record, 'email');
    if (field.is === 'unknown') return unknownBecause('email', record, ctx);
    const text = textOf(field);
    if (text === null) return notApplicable;
    const { isPlaceholder, local, text: address } = addressOf(text);
    const { also } = ctx.options;
    if (!isPlaceholder && !isListed(local, also) && !isListed(address, also)) return pass;
    return fail({ messageId: 'placeholder', field: 'email', data: { email: shorten(text) } });
  },
});
