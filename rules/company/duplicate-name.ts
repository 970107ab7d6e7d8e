import { jaroWinkler } from '@skyra/jaro-winkler';
import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { bareCompanyName, companyNameKey } from '../checks/group-keys.ts';
import { domainKey } from '../checks/identity-keys.ts';
import { choosePeers, judgePeers, namePeers } from '../checks/peers.ts';

/** From here on two names are taken for spellings of one (Jaro-Winkler, 0 to 1). */
const similar = 0.95;

function numbersIn(name: string): string {
  return (name.match(/\d+/g) ?? []).join(' ');
}

/** Branches that are told apart by a number are two companies. */
function isSimilarCompany(a: string, b: string): boolean {
  return numbersIn(a) === numbersIn(b) && jaroWinkler(a, b) >= similar;
}

/** The same company, entered twice, where at least one of the two has no domain to tell. */
export const duplicateName = defineRule<Record<never, never>>({
  meta: {
    id: 'company/duplicate-name',
    half: 'data',
    dimension: 'uniqueness',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: ['company/duplicate-domain'],
    options: z.strictObject({}),
    messages: { similar: 'A similar name, and no domain to tell them apart, has {{others}}.' },
    docs: {
      summary: 'No other company has a similar name (its legal form apart), unless the domains of the two differ.',
      why: 'Contacts, deals and owners spread over two records, and nobody sees the whole customer.',
      remedy: 'Merge the companies, or enter the domains of both.',
      flag: 'Duplicate name',
    },
    examples: {
      passes: [
        { title: 'a name of its own', object: 'company', fields: {} },
        {
          title: 'other domains',
          object: 'company',
          fields: {},
          around: { peers: [{ domain: 'kettler.at', website: null }] },
        },
        {
          title: 'branches by number',
          object: 'company',
          fields: { name: 'Autohaus Kettler 1' },
          around: { peers: [{ name: 'Autohaus Kettler 2', domain: null, website: null }] },
        },
      ],
      fails: [
        {
          title: 'the same name, one without domain',
          object: 'company',
          fields: {},
          around: { peers: [{ domain: null, website: null }] },
        },
        {
          title: 'another legal form',
          object: 'company',
          fields: { domain: null, website: null },
          around: { peers: [{ name: 'Kettler Maschinenbau AG' }] },
        },
        {
          title: 'a typing error',
          object: 'company',
          fields: { domain: null, website: null },
          around: { peers: [{ name: 'Ketler Maschinenbau' }] },
        },
      ],
    },
  },
  reads: () => ({
    own: ['name', 'domain', 'website'],
    related: [],
    peers: [{ by: companyNameKey, fields: ['name', 'domain', 'website'] }],
  }),
  check: (record, ctx) =>
    judgePeers(record, ctx, { by: companyNameKey, reads: ['name'] }, (peers) => {
      const name = bareCompanyName(record);
      if (name === null) return notApplicable;
      const hasDomain = domainKey.valuesOf(record).length > 0;
      const meant = choosePeers(peers, (other) => {
        const theirs = bareCompanyName(other);
        if (theirs === null || !isSimilarCompany(name, theirs)) return false;
        return !hasDomain || domainKey.valuesOf({ ...record, fields: other.fields }).length === 0;
      });
      if ('is' in meant) return meant;
      if (meant.others.length === 0) return pass;
      return fail({ messageId: 'similar', field: 'name', data: { others: namePeers(meant, 'company') } });
    }),
});
