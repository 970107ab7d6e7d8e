import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import { requireRealCountry } from '../checks/country-value.ts';

/** A country that no list has. */
export const countryInvalid = defineRule<Record<never, never>>({
  meta: {
    id: 'person/country-invalid',
    half: 'data',
    dimension: 'validity',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { unresolved: 'Country "{{country}}" is no country of ISO 3166-1, neither by name nor by code.' },
    docs: {
      summary: 'The country of a person is one of ISO 3166-1, by name or code.',
      why: 'Routing and reports compare countries as they are written: what no list knows falls out of all of them.',
      remedy: 'Choose the country from the list.',
      flag: 'Country invalid',
    },
    examples: {
      passes: [
        { title: 'a name', object: 'contact', fields: {} },
        { title: 'a code', object: 'lead', fields: { country: 'DE' } },
        { title: 'in its own language', object: 'contact', fields: { country: 'Österreich' } },
      ],
      fails: [
        { title: 'a city', object: 'contact', fields: { country: 'Berlin' } },
        { title: 'a region', object: 'lead', fields: { country: 'EMEA' } },
        { title: 'misspelt', object: 'contact', fields: { country: 'Germny' } },
      ],
    },
  },
  reads: () => ({ own: ['country'], related: [] }),
  check: requireRealCountry,
});
