import { z } from 'zod';
import type { FieldName } from '../../src/model/record.ts';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { capitalised, fieldOf, presenceOf, shorten, textOf, unknownBecause } from '../checks/field.ts';
import { isFreeMail, siteDomain } from '../checks/mail-domain.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** Registrable domains that are fine here, such as a mail provider that is a customer. */
  readonly allow: readonly string[];
}

const siteFields: readonly FieldName[] = ['domain', 'website'];

/** An address on the web that cannot be this company's: the domain is judged, and the website where there is none. */
export const domainInvalid = defineRule<Options>({
  meta: {
    id: 'company/domain-invalid',
    half: 'data',
    dimension: 'validity',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ allow: wordsOption }),
    messages: {
      none: '{{label}} "{{site}}" holds no domain that can be registered.',
      free: '{{label}} "{{site}}" belongs to the mail provider {{provider}}, not to a company.',
    },
    docs: {
      summary: 'The domain of a company is a registrable one of its own, not that of a free mail provider.',
      why: 'The domain is the key that brings people and companies together: with gmail.com in it strangers become colleagues.',
      remedy: 'Replace the domain with the one of the company.',
      flag: 'Domain invalid',
    },
    examples: {
      passes: [
        { title: 'a domain', object: 'company', fields: {} },
        { title: 'a whole address', object: 'company', fields: { domain: 'https://www.kettler.co.uk/about' } },
        { title: 'none', object: 'company', fields: { domain: null, website: null } },
      ],
      fails: [
        { title: 'a free mail provider', object: 'company', fields: { domain: 'gmail.com' } },
        { title: 'no ending', object: 'company', fields: { domain: 'kettler' } },
        { title: 'a website that is none', object: 'company', fields: { domain: null, website: 'see LinkedIn' } },
      ],
    },
  },
  reads: () => ({ own: siteFields, related: [] }),
  check(record, ctx) {
    const presences = siteFields.map((name) => presenceOf(fieldOf(record, name)));
    const name = siteFields[presences.indexOf('filled')];
    const text = name === undefined ? null : textOf(fieldOf(record, name));
    if (name === undefined || text === null) {
      const open = siteFields[presences.indexOf('unknown')];
      return open === undefined ? notApplicable : unknownBecause(open, record, ctx);
    }
    const data = { label: capitalised(ctx.label(name)), site: shorten(text) };
    const domain = siteDomain(text);
    if (domain === null) return fail({ messageId: 'none', field: name, data });
    if (!isFreeMail(domain) || isListed(domain.registrable, ctx.options.allow)) return pass;
    return fail({ messageId: 'free', field: name, data: { ...data, provider: domain.registrable } });
  },
});
