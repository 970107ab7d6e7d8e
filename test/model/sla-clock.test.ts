import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from '../../src/model/calendar.ts';
import { deadlineOf } from '../../src/model/deadline.ts';
import { parseDuration } from '../../src/model/duration.ts';
import { readClock } from '../../src/model/sla-clock.ts';
import { createWorkingTime } from '../../src/model/working-time.ts';

const calendar = createCalendar('Europe/Berlin');
const easterMonday = calendar.day(Date.parse('2024-04-01T10:00:00Z'));
const working = createWorkingTime({
  calendar,
  weekdays: [1, 2, 3, 4, 5],
  openMinute: 9 * 60,
  closeMinute: 17 * 60 + 30,
  isHoliday: (day) => day === easterMonday,
});

function deadline(start: string, within: string) {
  const precision = start.length === 10 ? 'day' : 'instant';
  const { atRiskAt, overAt } = deadlineOf(
    { ms: Date.parse(start), precision },
    parseDuration(within)!,
    calendar,
    working,
  );
  return [new Date(atRiskAt).toISOString(), new Date(overAt - 1).toISOString()];
}

// Berlin: UTC+1, from Sunday 2024-03-31 on UTC+2.
test.each([
  ['by the clock', '2024-04-11T10:00:00Z', '1 hour', '2024-04-11T10:45:00.000Z', '2024-04-11T11:00:00.000Z'],
  ['in hours', '2024-04-11T10:00:00Z', '1 business hour', '2024-04-11T10:45:00.000Z', '2024-04-11T11:00:00.000Z'],
  ['over the night', '2024-04-10T15:10:00Z', '1 business hour', '2024-04-11T07:25:00.000Z', '2024-04-11T07:40:00.000Z'],
  ['before hours', '2024-04-11T04:00:00Z', '1 business hour', '2024-04-11T07:45:00.000Z', '2024-04-11T08:00:00.000Z'],
  [
    'over Easter and the change of clocks',
    '2024-03-29T16:00:00Z',
    '1 business hour',
    '2024-04-02T07:15:00.000Z',
    '2024-04-02T07:30:00.000Z',
  ],
  [
    'at the week-end',
    '2024-04-13T12:00:00Z',
    '30 business minutes',
    '2024-04-15T07:22:30.000Z',
    '2024-04-15T07:30:00.000Z',
  ],
  ['working days', '2024-04-11T10:00:00Z', '2 business days', '2024-04-14T22:00:00.000Z', '2024-04-15T21:59:59.999Z'],
  [
    'working days from a Saturday',
    '2024-04-13T10:00:00Z',
    '2 business days',
    '2024-04-16T22:00:00.000Z',
    '2024-04-17T21:59:59.999Z',
  ],
  [
    'working days from an evening',
    '2024-04-11T20:00:00Z',
    '1 business day',
    '2024-04-14T22:00:00.000Z',
    '2024-04-15T21:59:59.999Z',
  ],
  ['days', '2024-04-11T10:00:00Z', '4 days', '2024-04-13T22:00:00.000Z', '2024-04-15T21:59:59.999Z'],
  ['days from a date', '2024-04-11', '1 day', '2024-04-11T22:00:00.000Z', '2024-04-12T21:59:59.999Z'],
  ['a month', '2024-01-31', '1 month', '2024-02-21T23:00:00.000Z', '2024-02-29T22:59:59.999Z'],
])('%s', (_, start, within, atRisk, last) => {
  expect(deadline(start, within)).toEqual([atRisk, last]);
});

const start = Date.parse('2024-04-11T10:00:00Z');
const minutes = (count: number): number => start + count * 60_000;
const hour = deadlineOf({ ms: start, precision: 'instant' }, parseDuration('1 hour')!, calendar, working);

test.each([
  ['just begun', [], 0, 'pending', null, 45],
  ['nearly used', [], 45, 'at risk', null, null],
  ['at the limit', [], 60, 'at risk', null, null],
  ['over', [], 61, 'breached', null, null],
  ['met', [50, 70], 90, 'met', 50, null],
  ['met at the limit', [60], 90, 'met', 60, null],
  ['too late', [61], 90, 'breached', 61, null],
  ['a touch before the start', [-10], 30, 'pending', null, 45],
  ['a meeting is booked', [20], 10, 'pending', null, 20],
  ['a late meeting is booked', [100], 70, 'breached', null, 100],
] as const)('%s', (_, touches, now, state, met, changes) => {
  const clock = readClock(start, hour, touches.map(minutes), minutes(now));
  expect(clock).toMatchObject({ state, metAt: met === null ? null : minutes(met) });
  if (changes !== null) expect(clock.changesAt).toBe(minutes(changes));
});

test('a clock stays as it is until it says that it changes, and changes then', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -30, max: 200 }), { maxLength: 4 }),
      fc.integer({ min: 0, max: 150 }),
      (touches, now) => {
        const read = (ms: number) => {
          const { state, metAt } = readClock(start, hour, touches.map(minutes), ms);
          return JSON.stringify([state, metAt]);
        };
        const { changesAt } = readClock(start, hour, touches.map(minutes), minutes(now));
        const present = read(minutes(now));
        if (changesAt === null) expect(read(minutes(10_000))).toBe(present);
        else expect([read(changesAt - 1) === present, read(changesAt) === present]).toEqual([true, false]);
      },
    ),
  );
});
