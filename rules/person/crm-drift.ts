import { z } from 'zod';
import { defineRule } from '../../src/model/rule.ts';
import {
  type Comparisons,
  checkDrift,
  comparedAsCountry,
  comparedAsEmail,
  comparedAsPhone,
  comparedAsWords,
  comparedFields,
  type DriftOptions,
  driftReads,
} from '../checks/drift.ts';
import { emailKey } from '../checks/identity-keys.ts';

const comparisons: Comparisons = {
  email: comparedAsEmail,
  firstName: comparedAsWords,
  lastName: comparedAsWords,
  phone: comparedAsPhone,
  mobilePhone: comparedAsPhone,
  jobTitle: comparedAsWords,
  companyName: comparedAsWords,
  country: comparedAsCountry,
};

const standard = ['email', 'firstName', 'lastName', 'phone', 'jobTitle', 'country'];

/** The same person in two CRMs, with values that disagree. */
export const crmDrift = defineRule<DriftOptions>({
  meta: {
    id: 'person/crm-drift',
    half: 'data',
    dimension: 'consistency',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: [],
    options: z.strictObject({ fields: comparedFields(comparisons, standard) }),
    messages: { differs: '{{label}} is {{here}} in {{source}} and {{there}}.' },
    docs: {
      summary: 'A person who is in several CRMs has the same values in all of them.',
      why: 'Marketing writes to one address or number while sales calls another, and nobody knows which one is right.',
      remedy: 'Find out which value is right and enter it in both CRMs.',
      flag: 'CRMs disagree',
    },
    examples: {
      passes: [
        { title: 'in one CRM only', object: 'contact', fields: {} },
        { title: 'the same in both', object: 'lead', fields: {}, around: { counterparts: [{}] } },
        {
          title: 'the same number, written otherwise',
          object: 'contact',
          fields: { phone: '+49 30 23125012' },
          around: { counterparts: [{ fields: { phone: '030 23125012', country: 'DE' } }] },
        },
        {
          title: 'empty in one of them',
          object: 'contact',
          fields: { phone: null },
          around: { counterparts: [{ fields: { phone: '+49302312501' } }] },
        },
      ],
      fails: [
        {
          title: 'another number',
          object: 'contact',
          fields: {},
          around: { counterparts: [{ fields: { phone: '+41443125012' } }] },
        },
        {
          title: 'another address of a person who is linked by id',
          object: 'contact',
          fields: {},
          around: { counterparts: [{ fields: { email: 'n.berg@kettler-maschinen.de' } }] },
        },
        {
          title: 'another country',
          object: 'lead',
          fields: {},
          around: { counterparts: [{ fields: { country: 'Austria' }, matchedBy: 'email' }] },
        },
      ],
    },
  },
  keys: [emailKey],
  reads: (options) => driftReads(comparisons, options),
  check: (record, ctx) => checkDrift(comparisons, record, ctx),
});
