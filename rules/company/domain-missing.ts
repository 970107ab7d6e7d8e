import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, foundIn, presenceOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';

/** A company without any address on the web. */
export const domainMissing = defineRule<GraceOptions>({
  meta: {
    id: 'company/domain-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Domain is {{domain}} and website is {{website}}.' },
    docs: {
      summary: 'A company has a domain or a website.',
      why: 'The domain is the key by which companies are matched, enriched and kept apart from duplicates.',
      remedy: 'Add the domain of the company.',
      flag: 'Domain missing',
    },
    examples: {
      passes: [
        { title: 'domain and website', object: 'company', fields: {} },
        { title: 'a website alone', object: 'company', fields: { domain: null } },
        {
          title: 'created this week',
          object: 'company',
          fields: { domain: null, website: null, createdAt: '2024-04-08' },
        },
      ],
      fails: [
        { title: 'neither', object: 'company', fields: { domain: null, website: null } },
        { title: 'a placeholder', object: 'company', fields: { domain: 'n/a', website: null } },
        { title: 'blanks', object: 'company', fields: { domain: ' ', website: ' ' } },
      ],
    },
  },
  reads: () => ({ own: ['domain', 'website', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => {
    const domain = fieldOf(record, 'domain');
    const website = fieldOf(record, 'website');
    const [hasDomain, hasWebsite] = [presenceOf(domain), presenceOf(website)];
    if (hasDomain === 'filled' || hasWebsite === 'filled') return pass;
    if (hasDomain === 'unknown') return unknownBecause('domain', record, ctx);
    if (hasWebsite === 'unknown') return unknownBecause('website', record, ctx);
    const data = { domain: foundIn(domain), website: foundIn(website) };
    return fail({ messageId: 'missing', field: 'domain', data });
  }),
});
