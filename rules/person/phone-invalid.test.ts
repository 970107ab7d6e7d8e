import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { phoneInvalid } from './phone-invalid.ts';

const one = (phone: string, ...country: [] | [string | null | undefined]) =>
  contact({ phone, mobilePhone: null, country: country.length === 0 ? 'Germany' : country[0] });

testRule(
  test,
  phoneInvalid,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'two numbers': contact(),
      'one number': contact({ mobilePhone: null }),
      'a placeholder beside it': lead({ mobilePhone: '00000' }),
      'an extension': one('+442079460123x4'),
      'an extension as in a URI': one('+442079460123;ext=4'),
      'a number of Canada on a record of Germany': one('+14169670123'),
    },
    reports: {
      'national, country known': {
        on: one('(030) 2312-5012'),
        gives: [
          {
            messageId: 'national',
            field: 'phone',
            text: /^Phone "\(030\) 2312-5012" .* for Germany begins with \+49\./,
          },
        ],
      },
      'country by a habit': {
        on: contact({ phone: null, mobilePhone: '07700 900123', country: 'UK' }),
        gives: [{ messageId: 'national', field: 'mobilePhone', text: /^Mobile phone .* United Kingdom .* \+44\./ }],
      },
      'country in its own language': {
        on: one('020 7946 0123', 'Deutschland'),
        gives: [{ messageId: 'national', field: 'phone', text: /Germany/ }],
      },
      'national, country empty': { on: one('030 23125012', null), gives: [{ messageId: 'format', field: 'phone' }] },
      'national, country not synced': {
        on: one('030 23125012', undefined),
        gives: [{ messageId: 'format', field: 'phone' }],
      },
      'country without numbers': {
        on: one('030 23125012', 'Antarctica'),
        gives: [{ messageId: 'format', field: 'phone' }],
      },
      'outer blanks': { on: one(' +493023125012'), gives: [{ messageId: 'format', field: 'phone' }] },
      'international with blanks': { on: one('+49 30 23125012'), gives: [{ messageId: 'format', field: 'phone' }] },
      'two zeros for a plus': { on: one('00493023125012'), gives: [{ messageId: 'national', field: 'phone' }] },
      'a digit short': {
        on: one('+1416967012'),
        gives: [{ messageId: 'impossible', field: 'phone', text: /"\+1416967012"/ }],
      },
      'no such country code': { on: one('+999123456789'), gives: [{ messageId: 'impossible', field: 'phone' }] },
      'both numbers': {
        on: contact({ phone: '030 1', mobilePhone: `+4915${'2'.repeat(14)}` }),
        gives: [
          { messageId: 'national', field: 'phone' },
          { messageId: 'format', field: 'mobilePhone' },
        ],
      },
      'one wrong, one not synced': {
        on: contact({ phone: '12', mobilePhone: undefined }),
        gives: [{ messageId: 'national', field: 'phone' }],
      },
    },
    silent: {
      'no phone': contact({ phone: null, mobilePhone: null }),
      'placeholders only': contact({ phone: 'n/a', mobilePhone: '+4912345678' }),
    },
    unknown: { 'one number right, one not synced': contact({ mobilePhone: undefined }) },
  },
);
