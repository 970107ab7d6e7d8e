import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { emailInvalid } from './email-invalid.ts';

const bad = (email: string, messageId: string, text = /./) => ({
  on: contact({ email }),
  gives: [{ messageId, field: 'email', text }],
});

testRule(
  test,
  emailInvalid,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'a plain address': contact(),
      'capitals and outer blanks': contact({ email: ' Nora.Berg@Kettler-Maschinen.DE ' }),
      'a quoted local part': contact({ email: '"nora berg"@kettler.de' }),
      'a rare but real ending': lead({ email: 'nora@kettler.museum' }),
      'a domain in punycode': contact({ email: 'nora@xn--mller-kva.de' }),
      'a Cyrillic domain': contact({ email: 'nora@пример.рф' }),
      '64 characters before the at': contact({ email: `${'a'.repeat(64)}@kettler.de` }),
    },
    reports: {
      'no at': bad('nora.berg.kettler.de', 'syntax', /"nora\.berg\.kettler\.de" is not/),
      'no local part': bad('@kettler.de', 'syntax'),
      'two ats': bad('nora@berg@kettler.de', 'syntax'),
      'doubled dot': bad('nora..berg@kettler.de', 'syntax'),
      'final dot before the at': bad('nora.@kettler.de', 'syntax'),
      'blank inside': bad('nora berg@kettler.de', 'syntax'),
      'hyphen at the start of the domain': bad('nora@-kettler.de', 'syntax'),
      'domain without ending': bad('nora@kettler', 'syntax'),
      'a display name': bad('Nora Berg <nora@kettler.de>', 'syntax'),
      'two addresses': bad('nora@kettler.de, jo@kettler.de', 'syntax'),
      '65 characters before the at': bad(`${'a'.repeat(65)}@kettler.de`, 'length', /"a{59}…"/),
      '255 characters in all': bad(`nora@${'a.'.repeat(123)}com1`, 'length'),
      'an ending that does not exist': bad('nora@kettler.con', 'tld', /ends in "\.con"/),
      'an internal domain': bad('nora@mail.corp', 'tld'),
    },
    silent: {
      'no email': contact({ email: null }),
      'a placeholder': contact({ email: 'n/a' }),
      'a reserved ending is a placeholder': contact({ email: 'nora@kettler.invalid' }),
    },
    unknown: { 'email not synced': contact({ email: undefined }) },
  },
);
