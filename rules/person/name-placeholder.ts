import { z } from 'zod';
import type { CrmRecord, FieldName } from '../../src/model/record.ts';
import { defineRule, fail, notApplicable, pass, type Report, type RuleContext } from '../../src/model/rule.ts';
import { capitalised, fieldOf, shorten, textOf, unknownBecause } from '../checks/field.ts';
import { fold } from '../checks/fold.ts';
import { isPlaceholder, nameLikeWords } from '../checks/placeholder.ts';
import { isListed, wordsOption } from '../checks/word-set.ts';

interface Options {
  /** More words that are no name. */
  readonly also: readonly string[];
  /** Placeholder words that are names here. */
  readonly allow: readonly string[];
}

const nameFields = ['firstName', 'lastName'] as const;

function reportOn(name: FieldName, record: CrmRecord, ctx: RuleContext<Options>): Report | null {
  const text = textOf(fieldOf(record, name));
  if (text === null) return null;
  const { also, allow } = ctx.options;
  const isBuiltIn = isPlaceholder(text);
  if (!isBuiltIn && also.length === 0) return null;
  const word = fold(text);
  if ((!isBuiltIn && !isListed(word, also)) || isListed(word, allow)) return null;
  const report: Report = {
    messageId: 'placeholder',
    field: name,
    data: { label: capitalised(ctx.label(name)), name: shorten(text) },
  };
  return nameLikeWords.has(word) ? { ...report, severity: 'low' } : report;
}

/** A word in place of a name. Words that are real names too (Null, Test, Na, Abc) are reported mildly. */
export const namePlaceholder = defineRule<Options>({
  meta: {
    id: 'person/name-placeholder',
    half: 'data',
    dimension: 'validity',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ also: wordsOption, allow: wordsOption }),
    messages: { placeholder: '{{label}} "{{name}}" is a placeholder.' },
    docs: {
      summary: 'First and last name are not placeholders.',
      why: 'A placeholder looks like a filled field in every report, and ends up in the salutation of a mail.',
      remedy: 'Put the real name in place of the placeholder.',
      flag: 'Name placeholder',
    },
    examples: {
      passes: [
        { title: 'a name', object: 'contact', fields: {} },
        { title: 'no name', object: 'lead', fields: { firstName: null, lastName: null } },
        { title: 'a placeholder within a name', object: 'contact', fields: { lastName: 'Testarossa' } },
      ],
      fails: [
        { title: 'unknown', object: 'contact', fields: { lastName: 'Unknown' } },
        { title: 'in both names', object: 'lead', fields: { firstName: 'asdf', lastName: 'asdf' } },
        { title: 'perhaps a real name', object: 'contact', fields: { lastName: 'Null' } },
      ],
    },
  },
  reads: () => ({ own: nameFields, related: [] }),
  check(record, ctx) {
    const reports = nameFields.map((name) => reportOn(name, record, ctx)).filter((report) => report !== null);
    if (reports.length > 0) return fail(...reports);
    const open = nameFields.find((name) => fieldOf(record, name).is === 'unknown');
    if (open !== undefined) return unknownBecause(open, record, ctx);
    return nameFields.some((name) => fieldOf(record, name).is === 'value') ? pass : notApplicable;
  },
});
