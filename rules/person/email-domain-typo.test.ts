import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailDomainTypo } from './email-domain-typo.ts';

const slip = (email: string, domain: string, meant: string) => ({
  on: contact({ email }),
  gives: [{ messageId: 'slip', field: 'email', text: new RegExp(`is at ${domain}, one slip away from ${meant}\\.$`) }],
});

testRule(
  test,
  emailDomainTypo,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a business address': contact(),
      'a provider spelt right, in another country': contact({ email: 'nora@yahoo.co.uk' }),
      'another first letter is another name': contact({ email: 'nora@ymail.com' }),
      'the cloud is no slip of iCloud': lead({ email: 'nora@cloud.com' }),
      'two slips': contact({ email: 'nora@gmiall.com' }),
      'the right name under a national ending': contact({ email: 'nora@hotmail.be' }),
      'a near miss under an ending the provider does not use': contact({ email: 'nora@yaho.coop' }),
      'a short provider has too many neighbours': contact({ email: 'nora@love.com' }),
      'allowed here': { on: contact({ email: 'nora@gmai.com' }), options: { allow: ['GMAI.com'] } },
    },
    reports: {
      'letters changed over, in capitals': slip('Nora@GMIAL.com', 'gmial.com', 'gmail.com'),
      'the first two letters changed over': slip('nora@ohtmail.com', 'ohtmail.com', 'hotmail.com'),
      'a letter too many': slip('nora@outlookk.com', 'outlookk.com', 'outlook.com'),
      'a wrong letter': slip('nora@gnail.com', 'gnail.com', 'gmail.com'),
      'a letter left out': slip('nora@yaho.com', 'yaho.com', 'yahoo.com'),
      'below a subdomain': slip('nora@mail.hotmial.co.uk', 'hotmial.co.uk', 'hotmail.co.uk'),
      'the ending cut off': slip('nora@gmail.co', 'gmail.co', 'gmail.com'),
      'of a provider of our own': {
        on: lead({ email: 'nora@fastmial.com' }),
        options: { also: ['Fastmail.com'] },
        gives: [{ messageId: 'slip', field: 'email', text: /fastmail\.com/ }],
      },
    },
    silent: {
      'no email': contact({ email: null }),
      'a placeholder counts as empty': contact({ email: 'test@gmial.com' }),
      'no domain': contact({ email: 'nora@' }),
    },
    unknown: { 'email not synced': contact({ email: undefined }) },
  },
);
