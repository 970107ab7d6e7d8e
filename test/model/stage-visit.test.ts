import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  lastVisitTo,
  mergeVisits,
  parseVisits,
  type StageVisit,
  visitsOfMoves,
  visitsText,
} from '../../src/model/stage-visit.ts';

const at = (iso: string): number => Date.parse(iso);
const visit = (stage: string, from: string, to: string | null = null): StageVisit => ({
  stage,
  enteredAt: at(from),
  leftAt: to === null ? null : at(to),
});

const stamps = fc.integer({ min: 0, max: 4_000_000_000_000 });
const names = fc
  .string({ minLength: 1 })
  .map((name) => name.trim())
  .filter((name) => name !== '');
const visits = fc.array(fc.record({ stage: names, enteredAt: stamps, leftAt: fc.option(stamps) }), {
  minLength: 1,
  maxLength: 5,
});

test('visits read back as they were written, in order', () => {
  fc.assert(
    fc.property(visits, (some) => {
      const text = visitsText(some);
      const read = parseVisits(text);
      expect(read).toHaveLength(some.length);
      expect(visitsText(read!)).toBe(text);
      expect(read).toEqual(expect.arrayContaining(some));
    }),
  );
});

test.each(['', 'mql', 'mql 2024-03-01', 'mql yesterday..', 'mql 2024-03-01..later', 'mql 2024-03-01..;sql'])(
  '%j is unreadable',
  (text) => expect(parseVisits(text)).toBeNull(),
);

test('a visit written by hand has days', () => {
  expect(parseVisits('Closed - Not Converted 2024-03-01..2024-03-02; mql 2024-02-01..')).toEqual([
    visit('mql', '2024-02-01'),
    visit('Closed - Not Converted', '2024-03-01', '2024-03-02'),
  ]);
});

test('of several visits to a stage the latest that has begun counts', () => {
  const all = [visit('mql', '2024-01-01', '2024-02-01'), visit('mql', '2024-03-01'), visit('sql', '2024-02-01')];
  expect(lastVisitTo('mql', all, at('2024-03-05'))).toBe(all[1]);
  expect(lastVisitTo('mql', all, at('2024-02-05'))).toBe(all[0]);
  expect(lastVisitTo('customer', all, at('2024-03-05'))).toBeNull();
});

test('moves that were seen give visits, but for the first stage, whose beginning nobody saw', () => {
  const moves = [
    { at: at('2024-02-05'), from: 'mql', to: null },
    { at: at('2024-01-05'), from: 'lead', to: 'mql' },
    { at: at('2024-02-06'), from: null, to: 'sql' },
  ];
  expect(visitsOfMoves(moves)).toEqual([visit('mql', '2024-01-05', '2024-02-05'), visit('sql', '2024-02-06')]);
});

test('own visits are added where the CRM has forgotten them, never told twice', () => {
  const crm = [visit('mql', '2024-05-01')];
  const own = [
    visit('mql', '2024-01-05', '2024-02-05'),
    visit('sql', '2024-02-05', '2024-05-02'),
    visit('mql', '2024-05-02'),
  ];
  expect(mergeVisits(crm, own)).toEqual([own[0], own[1], crm[0]]);
  expect(mergeVisits(crm, [own[2]!])).toBe(crm);
  expect(mergeVisits([], own)).toEqual(own);
});
