/** A value that breaks careless code, with a name for messages. */
export interface OddValue {
  readonly name: string;
  readonly text: string;
}

function odd(values: Readonly<Record<string, string>>): readonly OddValue[] {
  return Object.entries(values).map(([name, text]) => ({ name, text }));
}

/** Texts as people, imports and attackers leave them in a CRM, by kind. */
export const oddTexts: Readonly<Record<string, readonly OddValue[]>> = {
  'blanks and control characters': odd({
    'blanks around': '  Buyer  ',
    'a tab inside': 'Head\tof Purchasing',
    'a line feed inside': 'Head of\nPurchasing',
    'a carriage return and line feed': 'Head of\r\nPurchasing',
    'a carriage return alone': 'Head of\rPurchasing',
    'a NUL': 'Head\u0000of Purchasing',
    'other control characters': 'a\u0001\u0007\u0008\u000b\u000c\u001b[31m\u007fz',
    'a non-breaking space': 'Head\u00a0of Purchasing',
    'a zero-width space and joiner': 'Head\u200bof\u200dPurchasing',
    'a byte order mark inside': 'Head\ufeffof Purchasing',
    'line and paragraph separators': 'Head\u2028of\u2029Purchasing',
  }),
  'letters of the world': odd({
    umlauts: 'Jürgen Müßig-Østergård',
    'combining accents': 'Zoe\u0301 A\u030angstro\u0308m',
    'right to left': 'מנהל רכש',
    'right to left with an override': '\u202eresahcruP fo daeH\u202c',
    'Arabic with digits': 'مدير المشتريات ١٢٣',
    Chinese: '采购主管',
    Thai: 'หัวหน้าฝ่ายจัดซื้อ',
    'beyond the basic plane': '𝒫𝓊𝓇𝒸𝒽𝒶𝓈𝒾𝓃𝑔 𠜎𠜱',
    emoji: '👩‍💼 Buyer 🇪🇺 👍🏽',
    'many combining marks': `Z${'\u0335\u0321\u0316'.repeat(40)}o`,
    'a lone high surrogate': 'Buyer \ud83d end',
    'a lone low surrogate': 'Buyer \udc4d end',
    'characters that are none': 'a\ufffe\uffff\ufffdz',
    'dotless and long s': 'ıİſ',
  }),
  'quotes and separators': odd({
    'a double quote': 'The "Buyer"',
    'one double quote': '5" pipes',
    'a quote at the start': '"Buyer',
    'doubled quotes': '""Buyer""',
    'single quotes': "O'Brien's 'Buyer'",
    'an apostrophe at the start': "'Buyer",
    commas: 'Buyer, Purchasing, EMEA',
    semicolons: 'Buyer; Purchasing;;',
    'a pipe and a backslash': 'Buyer | C:\\temp\\new',
    'a whole CSV row': '1,"a ""b""",c\r\n2,d',
    'percent codes': 'Buyer %00 %0d%0a %2e%2e/',
  }),
  'texts that look like code': odd({
    'a formula': '=1+1',
    'a formula that runs a program': "=cmd|' /C calc'!A0",
    'a formula with plus': '+49 30 1234',
    'a formula with minus': '-1',
    'a formula with at': '@SUM(A1)',
    'a wide equals sign': '\uff1d1+1',
    'a JSON object': '{"id":"1","__proto__":{"admin":true}}',
    'a JSON list': '[null, true, 1e999]',
    'the word null': 'null',
    'the word undefined': 'undefined',
    'the word true': 'true',
    'a number as text': '0012',
    'an exponent': '1e5',
    'not a number': 'NaN',
    HTML: '<script>alert(1)</script>&amp;&lt;',
    XML: ']]><a xmlns="x">&x;</a>',
    SQL: "Robert'); DROP TABLE record;--",
    'a template': '{{id}} #{id} %s %n {0}',
    'a name of Object.prototype': '__proto__',
    'a path': '../../etc/passwd',
  }),
};

/** As much as a text field of the large CRMs holds, ends marked so that a cut is seen. */
export const longTexts: readonly OddValue[] = odd({
  '65,000 characters': `begin ${'x'.repeat(64_990)} end`,
  '20,000 characters of three bytes': `begin ${'购'.repeat(19_990)} end`,
  '10,000 lines': `begin\n${'a\n'.repeat(9_990)}end`,
});

/** What stands in number fields. */
export const oddNumbers: readonly OddValue[] = odd({
  plain: '1234.5',
  zero: '0',
  'zero with places': '0.00',
  negative: '-12.75',
  'a thousands separator': '1,234.56',
  'a German number': '1.234,56',
  'a Swiss number': "1'234.56",
  'blanks as separators': '1 234 567',
  'a currency': '€1200',
  'a percentage': '15%',
  'very large': '123456789012345678901234567890',
  'beyond all numbers': '1e400',
  'very small': '0.000000000001',
  'leading zeros': '000042',
  hexadecimal: '0x1f',
  infinity: 'Infinity',
  'not a number': 'NaN',
  words: 'tbd',
  'two numbers': '10-20',
  'Arabic digits': '١٢٣',
});

/** What stands in date fields. */
export const oddDates: readonly OddValue[] = odd({
  plain: '2026-02-28',
  'the first year': '0001-01-01',
  'the last year': '9999-12-31',
  'before the epoch': '1899-12-30',
  'a leap day': '2024-02-29',
  'no leap day': '2023-02-29',
  'a day that is none': '2024-02-30',
  'month 13': '2024-13-01',
  'month and day zero': '2024-00-00',
  'an American date': '3/4/2024',
  'a German date': '04.03.2024',
  'a spreadsheet serial': '45355',
  'a year alone': '2024',
  'a time with offset': '2024-03-04T23:30:00-11:00',
  words: 'next quarter',
});

/** Ids as imports and other systems make them, for a CRM that lets one choose. */
export const oddIds: readonly OddValue[] = odd({
  'very long': `id-${'9'.repeat(500)}`,
  'beyond exact numbers': '90071992547409931234',
  'another beyond exact numbers': '90071992547409931235',
  'leading zeros': '000501',
  'without leading zeros': '501',
  'with blanks inside': 'deal 501 a',
  'with a slash and a question mark': 'a/b?c=d&e#f',
  'with quotes and separators': 'a"b,c;d',
  'upper case': 'AbC',
  'lower case': 'aBc',
  'a name of Object.prototype': 'constructor',
  'letters of the world': 'ü-购-👍',
});
