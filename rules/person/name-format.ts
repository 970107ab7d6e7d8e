import { z } from 'zod';
import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import { defineRule, fail, notApplicable, pass, type Report, type RuleContext } from '../../src/model/rule.ts';
import { capitalised, fieldOf, shorten, textOf, unknownBecause } from '../checks/field.ts';
import { fold } from '../checks/fold.ts';
import { nameFaultOf } from '../checks/name-fault.ts';
import { isPlaceholder } from '../checks/placeholder.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** Names that are right as they are. */
  readonly allow: readonly string[];
}

const nameFields = ['firstName', 'lastName'] as const;

function textIn(name: FieldName, record: CrmRecord): string | null {
  const text = textOf(fieldOf(record, name));
  return text === null || isPlaceholder(text) ? null : text;
}

function reportOn(name: FieldName, record: CrmRecord, ctx: RuleContext<Options>): Report | null {
  const text = textIn(name, record);
  const fault = text === null ? null : nameFaultOf(text);
  if (text === null || fault === null || isListed(fold(text), ctx.options.allow)) return null;
  return { messageId: fault, field: name, data: { label: capitalised(ctx.label(name)), name: shorten(text) } };
}

/** A name that no letter could begin with. */
export const nameFormat = defineRule<Options>({
  meta: {
    id: 'person/name-format',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: ['person/name-placeholder'],
    options: z.strictObject({ allow: wordsOption }),
    messages: {
      address: '{{label}} "{{name}}" is an address.',
      emoji: '{{label}} "{{name}}" holds an emoji.',
      digits: '{{label}} "{{name}}" holds digits.',
      blanks: '{{label}} "{{name}}" has outer or doubled blanks.',
      capitals: '{{label}} "{{name}}" is all in capitals.',
    },
    docs: {
      summary:
        'First and last name are written as in a letter: no all capitals, digits, emoji, addresses or stray blanks.',
      why: 'Names go into salutations as they stand, and stray blanks and capitals hide duplicates from an exact match.',
      remedy: 'Write the name as the person would sign it.',
      flag: 'Name format',
    },
    examples: {
      passes: [
        { title: 'a name', object: 'contact', fields: {} },
        {
          title: 'small and mixed letters',
          object: 'contact',
          fields: { firstName: 'Jan', lastName: "van der McKay-O'Neil III" },
        },
        { title: 'initials', object: 'lead', fields: { firstName: 'J.R.' } },
      ],
      fails: [
        { title: 'all capitals', object: 'contact', fields: { lastName: 'BERG' } },
        { title: 'an address for a name', object: 'lead', fields: { lastName: 'nora@kettler-maschinen.de' } },
        { title: 'doubled blanks', object: 'contact', fields: { firstName: 'Nora  Maria' } },
      ],
    },
  },
  reads: () => ({ own: nameFields, related: [] }),
  check(record, ctx) {
    const reports = nameFields.map((name) => reportOn(name, record, ctx)).filter((report) => report !== null);
    if (reports.length > 0) return fail(...reports);
    const open = nameFields.find((name) => fieldOf(record, name).is === 'unknown');
    if (open !== undefined) return unknownBecause(open, record, ctx);
    return nameFields.some((name) => textIn(name, record) !== null) ? pass : notApplicable;
  },
});
