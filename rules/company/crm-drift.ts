import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import {
  type Comparisons,
  checkDrift,
  comparedAsCompanyName,
  comparedAsCountry,
  comparedAsDomain,
  comparedAsNumber,
  comparedAsWords,
  comparedFields,
  type DriftOptions,
  driftReads,
} from '../checks/drift.ts';
import { domainKey } from '../checks/identity-keys.ts';

const comparisons: Comparisons = {
  name: comparedAsCompanyName,
  domain: comparedAsDomain,
  country: comparedAsCountry,
  employees: comparedAsNumber,
  annualRevenue: comparedAsNumber,
  industry: comparedAsWords,
};

const standard = ['name', 'domain', 'country', 'employees'];

/** The same company in two CRMs, with values that disagree. */
export const crmDrift = defineRule<DriftOptions>({
  meta: {
    id: 'company/crm-drift',
    half: 'data',
    dimension: 'consistency',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ fields: comparedFields(comparisons, standard) }),
    messages: { differs: '{{label}} is {{here}} in {{source}} and {{there}}.' },
    docs: {
      summary: 'A company that is in several CRMs has the same values in all of them.',
      why: 'Segments, territories and routing are made from these values, so the two teams work different lists.',
      remedy: 'Find out which value is right and enter it in both CRMs.',
      flag: 'CRMs disagree',
    },
    examples: {
      passes: [
        { title: 'in one CRM only', object: 'company', fields: {} },
        { title: 'the same in both', object: 'company', fields: {}, around: { counterparts: [{}] } },
        {
          title: 'with and without its legal form',
          object: 'company',
          fields: {},
          around: { counterparts: [{ fields: { name: 'Kettler Maschinenbau' } }] },
        },
      ],
      fails: [
        {
          title: 'another name',
          object: 'company',
          fields: {},
          around: { counterparts: [{ fields: { name: 'Kettler Anlagenbau GmbH' } }] },
        },
        {
          title: 'another country',
          object: 'company',
          fields: {},
          around: { counterparts: [{ fields: { country: 'CH' } }] },
        },
        {
          title: 'another size',
          object: 'company',
          fields: {},
          around: { counterparts: [{ fields: { employees: '4200' }, matchedBy: 'domain' }] },
        },
      ],
    },
  },
  keys: [domainKey],
  reads: (options) => driftReads(comparisons, options),
  check: (record, ctx) => checkDrift(comparisons, record, ctx),
});
