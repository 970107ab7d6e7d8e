import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, shorten, textOf } from '../checks/field.ts';
import { emailKey } from '../checks/identity-keys.ts';
import { judgePeers, namePeers } from '../checks/peers.ts';

/** Somebody who is a contact already came in again as a lead. */
export const duplicateOfContact = defineRule<Record<never, never>>({
  meta: {
    id: 'lead/duplicate-of-contact',
    half: 'data',
    dimension: 'uniqueness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['person/duplicate-email'],
    options: z.strictObject({}),
    messages: { known: 'Email "{{email}}" is that of {{others}}.' },
    docs: {
      summary: 'A lead is not a contact of the CRM already, by its email.',
      why: 'A customer is courted like a stranger, by somebody who does not see their deals.',
      remedy: 'Convert the lead into the contact that is there.',
      flag: 'Is a contact already',
    },
    examples: {
      passes: [
        { title: 'nobody has its email', object: 'lead', fields: {} },
        {
          title: 'a contact with a plus tag',
          object: 'lead',
          fields: {},
          around: { peers: [{ email: 'nora.berg+events@kettler-maschinen.de' }], peersAre: 'contact' },
        },
        {
          title: 'a made-up address says nothing',
          object: 'lead',
          fields: { email: 'test@test.com' },
          around: { peers: [{}], peersAre: 'contact' },
        },
      ],
      fails: [
        {
          title: 'a contact has its email',
          object: 'lead',
          fields: {},
          around: { peers: [{}], peersAre: 'contact' },
        },
        {
          title: 'written in capitals',
          object: 'lead',
          fields: { email: 'NORA.BERG@KETTLER-MASCHINEN.DE' },
          around: { peers: [{ email: 'nora.berg@kettler-maschinen.de' }], peersAre: 'contact' },
        },
        {
          title: 'several contacts have it',
          object: 'lead',
          fields: {},
          around: { peers: [{}, {}], peersAre: 'contact' },
        },
      ],
    },
  },
  reads: () => ({ own: ['email'], related: [], peers: [{ by: emailKey, object: 'contact', fields: [] }] }),
  check: (record, ctx) =>
    judgePeers(record, ctx, { by: emailKey, reads: ['email'], among: 'contact' }, (peers) => {
      if (peers.others.length === 0) return pass;
      const email = shorten(textOf(fieldOf(record, 'email')) ?? '');
      return fail({ messageId: 'known', field: 'email', data: { email, others: namePeers(peers, 'contact') } });
    }),
});
