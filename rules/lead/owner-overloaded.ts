import { z } from 'zod';
import { mostPeers } from '../../src/model/identity.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/rule.ts';
import { fieldOf, textOf } from '../checks/field.ts';
import { isUntouched, untouchedLeadKey } from '../checks/group-keys.ts';
import { judgePeers } from '../checks/peers.ts';

interface Options {
  /** How many untouched new leads one owner can have. */
  readonly leads: number;
}

const touchUnknown = unknown('whether somebody was in touch with the lead is not known');

/** A lead that waits behind many others of the same owner. */
export const ownerOverloaded = defineRule<Options>({
  meta: {
    id: 'lead/owner-overloaded',
    half: 'stage',
    dimension: 'stage',
    severity: 'info',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({ leads: z.number().int().min(1).max(mostPeers).default(20) }),
    messages: { overloaded: 'The owner has {{count}} new leads that nobody was in touch with.' },
    docs: {
      summary: 'The owner of a new lead has no more untouched ones than a person can work on.',
      why: 'Whoever has too many leads calls a few and lets the others grow cold; nobody else may call them.',
      remedy: 'Give some of the leads to somebody else.',
      flag: 'Owner overloaded',
    },
    examples: {
      passes: [
        { title: 'the only one', object: 'lead', fields: { lifecycle: 'lead', outboundTimes: null } },
        {
          title: 'within the limit',
          object: 'lead',
          fields: { lifecycle: 'mql', outboundTimes: null },
          around: { peers: [{}, {}, {}] },
          options: { leads: 4 },
        },
        { title: 'somebody called', object: 'lead', fields: {}, around: { peers: [{}] }, options: { leads: 1 } },
      ],
      fails: [
        {
          title: 'above the limit',
          object: 'lead',
          fields: { lifecycle: 'lead', outboundTimes: null },
          around: { peers: Array.from({ length: 20 }, () => ({})) },
        },
        {
          title: 'above a smaller limit',
          object: 'lead',
          fields: { lifecycle: 'mql', outboundTimes: null },
          around: { peers: [{}, {}] },
          options: { leads: 2 },
        },
        {
          title: 'more than are counted',
          object: 'lead',
          fields: { lifecycle: 'lead', outboundTimes: null },
          around: { peers: Array.from({ length: 50 }, () => ({})), hasMorePeers: true },
        },
      ],
    },
  },
  reads: () => ({
    own: ['ownerId', 'lifecycle', 'outboundTimes'],
    related: [],
    peers: [{ by: untouchedLeadKey, fields: [] }],
  }),
  check(record, ctx) {
    const untouched = isUntouched(record);
    if (untouched === false) return notApplicable;
    if (untouched === 'unknown') return touchUnknown;
    const owner = textOf(fieldOf(record, 'ownerId'));
    if (owner !== null && ctx.owner(owner) === 'queue') return notApplicable;
    return judgePeers(record, ctx, { by: untouchedLeadKey, reads: ['ownerId'] }, ({ others, isMore }) => {
      const total = others.length + 1;
      if (total <= ctx.options.leads) return pass;
      const count = isMore ? `more than ${total}` : total;
      return fail({ messageId: 'overloaded', field: 'ownerId', data: { count } });
    });
  },
});
