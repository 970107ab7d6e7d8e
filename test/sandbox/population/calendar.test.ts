import { expect, test } from '@jest/globals';
import { addMonths, createCalendar, DAY_MS } from '../../../src/sandbox/core/population/calendar.ts';

const ZONES = [
  'UTC',
  'America/Los_Angeles',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Santiago',
];
const START = Date.UTC(2025, 0, 1);

test.each(ZONES)('the day of an instant is the one that Intl shows in %s', (timeZone) => {
  const calendar = createCalendar(timeZone);
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  for (let quarter = 0; quarter < 2 * 365 * 24 * 4; quarter += 1) {
    const instant = START + quarter * 900_000 - 1;
    const shown = Date.parse(format.format(instant)) / DAY_MS;
    if (calendar.dayOf(instant) !== shown)
      expect({ instant, day: calendar.dayOf(instant) }).toEqual({ instant, day: shown });
  }
  expect(calendar.dayOf(Date.UTC(2026, 5, 15, 12))).toBe(Date.UTC(2026, 5, 15) / DAY_MS);
});

test.each(ZONES)('a time of day leads to an instant of that day in %s', (timeZone) => {
  const calendar = createCalendar(timeZone);
  for (let day = START / DAY_MS; day < START / DAY_MS + 800; day += 1) {
    for (const hour of [1, 4, 12, 23]) expect(calendar.dayOf(calendar.instantAt(day, hour * 3_600_000))).toBe(day);
  }
});

test.each([
  ['2026-03-08T07:59:59.999Z', '2026-03-07'],
  ['2026-03-08T08:00:00.000Z', '2026-03-08'],
  ['2026-03-09T06:59:59.999Z', '2026-03-08'],
  ['2026-03-09T07:00:00.000Z', '2026-03-09'],
  ['2026-11-01T07:00:00.000Z', '2026-11-01'],
  ['2026-11-02T07:59:59.999Z', '2026-11-01'],
  ['2026-11-02T08:00:00.000Z', '2026-11-02'],
])('in Los Angeles %s is on %s, through both changes of the clocks', (instant, day) => {
  const calendar = createCalendar('America/Los_Angeles');
  expect(new Date(calendar.dayOf(Date.parse(instant)) * DAY_MS).toISOString().slice(0, 10)).toBe(day);
});

test.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2025-02-28', 12, '2026-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-12-15', 12, '2027-12-15'],
  ['2025-02-28', -12, '2024-02-28'],
])('%s and %i months make %s', (from, months, to) => {
  expect(new Date(addMonths(Date.parse(from) / DAY_MS, months) * DAY_MS).toISOString().slice(0, 10)).toBe(to);
});
