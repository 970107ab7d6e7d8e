import { expect, test } from '@jest/globals';
import { compileNumbers, type NumberSample, numberSamples } from './numbers.ts';

const cases: readonly (readonly [NumberSample, string, number | null])[] = [
  ['1,234.56', '1,234.56', 1234.56],
  ['1,234.56', '1234.5', 1234.5],
  ['1,234.56', '$1,234,567', 1_234_567],
  ['1,234.56', '-$1,234.56', -1234.56],
  ['1,234.56', 'USD 12,000.00', 12_000],
  ['1,234.56', '1,23', null],
  ['1,234.56', '1.234,56', null],
  ['1,234.56', '12a', null],
  ['1,234.56', '--5', null],
  ['1,234.56', '-', null],
  ['1.234,56', '1.234,56', 1234.56],
  ['1.234,56', '1.234', 1234],
  ['1.234,56', '1.234,56 €', 1234.56],
  ['1.234,56', '1.23', null],
  ['1 234,56', '1\u202f234,56', 1234.56],
  ['1 234,56', '1 234 567', 1_234_567],
  ["1'234.56", '1’234.50', 1234.5],
  ['1234,56', '0,5', 0.5],
  ['1234.56', '1,234', null],
  ['1234.56', '\u22125', -5],
];

test.each(cases)('written like %s, "%s" is %s', (sample, text, expected) => {
  expect(compileNumbers(sample)(text)).toBe(expected);
});

test.each(numberSamples)('%s reads its own sample', (sample) => {
  expect(compileNumbers(sample)(sample)).toBe(1234.56);
});
