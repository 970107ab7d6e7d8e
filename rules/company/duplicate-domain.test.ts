import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { duplicateDomain } from './duplicate-domain.ts';

testRule(
  test,
  duplicateDomain,
  {},
  {
    passes: {
      'no other company': company(),
      'another domain': company({}, { peers: [{ domain: 'kettler.de' }] }),
      'another country': company({}, { peers: [{ domain: 'kettler-maschinen.at' }] }),
      'two pages of one host for many': company(
        { domain: 'kettler.github.io' },
        { peers: [{ domain: 'miele.github.io' }] },
      ),
    },
    reports: {
      'the same domain': {
        on: company({}, { peers: [{}] }),
        gives: [
          {
            messageId: 'same',
            field: 'domain',
            text: /^Domain "kettler-maschinen\.de" is also that of company company-other-1\.$/,
          },
        ],
      },
      'by the website of both': {
        on: company({ domain: null }, { peers: [{ website: 'kettler-maschinen.de/en' }, {}] }),
        gives: [{ messageId: 'same', field: 'domain', text: /companies company-other-1 and company-other-2\.$/ }],
      },
      'more than are looked at': {
        on: company({}, { peers: [{}], hasMorePeers: true }),
        gives: [{ messageId: 'same', field: 'domain', text: /companies company-other-1 and more\.$/ }],
      },
    },
    silent: {
      'no domain': company({ domain: null, website: null }, { peers: [{}] }),
      'free mail': company({ domain: 'gmail.com', website: null }, { peers: [{}] }),
      'nothing readable': company({ domain: 'n/a', website: 'tbd' }, { peers: [{}] }),
    },
    unknown: {
      'neither is synced': company({ domain: undefined, website: undefined }),
      'nobody looked': company({}, { peers: 'unknown' }),
    },
  },
);
