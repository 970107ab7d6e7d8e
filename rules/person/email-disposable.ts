import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { judgeAddress } from '../checks/address-rule.ts';
import { isDisposable } from '../checks/disposable.ts';
import { mailDomain } from '../checks/mail-domain.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** More domains that give mailboxes to throw away. */
  readonly also: readonly string[];
  /** Registrable domains that are fine here. */
  readonly allow: readonly string[];
}

/** A mailbox that was made to be thrown away. */
export const emailDisposable = defineRule<Options>({
  meta: {
    id: 'person/email-disposable',
    half: 'data',
    dimension: 'validity',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: ['person/email-invalid', 'person/email-placeholder'],
    options: z.strictObject({ also: wordsOption, allow: wordsOption }),
    messages: { disposable: 'Email "{{email}}" is a throw-away mailbox at {{provider}}.' },
    docs: {
      summary: 'An email is not at a provider of throw-away mailboxes.',
      why: 'The mailbox is gone within the hour: the person wanted the download and no contact, and mail to it bounces.',
      remedy: 'Find a lasting email of this person, or disqualify the record.',
      flag: 'Throw-away email',
    },
    examples: {
      passes: [
        { title: 'a business address', object: 'contact', fields: {} },
        { title: 'free mail is no throw-away mail', object: 'contact', fields: { email: 'nora.berg@gmail.com' } },
        { title: 'no address', object: 'lead', fields: { email: null } },
      ],
      fails: [
        { title: 'Mailinator', object: 'contact', fields: { email: 'nora.berg@mailinator.com' } },
        { title: 'below a subdomain', object: 'lead', fields: { email: 'nora.berg@inbox.yopmail.com' } },
        { title: 'a provider under a new ending', object: 'contact', fields: { email: 'nora.berg@temp-mail.io' } },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [] }),
  check: (record, ctx) =>
    judgeAddress(record, ctx, (address, email) => {
      const domain = mailDomain(address.domain);
      const { also, allow } = ctx.options;
      const isThrownAway = isDisposable(address.domain, domain) || isListed(domain.registrable, also);
      if (!isThrownAway || isListed(domain.registrable, allow)) return pass;
      return fail({ messageId: 'disposable', field: 'email', data: { email, provider: domain.registrable } });
    }),
});
