import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holidaysOf } from '../../src/engine/holidays.ts';
import { createCalendar } from '../../src/model/calendar.ts';
import { createWorkingTime } from '../../src/model/working-time.ts';

const calendar = createCalendar('Europe/Berlin');
const dayOf = (text: string): number => Date.parse(text) / 86_400_000;
const berlin = createWorkingTime({
  calendar,
  weekdays: [1, 2, 3, 4, 5],
  openMinute: 9 * 60,
  closeMinute: 17 * 60 + 30,
  isHoliday: holidaysOf(['DE-BE'], [dayOf('2026-05-15')]),
});

test.each([
  ['within a day', '2026-03-10T09:00:00+01:00', 60, '2026-03-10T10:00:00+01:00'],
  ['over the night', '2026-03-10T17:00:00+01:00', 60, '2026-03-11T09:30:00+01:00'],
  ['from before the opening', '2026-03-10T03:00:00+01:00', 60, '2026-03-10T10:00:00+01:00'],
  ['from after the closing', '2026-03-10T22:00:00+01:00', 60, '2026-03-11T10:00:00+01:00'],
  ['over a weekend and the change of clocks', '2026-03-27T17:00:00+01:00', 60, '2026-03-30T09:30:00+02:00'],
  ['from a Saturday', '2026-03-28T12:00:00+01:00', 30, '2026-03-30T09:30:00+02:00'],
  ['over Good Friday and Easter Monday', '2026-04-02T17:00:00+02:00', 60, '2026-04-07T09:30:00+02:00'],
  ['over Ascension Day and a day off', '2026-05-13T17:30:00+02:00', 1, '2026-05-18T09:01:00+02:00'],
  ['a whole day', '2026-03-10T12:00:00+01:00', 510, '2026-03-11T12:00:00+01:00'],
  ['backwards over a weekend', '2026-03-09T09:30:00+01:00', -60, '2026-03-06T17:00:00+01:00'],
])('%s', (_, from, minutes, to) => {
  expect(new Date(berlin.addMinutes(Date.parse(from), minutes)).toISOString()).toBe(new Date(to).toISOString());
});

test.each([
  ['2026-03-27', 1, '2026-03-30'],
  ['2026-04-02', 1, '2026-04-07'],
  ['2026-04-07', -1, '2026-04-02'],
  ['2026-03-28', 2, '2026-03-31'],
  ['2026-03-30', 0, '2026-03-30'],
])('%s and %d working days is %s', (from, count, to) => {
  expect(berlin.addDays(dayOf(from), count)).toBe(dayOf(to));
});

test('working minutes forth and back again end where they began, within hours', () => {
  const within = fc.tuple(
    fc.integer({ min: 20_000, max: 21_000 }),
    fc.integer({ min: 541, max: 1049 }),
    fc.integer({ min: 0, max: 3000 }),
  );
  fc.assert(
    fc.property(within, ([day, minute, count]) => {
      if (!berlin.isWorkingDay(day)) return;
      const from = calendar.atMinute(day, minute);
      const to = berlin.addMinutes(from, count);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(berlin.addMinutes(berlin.addMinutes(from, count + 1), -(count + 1))).toBe(from);
    }),
  );
});
