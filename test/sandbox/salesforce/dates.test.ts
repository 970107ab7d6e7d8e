import { describe, expect, test } from '@jest/globals';
import { resolveRange, ZoneCalendar } from '../../../src/sandbox/salesforce/soql/date-ranges.ts';

/** Date literals as they are on Saturday, 21 November 2026: the first day, and the day after the last. */
const RANGES: readonly (readonly [string, string, string])[] = [
  ['TODAY', '2026-11-21', '2026-11-22'],
  ['LAST_N_DAYS:30', '2026-10-22', '2026-11-22'],
  ['NEXT_N_DAYS:2', '2026-11-22', '2026-11-24'],
  ['N_DAYS_AGO:21', '2026-10-31', '2026-11-01'],
  ['THIS_WEEK', '2026-11-15', '2026-11-22'],
  ['LAST_N_WEEKS:2', '2026-11-01', '2026-11-15'],
  ['LAST_MONTH', '2026-10-01', '2026-11-01'],
  ['NEXT_N_MONTHS:2', '2026-12-01', '2027-02-01'],
  ['THIS_QUARTER', '2026-10-01', '2027-01-01'],
  ['LAST_N_QUARTERS:4', '2025-10-01', '2026-10-01'],
  ['LAST_YEAR', '2025-01-01', '2026-01-01'],
  ['LAST_90_DAYS', '2026-08-23', '2026-11-22'],
];

test.each(RANGES)('%s', (literal, from, to) => {
  expect(resolveRange(literal, '2026-11-21')).toEqual({ from, to });
});

describe('days of a zone', () => {
  test.each([
    ['UTC', '2026-11-21', '2026-11-21T00:00:00.000Z'],
    ['Europe/Berlin', '2026-11-21', '2026-11-20T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['America/Los_Angeles', '2026-07-04', '2026-07-04T07:00:00.000Z'],
    ['Asia/Kolkata', '2026-01-01', '2025-12-31T18:30:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('%s %s begins at %s', (zone, day, moment) => {
    const calendar = new ZoneCalendar(zone);
    const start = calendar.startOf(day);
    expect(new Date(start).toISOString()).toBe(moment);
    expect([calendar.dayOf(start), calendar.dayOf(start - 1)]).not.toEqual([day, day]);
  });
});
