import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, shorten, textOf } from '../checks/field.ts';
import { emailKey } from '../checks/identity-keys.ts';
import { judgePeers, namePeers } from '../checks/peers.ts';

/** The same person, entered twice: two contacts, or two leads, with one address. */
export const duplicateEmail = defineRule<Record<never, never>>({
  meta: {
    id: 'person/duplicate-email',
    half: 'data',
    dimension: 'uniqueness',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { same: 'Email "{{email}}" is also that of {{others}}.' },
    docs: {
      summary: 'No other contact, or no other lead, of the CRM has the same email.',
      why: 'Two people call the same buyer, each with half of the story, and every count of leads is too high.',
      remedy: 'Merge the records, or correct the email of one of them.',
      flag: 'Duplicate email',
    },
    examples: {
      passes: [
        { title: 'an email of its own', object: 'contact', fields: {} },
        {
          title: 'a plus tag tells two mailboxes apart',
          object: 'contact',
          fields: {},
          around: { peers: [{ email: 'nora.berg+events@kettler-maschinen.de' }] },
        },
        {
          title: 'a made-up address says nothing',
          object: 'lead',
          fields: { email: 'test@test.com' },
          around: { peers: [{}] },
        },
      ],
      fails: [
        { title: 'another contact', object: 'contact', fields: {}, around: { peers: [{}] } },
        {
          title: 'written in capitals, with blanks',
          object: 'lead',
          fields: {},
          around: { peers: [{ email: ' Nora.Berg@Kettler-Maschinen.DE ' }] },
        },
        {
          title: 'under another name',
          object: 'contact',
          fields: {},
          around: { peers: [{ firstName: 'Eleonora', lastName: 'Bergmann' }] },
        },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [], peers: [{ by: emailKey, fields: [] }] }),
  check: (record, ctx) =>
    judgePeers(record, ctx, { by: emailKey, reads: ['email'] }, (peers) => {
      if (peers.others.length === 0) return pass;
      const email = shorten(textOf(fieldOf(record, 'email')) ?? '');
      const others = namePeers(peers, record.ref.object);
      return fail({ messageId: 'same', field: 'email', data: { email, others } });
    }),
});
