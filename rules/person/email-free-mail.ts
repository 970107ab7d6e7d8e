import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { judgeAddress } from '../checks/address-rule.ts';
import { isFreeMail, mailDomain } from '../checks/mail-domain.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** More domains that give mailboxes to anybody. */
  readonly also: readonly string[];
  /** Registrable domains that are fine here. */
  readonly allow: readonly string[];
}

/** A private mailbox where a company's is expected. */
export const emailFreeMail = defineRule<Options>({
  meta: {
    id: 'person/email-free-mail',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: ['person/email-invalid', 'person/email-placeholder', 'person/email-domain-typo', 'person/email-role'],
    options: z.strictObject({ also: wordsOption, allow: wordsOption }),
    messages: { free: 'Email "{{email}}" is a free mailbox at {{provider}}.' },
    docs: {
      summary: 'An email is of the company, not of a free mail provider.',
      why: 'In business between companies a free mailbox tells nothing of the company, and breaks the matching by domain.',
      remedy: 'Ask for the business email of this person.',
      flag: 'Free mail',
    },
    examples: {
      passes: [
        { title: 'a business address', object: 'contact', fields: {} },
        { title: 'no address', object: 'lead', fields: { email: null } },
        { title: 'a business whose name is alike', object: 'contact', fields: { email: 'nora@gmail-consulting.de' } },
      ],
      fails: [
        { title: 'Gmail', object: 'contact', fields: { email: 'nora.berg@gmail.com' } },
        { title: 'Yahoo in any country', object: 'lead', fields: { email: 'nora.berg@yahoo.co.uk' } },
        { title: 'web.de', object: 'contact', fields: { email: 'nora.berg@web.de' } },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [] }),
  check: (record, ctx) =>
    judgeAddress(record, ctx, (address, email) => {
      const domain = mailDomain(address.domain);
      const { also, allow } = ctx.options;
      const isFree = isFreeMail(domain) || isListed(domain.registrable, also);
      if (!isFree || isListed(domain.registrable, allow)) return pass;
      return fail({ messageId: 'free', field: 'email', data: { email, provider: domain.registrable } });
    }),
});
