import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { fieldOf, presenceOf, shorten, textOf, unknownBecause } from '../checks/field.ts';
import { fold } from '../checks/fold.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** The industries both teams agreed on; without any the rule has nothing to say. */
  readonly allowed: readonly string[];
}

/** An industry that is not in the list both teams agreed on. */
export const industryUnknown = defineRule<Options>({
  meta: {
    id: 'company/industry-unknown',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({ allowed: wordsOption }),
    messages: { unlisted: 'Industry "{{industry}}" is not in the agreed list.' },
    docs: {
      summary: 'The industry of a company is in the agreed list.',
      why: 'One industry in a dozen spellings is a dozen segments: lists are cut too small and win rates mean nothing.',
      remedy: 'Choose the industry from the agreed list.',
      flag: 'Industry not listed',
    },
    examples: {
      passes: [
        { title: 'no list is agreed', object: 'company', fields: {} },
        {
          title: 'in the list, written otherwise',
          object: 'company',
          fields: { industry: ' machinery' },
          options: { allowed: ['Machinery'] },
        },
        { title: 'no industry', object: 'company', fields: { industry: null }, options: { allowed: ['Machinery'] } },
      ],
      fails: [
        {
          title: 'a spelling of its own',
          object: 'company',
          fields: { industry: 'Machines' },
          options: { allowed: ['Machinery'] },
        },
        { title: 'another industry', object: 'company', fields: {}, options: { allowed: ['Banking', 'Insurance'] } },
        {
          title: 'two in one',
          object: 'company',
          fields: { industry: 'Banking, Insurance' },
          options: { allowed: ['Banking', 'Insurance'] },
        },
      ],
    },
  },
  reads: () => ({ own: ['industry'], related: [] }),
  check(record, ctx) {
    const { allowed } = ctx.options;
    const field = fieldOf(record, 'industry');
    const presence = presenceOf(field);
    if (allowed.length === 0 || presence === 'blank') return notApplicable;
    if (presence === 'unknown') return unknownBecause('industry', record, ctx);
    const text = textOf(field) ?? '';
    if (isListed(fold(text), allowed)) return pass;
    return fail({ messageId: 'unlisted', field: 'industry', data: { industry: shorten(text) } });
  },
});
