import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.ts';
import { isPlaceholder, placeholderWords } from './placeholder.ts';

const variants = (word: string): readonly string[] => [word, word.toUpperCase(), `  ${word}\t`, word.normalize('NFD')];

test('every word is found in any case, with blanks around it', () => {
  const missed = [...placeholderWords].flatMap(variants).filter((text) => !isPlaceholder(text));
  expect(missed).toEqual([]);
});

test.each(['Néant', 'okänd', 'Entfaellt', 'ＴＢＤ', 'テスト', '없음', 'НЕТ', 'k.A.', '不明', 'NA', 'N/A'])(
  '%s is a placeholder',
  (text) => {
    expect(isPlaceholder(text)).toBe(true);
  },
);

test.each(['', ' ', 'tests', 'Testarossa', 'not  provided', 'none.', 'Yokohama', '--', 'нет данных', 'なしの', 'a'])(
  '"%s" is none',
  (text) => {
    expect(isPlaceholder(text)).toBe(false);
  },
);

test('the short cut for ASCII finds what the fold finds', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'nNaA/.-?testTESTul íＡ'), maxLength: 6 });
  fc.assert(
    fc.property(fc.oneof(letters, fc.string({ maxLength: 20 }), fc.constantFrom(...placeholderWords)), (text) => {
      expect(isPlaceholder(text)).toBe(placeholderWords.has(fold(text)));
    }),
    { numRuns: 3000, seed: 20240411 },
  );
});
