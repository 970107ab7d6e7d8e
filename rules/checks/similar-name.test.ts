import { expect, test } from '@jest/globals';
import { isSimilarName, personName } from './similar-name.ts';

function nameOf(text: string) {
  const [first, last] = text.split('/') as [string, string];
  const field = (value: string) =>
    value === '' ? ({ is: 'empty' } as const) : ({ is: 'value', value, raw: value } as const);
  return personName({ fields: { firstName: field(first), lastName: field(last) } });
}

test.each([
  ['Nora/Berg', 'nora/BERG'],
  ['Nora/Berg', 'N./Berg'],
  ['Nora/Berg', '/Berg'],
  ['Nora/Berg', 'Berg/Nora'],
  ['Nora/Berg', 'Norah/Bergh'],
  ['Jérôme/Müller', 'Jerome/Muller'],
  ['Katharina/Lindqvist', 'Catharina/Lindquist'],
])('%s and %s may be one person', (a, b) => {
  expect(isSimilarName(nameOf(a)!, nameOf(b)!)).toBe(true);
  expect(isSimilarName(nameOf(b)!, nameOf(a)!)).toBe(true);
});

test.each([
  ['Nora/Berg', 'Jan/Berg'],
  ['Nora/Berg', 'Nora/Petersen'],
  ['Nora/Berg', '/Bergh'],
  ['Anna/Schmidt', 'Anna/Schulz'],
  ['Lachlan/Berry', 'Lachlan/Basri'],
])('%s and %s are two people', (a, b) => {
  expect(isSimilarName(nameOf(a)!, nameOf(b)!)).toBe(false);
  expect(isSimilarName(nameOf(b)!, nameOf(a)!)).toBe(false);
});

test('a last name that is missing or made up makes no name', () => {
  for (const text of ['Nora/', 'Nora/unknown', 'Test/Test']) expect([text, nameOf(text)]).toEqual([text, null]);
});
