import { z } from 'zod';
import { defineRule, fail, pass } from '../../src/model/rule.ts';
import { fieldOf, foundIn, presenceOf, unknownBecause } from '../checks/field.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';

const sizeFields = ['employees', 'annualRevenue'] as const;

/** A company of which nobody can tell how large it is. */
export const sizeMissing = defineRule<GraceOptions>({
  meta: {
    id: 'company/size-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Employees is {{employees}} and annual revenue is {{annualRevenue}}.' },
    docs: {
      summary: 'A company has a number of employees or an annual revenue.',
      why: 'Whether a company is worth a call, and whose account it is, goes by size in nearly every team.',
      remedy: 'Add the number of employees or the annual revenue.',
      flag: 'Size missing',
    },
    examples: {
      passes: [
        { title: 'both', object: 'company', fields: {} },
        { title: 'employees alone', object: 'company', fields: { annualRevenue: null } },
        {
          title: 'created this week',
          object: 'company',
          fields: { employees: null, annualRevenue: null, createdAt: '2024-04-08' },
        },
      ],
      fails: [
        { title: 'neither', object: 'company', fields: { employees: null, annualRevenue: null } },
        { title: 'placeholders', object: 'company', fields: { employees: 'n/a', annualRevenue: 'tbd' } },
        { title: 'blanks', object: 'company', fields: { employees: ' ', annualRevenue: null } },
      ],
    },
  },
  reads: () => ({ own: [...sizeFields, 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => {
    const employees = fieldOf(record, 'employees');
    const annualRevenue = fieldOf(record, 'annualRevenue');
    const presences = [presenceOf(employees), presenceOf(annualRevenue)];
    if (presences.includes('filled')) return pass;
    const open = sizeFields[presences.indexOf('unknown')];
    if (open !== undefined) return unknownBecause(open, record, ctx);
    const data = { employees: foundIn(employees), annualRevenue: foundIn(annualRevenue) };
    return fail({ messageId: 'missing', field: 'employees', data });
  }),
});
