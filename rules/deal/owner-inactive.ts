import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { requireActiveOwner } from '../checks/owner.ts';

/** The owner of an open deal has left. */
export const ownerInactive = defineRule<Record<never, never>>({
  meta: {
    id: 'deal/owner-inactive',
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
      summary: 'The owner of an open deal is an active user.',
      why: 'Nobody works the deal, and its amount is still in the forecast of somebody who has left.',
      remedy: 'Assign an active owner.',
      flag: 'Owner inactive',
    },
    examples: {
      passes: [
        { title: 'an active owner', object: 'deal', fields: {} },
        { title: 'no owner', object: 'deal', fields: { ownerId: null } },
        { title: 'a closed deal', object: 'deal', fields: { stage: 'lost' }, around: { owner: 'inactive' } },
      ],
      fails: [
        { title: 'a deactivated owner', object: 'deal', fields: {}, around: { owner: 'inactive' } },
        { title: 'a deleted owner', object: 'deal', fields: {}, around: { owner: 'missing' } },
        {
          title: 'deactivated, in the first stage',
          object: 'deal',
          fields: { stage: 'qualification' },
          around: { owner: 'inactive' },
        },
      ],
    },
  },
  reads: () => ({ own: ['ownerId', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx) => requireActiveOwner(record, ctx)),
});
