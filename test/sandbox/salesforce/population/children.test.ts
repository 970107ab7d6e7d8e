import { expect, test } from '@jest/globals';
import { createPopulation } from '../../../../src/sandbox/salesforce/population/index.ts';
import type { ChildRow, ObjectName, Sizes } from '../../../../src/sandbox/salesforce/population/population.ts';
import { dayOfDate, instantOf } from './judge.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 34, 56, 789);
const SIZES: Sizes = { Lead: 600, Contact: 400, Account: 160, Opportunity: 300 };
const ZONES = ['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu'];

function create(timeZone: string) {
  return createPopulation({ seed: 6, sizes: SIZES, now: NOW, timeZone });
}

const each = (object: ObjectName) => Array.from({ length: SIZES[object] }, (_, index) => index);
const rowsOf = (rows: readonly ChildRow[], type: ChildRow['type']) =>
  rows.filter((row) => row.type === type).map(({ fields }) => fields);

function dayReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (instant) => dayOfDate(format.format(instant));
}

test('rows hang on their record by the field of its kind, and come oldest first, none from the future', () => {
  const population = create('Europe/Berlin');
  const parents: Readonly<Record<ObjectName, string>> = {
    Lead: 'WhoId',
    Contact: 'WhoId',
    Account: 'WhatId',
    Opportunity: 'WhatId',
  };
  for (const object of Object.keys(parents) as ObjectName[]) {
    for (const index of each(object)) {
      const rows = population.children(object, index);
      const created = rows.map(({ fields }) => instantOf(fields.CreatedDate));
      expect(created).toEqual(created.toSorted((one, other) => one - other));
      expect(created.filter((instant) => !(instant <= NOW))).toEqual([]);
      for (const { type, fields } of rows) {
        const link = type === 'Task' || type === 'Event' ? parents[object] : `${object}Id`;
        expect(fields[link]).toBe(population.idOf(object, index));
      }
    }
  }
});

test.each(ZONES)('LastActivityDate is the day of the last thing done, as the rows have it: %s', (timeZone) => {
  const population = create(timeZone);
  const dayOf = dayReader(timeZone);
  const today = dayOf(NOW);
  const kinds = { exact: 0, archived: 0, none: 0 };
  for (const object of Object.keys(SIZES) as ObjectName[]) {
    for (const index of each(object)) {
      const { LastActivityDate } = population.fields(object, index);
      const rows = population.children(object, index);
      const tasks = rowsOf(rows, 'Task').filter(({ IsClosed }) => IsClosed === true);
      const events = rowsOf(rows, 'Event').filter(({ StartDateTime }) => instantOf(StartDateTime) <= NOW);
      const days = [...tasks, ...events].map(({ ActivityDate }) => dayOfDate(ActivityDate));
      if (LastActivityDate === undefined) {
        expect(days).toEqual([]);
        kinds.none += 1;
        continue;
      }
      const last = dayOfDate(LastActivityDate);
      const shown = Math.max(...days);
      expect(last).toBeLessThanOrEqual(today);
      if (shown === last) kinds.exact += 1;
      else {
        expect(shown).toBeLessThan(last);
        expect(last).toBeLessThan(today - 360);
        kinds.archived += 1;
      }
    }
  }
  expect(kinds.exact).toBeGreaterThan(800);
  expect(kinds.archived).toBeGreaterThan(10);
  expect(kinds.none).toBeGreaterThan(50);
});

test.each(ZONES)('a Task is completed on its day or a little later, an Event is on its day: %s', (timeZone) => {
  const population = create(timeZone);
  const dayOf = dayReader(timeZone);
  const late = new Set<number>();
  for (const object of Object.keys(SIZES) as ObjectName[]) {
    for (const index of each(object)) {
      const rows = population.children(object, index);
      for (const task of rowsOf(rows, 'Task')) {
        expect(task.Status === 'Completed').toBe(task.IsClosed);
        if (task.IsClosed === false) expect(task.CompletedDateTime).toBeNull();
        if (task.CompletedDateTime === null) continue;
        late.add(dayOf(instantOf(task.CompletedDateTime)) - dayOfDate(task.ActivityDate));
      }
      for (const event of rowsOf(rows, 'Event')) {
        expect(dayOf(instantOf(event.StartDateTime))).toBe(dayOfDate(event.ActivityDate));
        expect(instantOf(event.EndDateTime)).toBeGreaterThan(instantOf(event.StartDateTime));
      }
    }
  }
  expect([...late].sort()).toEqual([0, 1, 2, 3]);
});

