import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { fieldOf } from '../checks/field.ts';
import { phoneKey } from '../checks/group-keys.ts';
import { choosePeers, judgePeers, namePeers } from '../checks/peers.ts';
import { phoneFields } from '../checks/reach.ts';
import { isSimilarName, personName } from '../checks/similar-name.ts';

/** The same person, entered twice: one number, and names that may be spellings of one. */
export const duplicatePhone = defineRule<Record<never, never>>({
  meta: {
    id: 'person/duplicate-phone',
    half: 'data',
    dimension: 'uniqueness',
    severity: 'info',
    sets: ['strict'],
    yieldsTo: ['person/duplicate-email'],
    options: z.strictObject({}),
    messages: { same: 'A phone number is also that of {{others}}, of a similar name.' },
    docs: {
      summary: 'No other contact, or no other lead, of a similar name has the same phone number.',
      why: 'A person who came in by two addresses is two people to every list and every count.',
      remedy: 'Merge the records, or correct the number of one of them.',
      flag: 'Duplicate phone',
    },
    examples: {
      passes: [
        { title: 'a number of its own', object: 'contact', fields: {} },
        {
          title: 'a switchboard, and other names',
          object: 'contact',
          fields: {},
          around: { peers: [{ firstName: 'Jan', lastName: 'Petersen' }] },
        },
        {
          title: 'another number',
          object: 'lead',
          fields: { mobilePhone: null },
          around: { peers: [{ phone: '+493023125013' }] },
        },
      ],
      fails: [
        { title: 'the same name and number', object: 'contact', fields: {}, around: { peers: [{}] } },
        {
          title: 'the number as dialled at home, an initial',
          object: 'lead',
          fields: { mobilePhone: null },
          around: { peers: [{ phone: '030 23125012', firstName: 'N.' }] },
        },
        {
          title: 'a typing error in the name',
          object: 'contact',
          fields: {},
          around: { peers: [{ firstName: 'Norra', lastName: 'Bergh' }] },
        },
      ],
    },
  },
  reads: () => ({
    own: [...phoneFields, 'country', 'firstName', 'lastName'],
    related: [],
    peers: [{ by: phoneKey, fields: ['firstName', 'lastName'] }],
  }),
  check: (record, ctx) =>
    judgePeers(record, ctx, { by: phoneKey, reads: phoneFields }, (peers) => {
      const name = personName(record);
      if (name === null) return notApplicable;
      const similar = choosePeers(peers, (other) => {
        const theirs = personName(other);
        return theirs !== null && isSimilarName(name, theirs);
      });
      if ('is' in similar) return similar;
      if (similar.others.length === 0) return pass;
      const field = phoneFields.find((candidate) => fieldOf(record, candidate).is === 'value') ?? 'phone';
      return fail({ messageId: 'same', field, data: { others: namePeers(similar, record.ref.object) } });
    }),
});
