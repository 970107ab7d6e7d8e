import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseNumber, parseTime } from '../../src/model/parse-field.ts';

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z)?$/;

/** The common forms by expression and Date alone. */
function slowTime(text: string): number | null {
  const match = iso.exec(text);
  if (!match || match[1] === '0000') return null;
  const [second, rest] = [match[6] ?? '00', (match[7] ?? '').padEnd(3, '0').slice(0, 3)];
  const ms = Date.parse(
    `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}:${second}.${rest}Z`,
  );
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text.slice(0, 10) ? null : ms;
}

const two = (max: number): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
const anyText = fc
  .tuple(
    fc.integer({ min: 0, max: 9999 }),
    two(14),
    two(33),
    two(23),
    two(59),
    two(59),
    fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 9 }),
    fc.boolean(),
  )
  .map(([year, month, day, hour, minute, second, rest, isDay]) => {
    const date = `${String(year).padStart(4, '0')}-${month}-${day}`;
    return isDay ? date : `${date}T${hour}:${minute}:${second}${rest === '' ? '' : `.${rest}`}Z`;
  });

test('a time is read as an expression and Date read it', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(parseTime(text)?.ms ?? null).toBe(slowTime(text));
    }),
    { numRuns: 5000 },
  );
});

test('one letter changed is read the same or not at all', () => {
  const changed = fc
    .tuple(anyText, fc.nat(40), fc.constantFrom(...'x :.-TZ09'))
    .map(([text, at, letter]) => text.slice(0, at) + letter + text.slice(at + 1));
  fc.assert(
    fc.property(changed, (text) => {
      if (iso.test(text)) expect(parseTime(text)?.ms ?? null).toBe(slowTime(text));
      else if (/[x]/.test(text)) expect(parseTime(text)).toBeNull();
    }),
    { numRuns: 3000 },
  );
});

test('a number is the one that Number reads', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 18 });
  const anyNumber = fc
    .tuple(fc.constantFrom('', '-', '+'), digits, fc.constantFrom('', '.', '..'), digits)
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(anyNumber, (text) => {
      const isNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text);
      expect(parseNumber(text)).toBe(isNumber ? Number(text) : null);
    }),
    { numRuns: 5000 },
  );
});
