import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, foundIn, textOf, unknownBecause } from '../checks/field.ts';
import { followsPattern, patternOption } from '../checks/name-pattern.ts';
import { ifOpen } from '../checks/open-deal.ts';

interface Options {
  /** A template with placeholders in braces, or an expression of RE2 between slashes. */
  readonly pattern: string;
}

/** A deal whose name is not built as agreed. */
export const namePattern = defineRule<Options>({
  meta: {
    id: 'deal/name-pattern',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({ pattern: patternOption('{company} - {product} - {YYYY-MM}') }),
    messages: { differs: 'Name is {{found}}, which does not follow {{pattern}}.' },
    docs: {
      summary: 'The name of an open deal follows the agreed pattern.',
      why: 'Lists, forecasts and mails show deals by name alone; named alike they can be told apart, sorted and found twice.',
      remedy: 'Rename the deal as agreed.',
      flag: 'Name off pattern',
    },
    examples: {
      passes: [
        { title: 'company, product, month', object: 'deal', fields: {} },
        {
          title: 'a dash in the company',
          object: 'deal',
          fields: { name: 'Kettler - Service GmbH - Maintenance - 2024-05' },
        },
        { title: 'a closed deal', object: 'deal', fields: { stage: 'won', name: 'New deal' } },
      ],
      fails: [
        { title: 'a name of its own', object: 'deal', fields: { name: 'New deal' } },
        { title: 'no month', object: 'deal', fields: { name: 'Kettler Maschinenbau - Maintenance' } },
        { title: 'empty', object: 'deal', fields: { name: null } },
      ],
    },
  },
  reads: () => ({ own: ['name', 'pipeline', 'stage'], related: [] }),
  check: ifOpen((record, ctx) => {
    const field = fieldOf(record, 'name');
    if (field.is === 'unknown') return unknownBecause('name', record, ctx);
    const { pattern } = ctx.options;
    if (followsPattern(textOf(field) ?? '', pattern)) return pass;
    return fail({ messageId: 'differs', field: 'name', data: { found: foundIn(field), pattern } });
  }),
});
