import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, createCalendar, dayText } from '../../src/model/calendar.ts';

const at = (iso: string): number => Date.parse(iso);

test.each([
  ['UTC', '2024-02-29T23:59:59.999Z', '2024-02-29'],
  ['America/Los_Angeles', '2024-03-01T07:59:59Z', '2024-02-29'],
  ['America/Los_Angeles', '2024-03-01T08:00:00Z', '2024-03-01'],
  ['Europe/Berlin', '2024-03-30T23:00:00Z', '2024-03-31'],
  ['Asia/Kathmandu', '2024-01-01T18:14:59Z', '2024-01-01'],
  ['Asia/Kathmandu', '2024-01-01T18:15:00Z', '2024-01-02'],
  ['Pacific/Apia', '2011-12-30T09:59:00Z', '2011-12-29'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
  ['UTC', '1960-01-01T00:00:00Z', '1960-01-01'],
])('in %s the instant %s is on %s', (zone, iso, date) => {
  expect(dayText(createCalendar(zone).day(at(iso)))).toBe(date);
});

test('a date without a time is that date in every zone', () => {
  const time = { ms: at('2024-03-01T00:00:00Z'), precision: 'day' } as const;
  for (const zone of ['Pacific/Honolulu', 'UTC', 'Pacific/Kiritimati'])
    expect(dayText(createCalendar(zone).day(time))).toBe('2024-03-01');
});

test('a day begins at its first instant, also where clocks change', () => {
  for (const zone of [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'America/Sao_Paulo',
    'Asia/Beirut',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  ]) {
    const calendar = createCalendar(zone);
    fc.assert(
      fc.property(fc.integer({ min: 14_000, max: 22_000 }), (day) => {
        const start = calendar.startOf(day);
        expect(calendar.day(start)).toBe(day);
        expect(calendar.day(start - 1)).toBeLessThan(day);
      }),
      { numRuns: 300 },
    );
  }
});

test.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-12-15', 2, '2024-02-15'],
  ['2024-03-31', -1, '2024-02-29'],
])('%s and %d months is %s', (from, months, to) => {
  expect(dayText(addMonths(at(from) / 86_400_000, months))).toBe(to);
});
