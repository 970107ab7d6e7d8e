import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { duplicateName } from './duplicate-name.ts';

const noDomain = { domain: null, website: null };

testRule(
  test,
  duplicateName,
  {},
  {
    passes: {
      'no other company': company(noDomain),
      'another name': company(noDomain, { peers: [{ name: 'Kettler Maschinenhandel GmbH' }] }),
      'the same name, both with a domain': company({}, { peers: [{ domain: 'kettler.com' }] }),
      'the same beginning': company(noDomain, { peers: [{ name: 'Kettler Maschinenbau und Logistik' }] }),
    },
    reports: {
      'the same name, nobody has a domain': {
        on: company(noDomain, { peers: [noDomain] }),
        gives: [
          {
            messageId: 'similar',
            field: 'name',
            text: /^A similar name, and no domain to tell them apart, has company company-other-1\.$/,
          },
        ],
      },
      'the other has none': {
        on: company({}, { peers: [{ ...noDomain, name: 'KETTLER MASCHINENBAU' }] }),
        gives: [{ messageId: 'similar', field: 'name' }],
      },
      'a typing error at the beginning': {
        on: company(noDomain, { peers: [{ name: 'Kettlr Maschinenbau GmbH' }] }),
        gives: [{ messageId: 'similar', field: 'name' }],
      },
      'blanks and hyphens': {
        on: company(noDomain, { peers: [{ name: 'Kettler-Maschinen-Bau Ltd.' }] }),
        gives: [{ messageId: 'similar', field: 'name' }],
      },
    },
    silent: {
      'no name': company({ ...noDomain, name: null }, { peers: [noDomain] }),
      'a placeholder': company({ ...noDomain, name: 'n/a' }, { peers: [noDomain] }),
    },
    unknown: {
      'name not synced': company({ ...noDomain, name: undefined }),
      'nobody looked': company(noDomain, { peers: 'unknown' }),
      'more than are looked at': company(noDomain, {
        peers: [{ name: 'Kettler Maschinenhandel' }],
        hasMorePeers: true,
      }),
    },
  },
);
