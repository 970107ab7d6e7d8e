import { z } from 'zod';
import { defineRule, fail, pass, unknown } from '../../src/model/rule.ts';
import { fieldOf, shorten, textOf } from '../checks/field.ts';
import { nextStepKey } from '../checks/group-keys.ts';
import { ifOpen } from '../checks/open-deal.ts';
import { choosePeers, judgePeers } from '../checks/peers.ts';

interface Options {
  /** On how many open deals of one owner the same text is a copy. */
  readonly deals: number;
}

const stagesUnknown = unknown('stages of other deals with the same next step are not known');

/** A next step that says nothing of this deal, because it stands on many. */
export const nextStepCopied = defineRule<Options>({
  meta: {
    id: 'deal/next-step-copied',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: ['deal/next-step-missing'],
    options: z.strictObject({ deals: z.number().int().min(2).max(50).default(5) }),
    messages: { copied: 'Next step "{{step}}" stands on {{count}} open deals of the owner.' },
    docs: {
      summary: 'The next step of an open deal is its own, not the same on many deals of the owner.',
      why: 'A text that is copied to every deal gets past the field, and tells nobody what happens next.',
      remedy: 'Write down what is agreed with this buyer.',
      flag: 'Next step copied',
    },
    examples: {
      passes: [
        { title: 'a next step of its own', object: 'deal', fields: {}, around: { peers: [{ nextStep: 'Call' }] } },
        { title: 'on four deals', object: 'deal', fields: {}, around: { peers: [{}, {}, {}] } },
        {
          title: 'the others are closed',
          object: 'deal',
          fields: {},
          around: { peers: [{}, {}, {}, { stage: 'won' }, { stage: 'lost' }] },
        },
      ],
      fails: [
        { title: 'on five deals', object: 'deal', fields: {}, around: { peers: [{}, {}, {}, {}] } },
        {
          title: 'with other capitals and blanks',
          object: 'deal',
          fields: { nextStep: 'Follow up' },
          around: { peers: [{}, {}, {}, { nextStep: ' follow  UP' }] },
        },
        {
          title: 'in different stages',
          object: 'deal',
          fields: {},
          around: { peers: [{ stage: 'qualification' }, { stage: 'negotiation' }, {}, {}] },
        },
      ],
    },
  },
  reads: () => ({
    own: ['nextStep', 'ownerId', 'pipeline', 'stage'],
    related: [],
    peers: [{ by: nextStepKey, fields: ['pipeline', 'stage'] }],
  }),
  check: ifOpen((record, ctx) =>
    judgePeers(record, ctx, { by: nextStepKey, reads: ['nextStep', 'ownerId'] }, (peers) => {
      const { deals } = ctx.options;
      const open = peers.others.filter(({ stage }) => stage?.state === 'open').length + 1;
      if (open < deals) {
        const unclear = peers.others.filter(({ stage }) => stage === null).length;
        if (open + unclear >= deals) return stagesUnknown;
        const none = choosePeers(peers, () => false);
        return 'is' in none ? none : pass;
      }
      const step = shorten(textOf(fieldOf(record, 'nextStep')) ?? '');
      const count = peers.isMore ? `${open} or more` : open;
      return fail({ messageId: 'copied', field: 'nextStep', data: { step, count } });
    }),
  ),
});
