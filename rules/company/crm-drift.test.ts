import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { crmDrift } from './crm-drift.ts';

const pair = (
  own: Readonly<Record<string, string | null | undefined>>,
  there: Readonly<Record<string, string | null | undefined>>,
) => company(own, { counterparts: [{ source: 'salesforce', fields: there }] });

testRule(
  test,
  crmDrift,
  {},
  {
    passes: {
      'the same': pair({}, {}),
      'another legal form': pair({ name: 'Acme & Co. KG' }, { name: 'ACME, Inc.' }),
      'legal forms with dots': pair({ name: 'Rossi S.p.A.' }, { name: 'Rossi SPA' }),
      'a name that is a legal form alone': pair({ name: 'AG' }, { name: 'ag' }),
      'a subdomain': pair({}, { domain: 'www.kettler-maschinen.de' }),
      'a domain with another ending of its own there, a free mail one': pair({}, { domain: 'gmail.com' }),
      'a page on a site of others': pair({}, { domain: 'linkedin.com' }),
      'a made-up domain': pair({}, { domain: 'example.com' }),
      'a country by code': pair({}, { country: 'DEU' }),
      'no employees there': pair({}, { employees: '0' }),
      'text for employees': pair({}, { employees: '200 to 500' }),
      'another revenue, which is not compared unless asked': pair({}, { annualRevenue: '1' }),
    },
    reports: {
      'another domain': {
        on: pair({}, { domain: 'kettler-anlagen.de' }),
        gives: [
          {
            messageId: 'differs',
            field: 'domain',
            text: /^Domain is "kettler-maschinen\.de" in test and "kettler-anlagen\.de" in salesforce\.$/,
          },
        ],
      },
      'another size, shown as people write it': {
        on: pair({}, { employees: '4200' }),
        gives: [{ messageId: 'differs', field: 'employees', text: /is 420 in test and 4,200 in salesforce/ }],
      },
      'another name and country': {
        on: pair({}, { name: 'Kettler Anlagenbau AG', country: 'CH' }),
        gives: [
          { messageId: 'differs', field: 'name' },
          { messageId: 'differs', field: 'country' },
        ],
      },
      'revenue, where the agreement compares it': {
        on: pair({}, { annualRevenue: '1' }),
        options: { fields: ['annual_revenue'] },
        gives: [{ messageId: 'differs', field: 'annualRevenue' }],
      },
    },
    silent: { 'no counterpart': company() },
    unknown: { 'nobody looked': company({}, { counterparts: 'unknown' }) },
  },
);
