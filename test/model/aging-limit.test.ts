import { expect, test } from '@jest/globals';
import { daysByStage, learnLimit, limitFrom, quantile } from '../../src/model/aging-limit.ts';
import { survivalOf, survivalQuantile } from '../../src/model/kaplan-meier.ts';
import { parseVisits } from '../../src/model/stage-visit.ts';

test('speed to lead: those still waiting count (touched at 10, 20, 40, 50, open at 30, 60, 90 minutes)', () => {
  const touched = [10, 20, 40, 50].map((length) => ({ length, isOpen: false }));
  const open = [30, 60, 90].map((length) => ({ length, isOpen: true }));
  const steps = survivalOf([...open, ...touched]);
  expect(steps.map(({ length, share }) => [length, Number(share.toFixed(3))])).toEqual([
    [10, 0.857],
    [20, 0.714],
    [40, 0.536],
    [50, 0.357],
  ]);
  expect(survivalQuantile(steps, 0.5)).toBe(50);
  expect(survivalQuantile(steps, 0.75)).toBeNull();
  // Those alone who were touched flatter.
  expect(quantile([10, 20, 40, 50], 0.5)).toBe(30);
});

// Freireich 1963, remission weeks of 6-mercaptopurine, as Kaplan-Meier's textbook example gives it.
test('the published curve of a trial', () => {
  const ended = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((length) => ({ length, isOpen: false }));
  const open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((length) => ({ length, isOpen: true }));
  const steps = survivalOf([...ended, ...open]);
  expect(steps.map(({ length, share }) => `${length}: ${share.toFixed(3)}`)).toEqual([
    ...['6: 0.857', '7: 0.807', '10: 0.753', '13: 0.690', '16: 0.627', '22: 0.538', '23: 0.448'],
  ]);
  expect(survivalQuantile(steps, 0.5)).toBe(23);
});

test('quantiles are linear between neighbours', () => {
  expect(quantile([1, 2, 3, 4], 0.75)).toBe(3.25);
  expect(quantile([5], 0.9)).toBe(5);
  expect(quantile([], 0.9)).toBeNull();
});

const thirty = Array.from({ length: 30 }, (_, index) => index + 1);

test('limits are the third quarter and the ninth tenth of thirty won visits, in whole days, three at least', () => {
  expect(limitFrom(thirty)).toEqual({ warnDays: 23, failDays: 28, visits: 30 });
  expect(limitFrom(thirty.slice(1))).toBeNull();
  expect(limitFrom(thirty.map(() => 0.5))).toEqual({ warnDays: 3, failDays: 3, visits: 30 });
});

test('a stage with too few visits learns from its pipeline', () => {
  const stays = [
    ...thirty.map((days) => ({ pipelineId: 'new', stageId: 'proposal', days })),
    ...thirty.slice(0, 5).map((days) => ({ pipelineId: 'new', stageId: 'demo', days })),
    ...thirty.slice(0, 9).map((days) => ({ pipelineId: 'renewal', stageId: 'proposal', days })),
  ];
  expect(learnLimit('new', 'proposal', stays)?.visits).toBe(30);
  expect(learnLimit('new', 'demo', stays)?.visits).toBe(35);
  expect(learnLimit('renewal', 'proposal', stays)).toBeNull();
});

test('the days in a stage are those of all visits; what was passed at once is left out', () => {
  const visits = parseVisits(
    'a 2024-01-01..2024-01-03;b 2024-01-03..2024-01-03T00:00:30Z;c 2024-01-03..2024-01-04;a 2024-01-04..2024-01-05;won 2024-01-05..',
  );
  expect([...daysByStage(visits!)]).toEqual([
    ['a', 3],
    ['c', 1],
  ]);
});
