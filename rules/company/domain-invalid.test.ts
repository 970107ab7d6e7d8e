import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { domainInvalid } from './domain-invalid.ts';

testRule(
  test,
  domainInvalid,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a domain': company(),
      'a whole address': company({ domain: 'HTTPS://www.Kettler.CO.UK:8080/about?x=1' }),
      'letters beyond ASCII': company({ domain: 'müller.de' }),
      'no domain, a website': company({ domain: null }),
      'the website plays no part beside a domain': company({ website: 'see LinkedIn' }),
      'a website, domain not synced': company({ domain: undefined }),
      'a mail provider that is a customer': { on: company({ domain: 'gmx.net' }), options: { allow: ['GMX.net'] } },
    },
    reports: {
      'no ending': {
        on: company({ domain: 'kettler' }),
        gives: [{ messageId: 'none', field: 'domain', text: /^Domain "kettler" holds no domain/ }],
      },
      'an ending that does not exist': {
        on: company({ domain: 'kettler.corp' }),
        gives: [{ messageId: 'none', field: 'domain' }],
      },
      'an IP address': { on: company({ domain: '192.168.0.1' }), gives: [{ messageId: 'none', field: 'domain' }] },
      words: { on: company({ domain: 'kettler gmbh.de' }), gives: [{ messageId: 'none', field: 'domain' }] },
      'an ending alone': { on: company({ domain: 'co.uk' }), gives: [{ messageId: 'none', field: 'domain' }] },
      'a free mail provider': {
        on: company({ domain: 'www.Gmail.com' }),
        gives: [{ messageId: 'free', field: 'domain', text: /belongs to the mail provider gmail\.com/ }],
      },
      'a free mail provider for a website': {
        on: company({ domain: null, website: 'http://yahoo.co.uk' }),
        gives: [{ messageId: 'free', field: 'website', text: /^Website/ }],
      },
    },
    silent: {
      'neither is another fault': company({ domain: null, website: null }),
      'placeholders count as empty': company({ domain: 'n/a', website: '-' }),
    },
    unknown: {
      'domain not synced, no website': company({ domain: undefined, website: null }),
      'no domain, website not synced': company({ domain: null, website: undefined }),
    },
  },
);
