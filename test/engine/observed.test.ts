import { expect, test } from '@jest/globals';
import { withObservations } from '../../src/engine/observed.ts';
import { createCalendar } from '../../src/model/calendar.ts';
import type { Observations } from '../../src/model/observation.ts';
import { parseField } from '../../src/model/parse-field.ts';
import { type CrmRecord, type Field, type TimeValue, unknownField } from '../../src/model/record.ts';

const at = (iso: string): number => Date.parse(iso);
const nothing: Observations = { moves: [], dateMoves: [], isImported: false };
const visits = (text: string): Field => parseField('visits', text);
const time = (text: string) => (parseField('time', text) as { value: TimeValue }).value;

function seen(fields: CrmRecord['fields'], part: Partial<Observations>, zone = 'UTC'): CrmRecord['fields'] {
  const ref = { source: 's', object: 'deal', id: '1' } as const;
  const record = { ref, updatedAt: new Date(0), url: '', fields, health: {}, scoredAt: '' };
  return withObservations(record, { ...nothing, ...part }, createCalendar(zone)).fields;
}

test('a record of which nothing was seen stays as it is', () => {
  const fields = { stageVisits: unknownField('not kept'), closeDatePushes: unknownField('not counted') };
  expect(seen(fields, {})).toBe(fields);
});

test('moves that were seen are the visits where the CRM keeps none, and fill in what it has forgotten', () => {
  const moves = [
    { at: at('2026-01-05'), from: 'a', to: 'b' },
    { at: at('2026-02-05'), from: 'b', to: 'c' },
    { at: at('2026-03-05'), from: 'c', to: 'b' },
  ];
  expect(seen({ stageVisits: unknownField('not kept') }, { moves }).stageVisits).toMatchObject({
    value: [{ stage: 'b' }, { stage: 'c' }, { stage: 'b', leftAt: null }],
  });
  const crm = visits('a 2026-01-01..2026-01-04;c 2026-02-04..2026-03-04;b 2026-03-04..');
  const merged = seen({ stageVisits: crm }, { moves }).stageVisits;
  expect(merged).toMatchObject({
    value: [
      { stage: 'a' },
      { stage: 'b', enteredAt: at('2026-01-05') },
      { stage: 'c' },
      { enteredAt: at('2026-03-04') },
    ],
  });
});

test('the beginning of an imported stay is marked, earlier stays are not', () => {
  const { stageVisits } = seen(
    { stageVisits: visits('a 2026-01-01..2026-01-04;b 2026-01-04..') },
    { isImported: true },
  );
  expect(stageVisits).toEqual(
    visits('a 2026-01-01T00:00:00.000Z..2026-01-04T00:00:00.000Z;b ~2026-01-04T00:00:00.000Z..'),
  );
});

test.each([
  ['to a later month', '2026-03-31', '2026-04-01', 1],
  ['within the month', '2026-03-01', '2026-03-31', null],
  ['over the year', '2026-12-31', '2027-01-01', 1],
  ['at midnight of the zone', '2026-03-31T21:59:00Z', '2026-03-31T22:00:00Z', 1],
])('a close date moved %s', (_, from, to, count) => {
  const part = { dateMoves: [{ at: 0, from: time(from), to: time(to) }] };
  const { closeDatePushes } = seen({ closeDatePushes: unknownField('not counted') }, part, 'Europe/Berlin');
  expect(closeDatePushes).toEqual(count === null ? unknownField('not counted') : { is: 'value', value: 1, raw: 1 });
  const counted = seen({ closeDatePushes: parseField('number', '4') }, part).closeDatePushes;
  expect(counted).toMatchObject({ value: 4 });
});
