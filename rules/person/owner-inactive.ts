import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { requireActiveOwner } from '../checks/owner.ts';

/** The owner has left. */
export const ownerInactive = defineRule<Record<never, never>>({
  meta: {
    id: 'person/owner-inactive',
    half: 'data',
    dimension: 'consistency',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: {
      inactive: 'The owner (user {{owner}}) is deactivated.',
      missing: 'The owner (user {{owner}}) is in no list of users of the CRM.',
    },
    docs: {
      summary: 'The owner of a person is an active user.',
      why: 'Mails and tasks go to somebody who is no longer there, and the record is still counted as looked after.',
      remedy: 'Assign an active owner.',
      flag: 'Owner inactive',
    },
    examples: {
      passes: [
        { title: 'an active owner', object: 'contact', fields: {} },
        { title: 'no owner', object: 'contact', fields: { ownerId: null } },
        { title: 'an active owner of a lead', object: 'lead', fields: {} },
      ],
      fails: [
        { title: 'a deactivated owner', object: 'contact', fields: {}, around: { owner: 'inactive' } },
        { title: 'a deleted owner', object: 'contact', fields: {}, around: { owner: 'missing' } },
        { title: 'a deactivated owner of a lead', object: 'lead', fields: {}, around: { owner: 'inactive' } },
      ],
    },
  },
  reads: () => ({ own: ['ownerId'], related: [] }),
  check: requireActiveOwner,
});
