import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, foundIn, presenceOf, textOf, unknownBecause } from '../checks/field.ts';
import { fold } from '../checks/fold.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** More words that are no name of a company. */
  readonly also: readonly string[];
  /** Placeholder words that are names here. */
  readonly allow: readonly string[];
}

/** A company without a name of its own. */
export const namePlaceholder = defineRule<Options>({
  meta: {
    id: 'company/name-placeholder',
    half: 'data',
    dimension: 'validity',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ also: wordsOption, allow: wordsOption }),
    messages: { empty: 'Name is empty.', placeholder: 'Name is {{found}}, which is a placeholder.' },
    docs: {
      summary: 'A company has a name that is not a placeholder.',
      why: 'People and deals of many companies gather under one "Unknown", where nobody finds them and no account plan is right.',
      remedy: 'Enter the legal name of the company, or merge it with the right one.',
      flag: 'Name placeholder',
    },
    examples: {
      passes: [
        { title: 'a name', object: 'company', fields: {} },
        { title: 'a placeholder within a name', object: 'company', fields: { name: 'Test Systems AG' } },
        { title: 'a short name', object: 'company', fields: { name: '3M' } },
      ],
      fails: [
        { title: 'unknown', object: 'company', fields: { name: 'Unknown' } },
        { title: 'empty', object: 'company', fields: { name: null } },
        { title: 'a sample', object: 'company', fields: { name: 'Musterfirma' } },
      ],
    },
  },
  reads: () => ({ own: ['name'], related: [] }),
  check(record, ctx) {
    const field = fieldOf(record, 'name');
    if (field.is === 'unknown') return unknownBecause('name', record, ctx);
    const text = textOf(field);
    if (text === null) return fail({ messageId: 'empty', field: 'name' });
    const word = fold(text);
    const { also, allow } = ctx.options;
    const isNoName = presenceOf(field) === 'blank' || isListed(word, also);
    if (!isNoName || isListed(word, allow)) return pass;
    return fail({ messageId: 'placeholder', field: 'name', data: { found: foundIn(field) } });
  },
});
