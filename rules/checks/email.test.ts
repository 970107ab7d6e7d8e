import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'tldts';
import validator from 'validator';
import { addressOf, emailProblem, untagged } from './email.ts';

/** The meaning of the check without any short cut. */
function plainProblem(email: string): 'syntax' | 'length' | 'tld' | null {
  const text = email.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 0 || at === text.length - 1) return 'syntax';
  if (at > 64 || text.length > 254) return 'length';
  if (!validator.isEmail(text)) return 'syntax';
  return parse(text.slice(at + 1)).isIcann ? null : 'tld';
}

const part = fc.string({ unit: fc.constantFrom(...'aZ9._-+"@ ,é中'), maxLength: 12 });
const long = fc.integer({ min: 60, max: 68 }).map((length) => 'a'.repeat(length));
const domain = fc.oneof(
  fc.constantFrom('kettler.de', 'mail.kettler.co.uk', 'kettler.con', 'müller.de', 'localhost', '-a.de', '', 'a..de'),
  part.map((text) => `${text}.de`),
);

test('the short cuts find what validator and the suffix list find', () => {
  fc.assert(
    fc.property(fc.oneof({ arbitrary: part, weight: 9 }, { arbitrary: long, weight: 1 }), domain, (local, host) => {
      const email = `${local}@${host}`;
      expect([email, emailProblem(addressOf(email))]).toEqual([email, plainProblem(email)]);
    }),
    { numRuns: 2000, seed: 20240411 },
  );
});

test('the last address is kept, and never mixed up with the next', () => {
  const [a, b] = ['nora@kettler.de', 'TEST@kettler.de'];
  expect([addressOf(a), addressOf(b), addressOf(a)]).toEqual([
    { text: a, local: 'nora', domain: 'kettler.de', isPlaceholder: false },
    { text: 'test@kettler.de', local: 'test', domain: 'kettler.de', isPlaceholder: true },
    { text: a, local: 'nora', domain: 'kettler.de', isPlaceholder: false },
  ]);
});

test('a tag is what follows the first plus', () => {
  expect(['nora', 'nora+a+b', '+a'].map(untagged)).toEqual(['nora', 'nora', '']);
});
