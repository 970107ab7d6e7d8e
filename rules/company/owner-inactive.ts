import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { requireActiveOwner } from '../checks/owner.ts';

/** The owner of the account has left. */
export const ownerInactive = defineRule<Record<never, never>>({
  meta: {
    id: 'company/owner-inactive',
    half: 'data',
    dimension: 'consistency',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: {
      inactive: 'The owner (user {{owner}}) is deactivated.',
      missing: 'The owner (user {{owner}}) is in no list of users of the CRM.',
    },
    docs: {
      summary: 'The owner of a company is an active user.',
      why: 'New leads of the company are routed to its owner, and wait there for somebody who has left.',
      remedy: 'Assign an active owner.',
      flag: 'Owner inactive',
    },
    examples: {
      passes: [
        { title: 'an active owner', object: 'company', fields: {} },
        { title: 'no owner', object: 'company', fields: { ownerId: null } },
        { title: 'a queue', object: 'company', fields: {}, around: { owner: 'queue' } },
      ],
      fails: [
        { title: 'a deactivated owner', object: 'company', fields: {}, around: { owner: 'inactive' } },
        { title: 'a deleted owner', object: 'company', fields: {}, around: { owner: 'missing' } },
        {
          title: 'another deactivated owner',
          object: 'company',
          fields: { ownerId: '1009' },
          around: { owner: 'inactive' },
        },
      ],
    },
  },
  reads: () => ({ own: ['ownerId'], related: [] }),
  check: requireActiveOwner,
});
