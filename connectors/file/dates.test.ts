import { expect, test } from '@jest/globals';
import { compileDates, dateProblem } from './dates.ts';
import { createLocalTime } from './local-time.ts';

const toBerlin = createLocalTime('Europe/Berlin');

const good: readonly (readonly [string, string, string])[] = [
  ['M/D/YYYY', '3/1/2024', '2024-03-01'],
  ['M/D/YYYY', '12/31/2024', '2024-12-31'],
  ['MM/DD/YYYY', '03/01/2024', '2024-03-01'],
  ['D.M.YYYY', '1.3.2024', '2024-03-01'],
  ['DD.MM.YYYY', ' 01.03.2024 ', '2024-03-01'],
  ['YYYY-MM-DD', '2024-02-29', '2024-02-29'],
  ['M/D/YY', '3/1/24', '2024-03-01'],
  ['M/D/YY', '3/1/70', '1970-03-01'],
  ['ISO', '2024-03-01', '2024-03-01'],
  ['DD/MM/YYYY HH:mm', '01/03/2024 10:15', '2024-03-01T09:15:00.000Z'],
  ['DD.MM.YYYY HH:mm:ss', '01.07.2024 10:15:30', '2024-07-01T08:15:30.000Z'],
  ['M/D/YYYY, h:mm A', '3/1/2024, 12:15 AM', '2024-02-29T23:15:00.000Z'],
  ['M/D/YYYY h:mm A', '3/1/2024 1:15\u202fp.m.', '2024-03-01T12:15:00.000Z'],
  ['YYYY-MM-DDTHH:mm', '2024-03-01T10:15', '2024-03-01T09:15:00.000Z'],
  ['ISO', '2024-03-01 10:15', '2024-03-01T09:15:00.000Z'],
  ['ISO', '2024-03-01T10:15:00Z', '2024-03-01T10:15:00.000Z'],
  ['ISO', '2024-03-01T10:15:00+05:30', '2024-03-01T04:45:00.000Z'],
];

test.each(good)('%s reads "%s"', (pattern, text, expected) => {
  expect(dateProblem(pattern)).toBeNull();
  const time = compileDates([pattern], toBerlin)(text);
  const iso = time && new Date(time.ms).toISOString();
  expect(time?.precision === 'day' ? iso?.slice(0, 10) : iso).toBe(expected);
});

test.each([
  ['M/D/YYYY', '13/1/2024'],
  ['M/D/YYYY', '2/30/2024'],
  ['M/D/YYYY', '2024-03-01'],
  ['M/D/YYYY', '3/1/2024 10:00'],
  ['M/D/YYYY', '3/1/24'],
  ['M/D/YYYY', '0/1/2024'],
  ['D.M.YYYY', '1x3x2024'],
  ['YYYY-MM-DD HH:mm', '2024-03-01 24:00'],
  ['YYYY-MM-DD HH:mm', '2024-03-01 10:60'],
  ['M/D/YYYY h:mm A', '3/1/2024 13:00 PM'],
  ['ISO', '3/1/2024'],
  ['ISO', 'soon'],
])('%s does not read "%s"', (pattern, text) => {
  expect(compileDates([pattern], toBerlin)(text)).toBeNull();
});

test('several patterns: the first that fits counts', () => {
  const read = compileDates(['M/D/YYYY', 'ISO'], toBerlin);
  expect([read('3/4/2024')?.ms, read('2024-03-04')?.ms]).toEqual([Date.UTC(2024, 2, 4), Date.UTC(2024, 2, 4)]);
});

test.each([
  ['dd.mm.yyyy', /did you mean DD\.MM\.YYYY\?/],
  ['m/d/yyyy', /did you mean M\/D\/YYYY\?/],
  ['DD-MMM-YYYY', /names of months cannot be read/],
  ['M/YYYY', /is no way of writing dates/],
  ['M/D/YYYY hh:mm', /h goes with A/],
  ['M/D/YYYY HH', /needs hours and minutes/],
  ['american', /is no way of writing dates/],
  ['', /is no way of writing dates/],
])('the pattern "%s" is refused with a reason', (pattern, reason) => {
  expect(dateProblem(pattern)).toMatch(reason);
});

test.each([
  ['winter', '2024-01-15T12:00', '2024-01-15T11:00'],
  ['summer', '2024-07-15T12:00', '2024-07-15T10:00'],
  ['before the spring change', '2024-03-31T01:59', '2024-03-31T00:59'],
  ['in the hour that spring leaves out', '2024-03-31T02:30', '2024-03-31T01:30'],
  ['after the spring change', '2024-03-31T03:00', '2024-03-31T01:00'],
  ['in the hour that autumn repeats: the first', '2024-10-27T02:30', '2024-10-27T00:30'],
  ['after the autumn change', '2024-10-27T03:00', '2024-10-27T02:00'],
])('local time in Berlin, %s', (_, local, utc) => {
  expect(new Date(toBerlin(Date.parse(`${local}Z`))).toISOString().slice(0, 16)).toBe(utc);
});

test('local time in zones with odd offsets and in UTC', () => {
  const at = Date.UTC(2024, 0, 1, 12);
  expect(createLocalTime('Asia/Kathmandu')(at)).toBe(at - 5.75 * 3_600_000);
  expect(createLocalTime('America/New_York')(at)).toBe(at + 5 * 3_600_000);
  expect(createLocalTime('UTC')(at)).toBe(at);
});
