import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { crmDrift } from './crm-drift.ts';

/** A contact with one counterpart, linked by id, that differs in some fields. */
const pair = (
  own: Readonly<Record<string, string | null | undefined>>,
  there: Readonly<Record<string, string | null | undefined>>,
  matchedBy = 'record',
) => contact(own, { counterparts: [{ source: 'salesforce_eu', fields: there, matchedBy }] });

testRule(
  test,
  crmDrift,
  {},
  {
    passes: {
      'agrees in everything': pair({}, {}),
      'an address in capitals': pair({}, { email: ' Nora.Berg@Kettler-Maschinen.DE ' }),
      'a number as dialled at home, with the country of its own side': pair(
        { phone: '030 23125012', country: 'Germany' },
        { phone: '+49 (30) 2312-5012', country: 'Deutschland' },
      ),
      'a number with an extension': pair({}, { phone: '+49 30 23125012 ext. 7' }),
      'a country by name and code': pair({ country: 'Germany' }, { country: 'DE' }),
      'a name with accents and blanks': pair({ lastName: 'Müller  Lüdenscheidt' }, { lastName: 'MULLER LUDENSCHEIDT' }),
      'empty there': pair({}, { phone: null, jobTitle: null }),
      'empty here': pair({ jobTitle: '  ' }, {}),
      'a placeholder there': pair({}, { phone: '1111111', firstName: 'n/a', email: 'test@test.com' }),
      'an invalid address there': pair({}, { email: 'nora.berg@kettler' }),
      'a number nobody can dial': pair({}, { phone: '12' }),
      'a number that no country explains': pair({}, { phone: '030 99999999', country: null }),
      'a country that is none': pair({}, { country: 'Atlantis' }),
      'not known there': pair({}, { phone: undefined, country: undefined }),
      'not known here': pair({ phone: undefined }, { phone: '+41443125012' }),
      'a field the agreement does not compare': {
        on: pair({}, { phone: '+41443125012' }),
        options: { fields: ['email', 'last name'] },
      },
      'another mobile phone, which is not compared unless asked': pair({}, { mobilePhone: '+4915228817387' }),
    },
    reports: {
      'another number, named with both sources': {
        on: pair({}, { phone: '+41 44 312 50 12' }),
        gives: [
          {
            messageId: 'differs',
            field: 'phone',
            text: /^Phone is "\+493023125012" in test and "\+41 44 312 50 12" in salesforce_eu\.$/,
          },
        ],
      },
      'the same digits, dialled from two countries': {
        on: pair({ phone: '030 2312501', country: 'DE' }, { phone: '030 2312501', country: 'NL' }),
        gives: [
          { messageId: 'differs', field: 'phone' },
          { messageId: 'differs', field: 'country', text: /Country is "DE" in test and "NL" in salesforce_eu/ },
        ],
      },
      'Namibia, whose code looks like a placeholder': {
        on: pair({ country: 'NA' }, { country: 'DE' }),
        gives: [{ messageId: 'differs', field: 'country' }],
      },
      'everything compared by default, in that order': {
        on: pair(
          {},
          {
            email: 'n@kettler-maschinen.de',
            firstName: 'Eleonora',
            lastName: 'Bergh',
            phone: '+493023125013',
            jobTitle: 'CEO',
            country: 'AT',
            mobilePhone: '+4915228817387',
            companyName: 'Other',
          },
        ),
        gives: ['email', 'firstName', 'lastName', 'phone', 'jobTitle', 'country'].map((field) => ({
          messageId: 'differs',
          field,
        })),
      },
      'fields the agreement names, in its words': {
        on: pair({}, { mobilePhone: '+4915228817387', jobTitle: 'CEO' }),
        options: { fields: ['mobile phone'] },
        gives: [{ messageId: 'differs', field: 'mobilePhone' }],
      },
      'two of three CRMs disagree with this one, and are told in one finding': {
        on: lead(
          {},
          {
            counterparts: [
              { source: 'eu', fields: { lastName: 'Bergh' } },
              { source: 'us', fields: {} },
              { source: 'asia', fields: { lastName: 'Bergmann' } },
            ],
          },
        ),
        gives: [
          {
            messageId: 'differs',
            field: 'lastName',
            text: /^Last name is "Berg" in test and "Bergh" in eu and "Bergmann" in asia\.$/,
          },
        ],
      },
    },
    silent: {
      'no counterpart': contact(),
      'nothing both of them have': pair(
        { email: null, firstName: null, lastName: null, phone: null, jobTitle: null, country: null },
        {},
      ),
      'matched by the address, which alone is compared': {
        on: pair({}, {}, 'email'),
        options: { fields: ['email'] },
      },
    },
    unknown: { 'nobody looked for counterparts': contact({}, { counterparts: 'unknown' }) },
  },
);
