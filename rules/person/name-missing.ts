import { z } from 'zod';
import { defineRule, fail, notApplicable, pass } from '../../src/model/rule.ts';
import { fieldOf, presenceOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';

/** A person without a last name; a placeholder is the fault of name-placeholder, even where that rule is off. */
export const nameMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/name-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['person/name-placeholder'],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Last name is empty.' },
    docs: {
      summary: 'A person has a last name.',
      why: 'Without a name nobody can be addressed properly, found again, or told apart from a duplicate.',
      remedy: 'Add the last name.',
      flag: 'Last name missing',
    },
    examples: {
      passes: [
        { title: 'first and last name', object: 'contact', fields: {} },
        { title: 'a last name alone', object: 'lead', fields: { firstName: null } },
        { title: 'created this week', object: 'contact', fields: { lastName: null, createdAt: '2024-04-08' } },
      ],
      fails: [
        { title: 'a first name alone', object: 'contact', fields: { lastName: null } },
        { title: 'no name at all', object: 'lead', fields: { firstName: null, lastName: null } },
        { title: 'blanks', object: 'contact', fields: { lastName: '  ' } },
      ],
    },
  },
  reads: () => ({ own: ['lastName', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => {
    const field = fieldOf(record, 'lastName');
    if (field.is === 'unknown') return unknownBecause('lastName', record, ctx);
    if (field.is === 'empty') return fail({ messageId: 'missing', field: 'lastName' });
    return presenceOf(field) === 'blank' ? notApplicable : pass;
  }),
});