test('the history of an opportunity begins at its creation and ends in what it is', () => {
  const population = create('Europe/Berlin');
  const stages = new Map(population.stages.map((stage) => [stage.apiName, stage]));
  const seen = { neverMoved: 0, moved: 0, amountChangedLater: 0 };
  for (const index of each('Opportunity')) {
    const own = population.fields('Opportunity', index);
    const history = rowsOf(population.children('Opportunity', index), 'OpportunityHistory');
    const times = history.map(({ CreatedDate }) => instantOf(CreatedDate));
    const last = history.at(-1);
    expect(times[0]).toBe(population.createdAt('Opportunity', index));
    expect(new Set(times).size).toBe(times.length);
    expect(times.at(-1)).toBeLessThanOrEqual(population.modifiedAt('Opportunity', index));
    expect([last?.StageName, last?.Amount, last?.CloseDate, last?.Probability]).toEqual([
      own.StageName,
      own.Amount ?? null,
      own.CloseDate,
      own.Probability,
    ]);
    for (const row of history) expect(row.Probability).toBe(stages.get(String(row.StageName))?.defaultProbability);
    const moves = history.filter(({ StageName }, place) => place > 0 && StageName !== history[place - 1]?.StageName);
    expect(own.LastStageChangeDate).toBe(moves.at(-1)?.CreatedDate);
    if (moves.length > 0) seen.moved += 1;
    else if (history.length === 1) seen.neverMoved += 1;
    if (last !== moves.at(-1) && history.length > 1) seen.amountChangedLater += 1;
    expect(history.length - 1 - moves.length).toBeLessThanOrEqual(1);
  }
  expect(Object.values(seen).filter((count) => count < 20)).toEqual([]);
});

test('an opportunity has at most one primary contact, which comes first, and no contact twice', () => {
  const population = create('Europe/Berlin');
  const counts = new Set<number>();
  const primaries = new Set<number>();
  for (const index of each('Opportunity')) {
    const roles = rowsOf(population.children('Opportunity', index), 'OpportunityContactRole');
    counts.add(roles.length);
    expect(new Set(roles.map(({ ContactId }) => ContactId)).size).toBe(roles.length);
    const primary = roles
      .map(({ IsPrimary }, place) => (IsPrimary === true ? place : -1))
      .filter((place) => place >= 0);
    expect([[], [0]]).toContainEqual(primary);
    if (roles.length > 0) primaries.add(primary.length);
  }
  expect([...counts].sort()).toEqual([0, 1, 2, 3]);
  expect([...primaries].sort()).toEqual([0, 1]);
});

test('the history of a lead begins at its creation, ends in its status and never names an owner', () => {
  const population = create('Europe/Berlin');
  const fields = new Set<unknown>();
  for (const index of each('Lead')) {
    const own = population.fields('Lead', index);
    const history = rowsOf(population.children('Lead', index), 'LeadHistory');
    for (const { Field } of history) fields.add(Field);
    expect(history[0]?.Field).toBe('created');
    expect(instantOf(history[0]?.CreatedDate)).toBe(population.createdAt('Lead', index));
    const changes = history.filter(({ Field }) => Field === 'Status');
    for (const [place, { OldValue }] of changes.entries())
      if (place > 0) expect(OldValue).toBe(changes[place - 1]?.NewValue);
    if (changes.length > 0) expect(changes.at(-1)?.NewValue).toBe(own.Status);
    else expect(history).toHaveLength(1);
  }
  expect([...fields].sort()).toEqual(['Status', 'created', 'leadConverted']);
});
