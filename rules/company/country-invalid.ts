import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { requireRealCountry } from '../checks/country-value.ts';

/** A company in a country that no list has. */
export const countryInvalid = defineRule<Record<never, never>>({
  meta: {
    id: 'company/country-invalid',
    half: 'data',
    dimension: 'validity',
    severity: 'low',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { unresolved: 'Country "{{country}}" is no country of ISO 3166-1, neither by name nor by code.' },
    docs: {
      summary: 'The country of a company is one of ISO 3166-1, by name or code.',
      why: 'Territories and reports by market compare countries as they are written, and leave out what no list knows.',
      remedy: 'Choose the country from the list.',
      flag: 'Country invalid',
    },
    examples: {
      passes: [
        { title: 'a name', object: 'company', fields: {} },
        { title: 'a habit', object: 'company', fields: { country: 'UK' } },
        { title: 'none', object: 'company', fields: { country: null } },
      ],
      fails: [
        { title: 'a city', object: 'company', fields: { country: 'Munich' } },
        { title: 'a region', object: 'company', fields: { country: 'DACH' } },
        { title: 'two countries', object: 'company', fields: { country: 'Germany / France' } },
      ],
    },
  },
  reads: () => ({ own: ['country'], related: [] }),
  check: requireRealCountry,
});
