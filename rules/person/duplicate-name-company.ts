import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { nameAtCompanyKey } from '../checks/group-keys.ts';
import { choosePeers, judgePeers, namePeers } from '../checks/peers.ts';
import { isSimilarName, personName } from '../checks/similar-name.ts';

/** The same person, entered twice: names that may be spellings of one, at one company. */
export const duplicateNameCompany = defineRule<Record<never, never>>({
  meta: {
    id: 'person/duplicate-name-company',
    half: 'data',
    dimension: 'uniqueness',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: ['person/duplicate-email'],
    options: z.strictObject({}),
    messages: { similar: 'Somebody of a similar name is at the same company: {{others}}.' },
    docs: {
      summary:
        'No other contact, or no other lead, of a similar name is at the same company (its name or mail domain).',
      why: 'A person who came in by two addresses is two people to every list and every count.',
      remedy: 'Merge the records if they are one person.',
      flag: 'Duplicate name',
    },
    examples: {
      passes: [
        { title: 'the only one of its name', object: 'contact', fields: {} },
        {
          title: 'a colleague',
          object: 'contact',
          fields: {},
          around: { peers: [{ firstName: 'Jan', lastName: 'Berger' }] },
        },
        {
          title: 'a namesake at another company',
          object: 'lead',
          fields: {},
          around: { peers: [{ companyName: 'Miele & Cie. KG', email: 'nora.berg@miele.de' }] },
        },
      ],
      fails: [
        {
          title: 'by a private address the second time',
          object: 'contact',
          fields: {},
          around: { peers: [{ email: 'nora.berg@gmail.com' }] },
        },
        {
          title: 'the company written otherwise',
          object: 'lead',
          fields: {},
          around: { peers: [{ companyName: 'KETTLER Maschinenbau', email: null }] },
        },
        {
          title: 'known by the mail domain, with a typing error',
          object: 'contact',
          fields: {},
          around: { peers: [{ companyName: null, email: 'n.bergh@kettler-maschinen.de', lastName: 'Bergh' }] },
        },
      ],
    },
  },
  reads: () => ({
    own: ['firstName', 'lastName', 'companyName', 'email'],
    related: [],
    peers: [{ by: nameAtCompanyKey, fields: ['firstName', 'lastName'] }],
  }),
  check: (record, ctx) =>
    judgePeers(record, ctx, { by: nameAtCompanyKey, reads: ['lastName', 'companyName', 'email'] }, (peers) => {
      // Without a name there is no key.
      const name = personName(record)!;
      const similar = choosePeers(peers, (other) => {
        const theirs = personName(other);
        return theirs !== null && isSimilarName(name, theirs);
      });
      if ('is' in similar) return similar;
      if (similar.others.length === 0) return pass;
      return fail({ messageId: 'similar', field: 'lastName', data: { others: namePeers(similar, record.ref.object) } });
    }),
});
