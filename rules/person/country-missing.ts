import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { requireCountry } from '../checks/country-value.ts';
import { afterGrace, type GraceOptions, graceOption } from '../checks/grace.ts';
import { fromMql } from '../checks/lifecycle.ts';

/** A qualified person who is nowhere. */
export const countryMissing = defineRule<GraceOptions>({
  meta: {
    id: 'person/country-missing',
    half: 'data',
    dimension: 'completeness',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ grace: graceOption }),
    messages: { missing: 'Country is {{found}}, though the person has reached the stage "{{stage}}".' },
    docs: {
      summary: 'From MQL on, a person has a country.',
      why: 'Territories, working hours and the rules on consent go by country; a lead without one is routed to nobody in particular.',
      remedy: 'Add the country.',
      flag: 'Country missing',
    },
    examples: {
      passes: [
        { title: 'an MQL with a country', object: 'contact', fields: {} },
        {
          title: 'a lead of an earlier stage needs none',
          object: 'lead',
          fields: { lifecycle: 'lead', country: null },
        },
        { title: 'NA is Namibia', object: 'contact', fields: { country: 'NA' } },
      ],
      fails: [
        { title: 'an MQL', object: 'contact', fields: { country: null } },
        { title: 'a placeholder', object: 'lead', fields: { lifecycle: 'sql', country: 'unknown' } },
        { title: 'a customer', object: 'contact', fields: { lifecycle: 'customer', country: ' ' } },
      ],
    },
  },
  reads: () => ({ own: ['country', 'lifecycle', 'createdAt'], related: [] }),
  ...afterGrace<GraceOptions>((record, ctx) => fromMql(record, ctx, (stage) => requireCountry(record, ctx, stage))),
});
