import { expect, test } from '@jest/globals';
import { FatalError, RetryableError } from '../../src/model/errors.ts';
import { type RetryBudget, retry, retryWaitMs } from '../../src/transport/retry.ts';
import { Simulation } from './simulation.ts';

const budget: RetryBudget = { attempts: 4, totalMs: 10_000, baseMs: 1000, capMs: 3000 };

function unavailable(retryAt: number | null = null): RetryableError {
  return new RetryableError({ code: 'CRM_UNAVAILABLE', message: 'The CRM is busy.', retryAt });
}

test.each([
  { attempt: 1, random: 1, waitMs: 1000 },
  { attempt: 2, random: 1, waitMs: 2000 },
  { attempt: 3, random: 1, waitMs: 3000 },
  { attempt: 9, random: 1, waitMs: 3000 },
  { attempt: 2, random: 0.25, waitMs: 500 },
  { attempt: 3, random: 0, waitMs: 0 },
])('the wait after attempt $attempt is $waitMs ms where chance gives $random', ({ attempt, random, waitMs }) => {
  expect(retryWaitMs(unavailable(), attempt, budget, new Simulation(() => random))).toBe(waitMs);
});

test('the time the server asked for is waited for, and jitter comes on top', () => {
  const simulation = new Simulation(() => 0.5);
  expect(retryWaitMs(unavailable(simulation.now() + 7000), 1, budget, simulation)).toBe(7500);
  expect(retryWaitMs(unavailable(simulation.now() - 7000), 1, budget, simulation)).toBe(500);
});

test('a call that succeeds in the end gives its value, and each retry is told', async () => {
  const simulation = new Simulation(() => 0.5);
  const told: unknown[] = [];
  let calls = 0;
  const call = async () => {
    calls++;
    if (calls < 3) throw unavailable();
    return 'answer';
  };
  const result = await simulation.run(
    retry(call, budget, simulation, (error, attempt, waitMs) => told.push([error.code, attempt, waitMs])),
  );
  expect(result).toBe('answer');
  expect(told).toEqual([
    ['CRM_UNAVAILABLE', 1, 500],
    ['CRM_UNAVAILABLE', 2, 1000],
  ]);
});

test.each([
  ['a fatal error', new FatalError({ code: 'CREDENTIALS_REFUSED', message: 'no' })],
  ['a fault of ours', new TypeError('no')],
])('%s is not tried again', async (_name, error) => {
  let calls = 0;
  const call = async () => {
    calls++;
    throw error;
  };
  await expect(retry(call, budget, new Simulation())).rejects.toBe(error);
  expect(calls).toBe(1);
});

test('after the last attempt the error says what was tried', async () => {
  const simulation = new Simulation(() => 1);
  let calls = 0;
  const call = async () => {
    calls++;
    throw unavailable();
  };
  await expect(simulation.run(retry(call, budget, simulation))).rejects.toMatchObject({
    name: 'RetryableError',
    code: 'CRM_UNAVAILABLE',
    message: 'The CRM is busy. Given up: tried 4 times in 6 s. Run again later; what was done is kept.',
  });
  expect(calls).toBe(4);
});

test('a wait that would go beyond the budget is not begun', async () => {
  const simulation = new Simulation();
  const startedAt = simulation.now();
  const failing = retry(() => Promise.reject(unavailable(startedAt + 3_600_000)), budget, simulation);
  await expect(simulation.run(failing)).rejects.toMatchObject({
    message: expect.stringContaining('tried 1 time in 0 s, and the next try would come after the 10 s allowed'),
    retryAt: startedAt + 3_600_000,
  });
  expect(simulation.now()).toBe(startedAt);
});
