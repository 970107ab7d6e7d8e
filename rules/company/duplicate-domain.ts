import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { domainKey } from '../checks/identity-keys.ts';
import { judgePeers, namePeers } from '../checks/peers.ts';

/** The same company, entered twice. */
export const duplicateDomain = defineRule<Record<never, never>>({
  meta: {
    id: 'company/duplicate-domain',
    half: 'data',
    dimension: 'uniqueness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { same: 'Domain "{{domain}}" is also that of {{others}}.' },
    docs: {
      summary: 'No other company of the CRM has the same domain (without it, that of the website counts).',
      why: 'Contacts, deals and owners spread over two records, and nobody sees the whole customer.',
      remedy: 'Merge the companies, or correct the domain of one of them.',
      flag: 'Duplicate domain',
    },
    examples: {
      passes: [
        { title: 'a domain of its own', object: 'company', fields: {} },
        {
          title: 'a page on a site that many share',
          object: 'company',
          fields: { domain: null, website: 'https://www.linkedin.com/company/kettler' },
          around: { peers: [{ website: 'https://www.linkedin.com/company/miele' }] },
        },
        { title: 'no domain', object: 'company', fields: { domain: null, website: null }, around: { peers: [{}] } },
      ],
      fails: [
        { title: 'the same domain', object: 'company', fields: {}, around: { peers: [{ name: 'Kettler' }] } },
        {
          title: 'a host of the same domain',
          object: 'company',
          fields: {},
          around: { peers: [{ domain: 'shop.kettler-maschinen.de' }] },
        },
        {
          title: 'known by the website alone',
          object: 'company',
          fields: {},
          around: { peers: [{ domain: null, website: 'http://KETTLER-MASCHINEN.de/impressum' }] },
        },
      ],
    },
  },
  reads: () => ({ own: ['domain', 'website'], related: [], peers: [{ by: domainKey, fields: [] }] }),
  check: (record, ctx) =>
    judgePeers(record, ctx, { by: domainKey, reads: ['domain', 'website'] }, (peers) => {
      if (peers.others.length === 0) return pass;
      const data = { domain: domainKey.valuesOf(record)[0]!, others: namePeers(peers, 'company') };
      return fail({ messageId: 'same', field: 'domain', data });
    }),
});
