import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { compilePattern } from '../../src/engine/compile/pattern.ts';

const patterns = [
  '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
  '^\\+[1-9]\\d{6,14}$',
  '(a+)+$',
  'a*',
  '^$',
  '$',
  'ab|^x',
  'b$',
  '\\bfoo',
  '(?m)^a',
  '(?i)K',
  '[k-s]',
  '(a?){20}a{20}',
  '^a*$|b',
  '.',
  '^.{2}$',
  'é',
  '[^a]',
];

test('a table says what RE2 says', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab@.-_ xyzKk\nfo1+9é\u212aß') });
  fc.assert(
    fc.property(fc.constantFrom(...patterns), fc.boolean(), text, (pattern, ignoresCase, value) => {
      const expected = RE2JS.compile(pattern, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0).test(value.trim());
      expect(compilePattern(pattern, ignoresCase)(value)).toBe(expected);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  '(a+)+$',
  '^(a|aa)+$',
  '(.*)(.*)(.*)(.*)(.*)[^a]$',
  '(x+x+)+y',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '\\b(a*)*\\b$',
  '([a-z]*)*é',
])('/%s/ costs little on 100,000 characters', (pattern) => {
  const run = compilePattern(pattern, false);
  run('warm');
  for (const text of [`${'a'.repeat(100_000)}!`, 'x'.repeat(100_000)]) {
    const before = process.cpuUsage();
    run(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(50);
  }
});
