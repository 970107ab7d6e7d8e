import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { judgeAddress } from '../checks/address-rule.ts';
import { mailDomain } from '../checks/mail-domain.ts';
import { meantDomain } from '../checks/mail-typo.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** More domains of which a near miss is a slip. */
  readonly also: readonly string[];
  /** Registrable domains that are right as they are. */
  readonly allow: readonly string[];
}

/** An address whose domain is one slip of the keyboard away from a large mail provider. */
export const emailDomainTypo = defineRule<Options>({
  meta: {
    id: 'person/email-domain-typo',
    half: 'data',
    dimension: 'validity',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['person/email-invalid'],
    options: z.strictObject({ also: wordsOption, allow: wordsOption }),
    messages: { slip: 'Email "{{email}}" is at {{domain}}, one slip away from {{meant}}.' },
    docs: {
      summary: 'The domain of an email is no near miss of a large mail provider.',
      why: 'Mail to a mistyped domain bounces or goes to strangers who bought it; forms let it in because its form is right.',
      remedy: 'Check with the person whether the domain is {{meant}}, and correct it.',
      flag: 'Email domain typo',
    },
    examples: {
      passes: [
        { title: 'a business address', object: 'contact', fields: {} },
        { title: 'spelt right', object: 'contact', fields: { email: 'nora.berg@gmail.com' } },
        { title: 'another provider with a name alike', object: 'lead', fields: { email: 'nora.berg@mail.com' } },
      ],
      fails: [
        { title: 'two letters changed over', object: 'contact', fields: { email: 'nora.berg@gmial.com' } },
        { title: 'a letter left out', object: 'lead', fields: { email: 'nora.berg@outlok.com' } },
        { title: 'the ending cut off', object: 'contact', fields: { email: 'nora.berg@hotmail.co' } },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [] }),
  check: (record, ctx) =>
    judgeAddress(record, ctx, (address, email) => {
      const domain = mailDomain(address.domain);
      const { also, allow } = ctx.options;
      const meant = meantDomain(domain, also);
      if (meant === null || isListed(domain.registrable, allow)) return pass;
      return fail({ messageId: 'slip', field: 'email', data: { email, domain: domain.registrable, meant } });
    }),
});
