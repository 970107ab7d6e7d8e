import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseField } from '../../src/model/parse-field.ts';
import { type Field, unknownField } from '../../src/model/record.ts';
import { packFields, unpackFields } from '../../src/store/pack.ts';

const oddTexts = [
  '',
  ' ',
  'a\0b',
  '\ud800',
  'x\udc00y',
  '👩‍🚀',
  'null',
  '["?","x"]',
  '"',
  '\\',
  '\u2028',
  'e\u0301',
  'x'.repeat(65_536),
];

function roundTrip(field: Field): Field | undefined {
  return unpackFields(packFields({ field })).field;
}

test.each(oddTexts)('a text comes back as it was (%#)', (value) => {
  const field: Field = { is: 'value', value, raw: value };
  expect(roundTrip(field)).toStrictEqual(field);
});

test.each<[string, Field]>([
  ['empty', { is: 'empty' }],
  ['invalid text', { is: 'invalid', raw: 'next tuesday' }],
  ['invalid object', { is: 'invalid', raw: { street: 'Hauptstr. 1', lines: [1, null] } }],
  ['unknown', unknownField('the field may not be read')],
  ['number of a number', { is: 'value', value: 1.5, raw: 1.5 }],
  ['number of its own text', { is: 'value', value: 1500, raw: '1500' }],
  ['number of another text', { is: 'value', value: 1500, raw: '1500.00' }],
  [
    'visits',
    parseField('visits', 'mql 2026-01-01T08:00:00.000Z..2026-01-02T08:00:00.000Z;s%3Bq ~2026-01-02T08:00:00.000Z..'),
  ],
  ['visits as a person writes them', parseField('visits', 'mql 2026-01-01..')],
  ['minus zero', { is: 'value', value: -0, raw: '-0' }],
  ['boolean of a text', { is: 'value', value: true, raw: 'TRUE' }],
  ['boolean', { is: 'value', value: false, raw: false }],
  ['day', { is: 'value', value: { ms: 1_709_251_200_000, precision: 'day' }, raw: '2024-03-01' }],
  [
    'instant of digits',
    { is: 'value', value: { ms: 1_709_251_200_000, precision: 'instant' }, raw: 1_709_251_200_000 },
  ],
  ['list', { is: 'value', value: ['a', 'b'], raw: 'a;b' }],
  ['empty list', { is: 'value', value: [], raw: ';' }],
  ['text of a number', { is: 'value', value: '42', raw: 42 }],
])('%s comes back as it was', (_name, field) => {
  expect(roundTrip(field)).toStrictEqual(field);
});

test('the order of names does not matter, every difference does', () => {
  const email: Field = { is: 'value', value: 'a', raw: 'a' };
  expect(packFields({ phone: { is: 'empty' }, email })).toBe(packFields({ email, phone: { is: 'empty' } }));
  const different: Record<string, Field>[] = [
    {},
    { a: { is: 'empty' } },
    { b: { is: 'empty' } },
    { a: unknownField('') },
    { a: unknownField('x') },
    { a: { is: 'invalid', raw: 'x' } },
    { a: { is: 'invalid', raw: null } },
    { a: { is: 'value', value: 'x', raw: 'x' } },
    { a: { is: 'value', value: '1', raw: '1' } },
    { a: { is: 'value', value: 1, raw: 1 } },
    { a: { is: 'value', value: 1, raw: '1' } },
    { a: { is: 'value', value: 1, raw: '1.0' } },
    { a: { is: 'value', value: -0, raw: '-0' } },
    { a: { is: 'value', value: ['x'], raw: 'x' } },
    { a: { is: 'value', value: { ms: 1, precision: 'day' }, raw: 'x' } },
    { a: { is: 'value', value: { ms: 1, precision: 'instant' }, raw: 'x' } },
  ];
  expect(new Set(different.map(packFields)).size).toBe(different.length);
});

test('whatever the parser of fields makes of a raw value comes back as it was', () => {
  const type = fc.constantFrom('text', 'number', 'time', 'boolean', 'list');
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((value) => `${value}\ud83d`),
    fc.double().map(String),
    fc.integer().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom('true', 'False', 'a; b;', '-0', '1e3', '2024-02-30', '0x10'),
  );
  // A minus zero inside of a nested value is written by JSON as 0; what a CRM sends has passed through JSON already.
  const nested = fc.jsonValue({ noUnicodeString: false }).map((value): unknown => JSON.parse(JSON.stringify(value)));
  const raw = fc.oneof(anyText, fc.integer(), fc.boolean(), nested);
  const name = fc.string({ minLength: 1 }).filter((key) => key !== '__proto__');
  fc.assert(
    fc.property(fc.dictionary(name, fc.record({ type, raw }), { noNullPrototype: true }), (raws) => {
      const fields = Object.fromEntries(Object.entries(raws).map(([key, own]) => [key, parseField(own.type, own.raw)]));
      const packed = packFields(fields);
      expect(unpackFields(packed)).toEqual(fields);
      expect(packFields(unpackFields(packed))).toBe(packed);
    }),
    { numRuns: 500 },
  );
});

test('visits are kept without their text', () => {
  const text = 'mql 2026-01-01T08:00:00.000Z..2026-01-02T08:00:00.000Z';
  expect(packFields({ field: parseField('visits', text) })).toBe('{"field":["S",["mql",1767254400000,86400000]]}');
});
