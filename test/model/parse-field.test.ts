import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseField } from '../../src/model/parse-field.ts';
import type { FieldType } from '../../src/model/record.ts';

const instant = (iso: string) => ({ ms: Date.parse(iso), precision: 'instant' });
const day = (iso: string) => ({ ms: Date.parse(iso), precision: 'day' });

test.each<[FieldType, unknown, unknown]>([
  ['time', '2024-03-01', day('2024-03-01')],
  ['time', '2024-03-01T10:00:00.123Z', instant('2024-03-01T10:00:00.123Z')],
  ['time', '2024-03-01T10:00:00Z', instant('2024-03-01T10:00:00Z')],
  ['time', '2024-03-01T10:00:00.000+0000', instant('2024-03-01T10:00:00Z')],
  ['time', '2024-03-01T10:00:00+02:00', instant('2024-03-01T08:00:00Z')],
  ['time', '1742214467116', { ms: 1_742_214_467_116, precision: 'instant' }],
  ['time', '0099-01-01', day('0099-01-01')],
  ['number', ' 1500.5 ', 1500.5],
  ['number', '-3', -3],
  ['number', '1e3', 1000],
  ['boolean', 'TRUE', true],
  ['boolean', 'false', false],
  ['list', 'a; b;;', ['a', 'b']],
  ['text', '  padded ', '  padded '],
])('%s %j is read', (type, raw, value) => {
  expect(parseField(type, raw)).toEqual({ is: 'value', value, raw });
});

test.each<[FieldType, unknown]>([
  ['time', '2024-02-30'],
  ['time', '2024-13-01'],
  ['time', '31/01/2024'],
  ['time', '2024-01-01T25:00:00Z'],
  ['time', '2024-01-01T25:00:00.000Z'],
  ['time', '2024-01-01T10:00:0x.000Z'],
  ['time', '2024-02-30T10:00:00.000+0000'],
  ['time', 'tomorrow'],
  ['number', '1,500'],
  ['number', '12a'],
  ['number', 'Infinity'],
  ['number', '0x10'],
  ['boolean', 'yes'],
  ['text', { nested: true }],
])('%s %j is invalid and keeps its raw value', (type, raw) => {
  expect(parseField(type, raw)).toEqual({ is: 'invalid', raw });
});

test.each([null, undefined, '', '   ', '\t\n'])('%j is empty for every type', (raw) => {
  for (const type of ['text', 'number', 'time', 'boolean', 'list'] as const)
    expect(parseField(type, raw)).toEqual({ is: 'empty' });
});

test('any text is one of value, empty and invalid, and a value keeps its raw text', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<FieldType>('text', 'number', 'time', 'boolean', 'list'),
      fc.string({ unit: 'binary' }),
      (type, raw) => {
        const field = parseField(type, raw);
        if (field.is === 'value' || field.is === 'invalid') expect(field.raw).toBe(raw);
        else expect(raw.trim()).toBe('');
      },
    ),
  );
});

test('the usual spellings of a time are read as the unusual ones are', () => {
  const times = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(times, (at) => {
      const iso = at.toISOString();
      const read = parseField('time', iso.replace('Z', '+00:00'));
      expect(read).toMatchObject({ value: { ms: at.getTime(), precision: 'instant' } });
      for (const zone of ['Z', '+0000'])
        expect(parseField('time', iso.replace('Z', zone))).toEqual({ ...read, raw: iso.replace('Z', zone) });
      const date = iso.slice(0, 10);
      expect(parseField('time', date)).toMatchObject({ value: { ms: Date.parse(date), precision: 'day' } });
    }),
  );
});
