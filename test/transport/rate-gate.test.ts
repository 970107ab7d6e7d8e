import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryGate, nothingSeen, type Observation, type RatePolicy } from '../../src/transport/rate-gate.ts';
import { createThrottle } from '../../src/transport/throttle.ts';
import { Simulation } from './simulation.ts';

const policy: RatePolicy = { name: 'test', limit: 20, intervalMs: 1000 };

function seen(part: Partial<Observation>): Observation {
  return { ...nothingSeen, ...part };
}

/** The most arrivals in any half-open stretch of `intervalMs`. */
function densest(arrivals: readonly number[], intervalMs: number): number {
  const sorted = [...arrivals].sort((a, b) => a - b);
  let most = 0;
  for (let start = 0, end = 0; end < sorted.length; end++) {
    while (sorted[end]! - sorted[start]! >= intervalMs) start++;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

test('whatever the latency on the way there and back, no rolling window of the server holds more than the limit', async () => {
  const latency = fc.record({ there: fc.integer({ min: 0, max: 900 }), back: fc.integer({ min: 0, max: 900 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 30 }),
      fc.array(latency, { minLength: 1, maxLength: 120 }),
      async (limit, concurrency, calls) => {
        const simulation = new Simulation();
        const throttle = createThrottle(createMemoryGate(simulation), concurrency, new AbortController().signal);
        const arrivals: number[] = [];
        const own = { ...policy, limit };
        const all = calls.map(({ there, back }) =>
          throttle.run(own, 0, async () => {
            await simulation.sleep(there);
            arrivals.push(simulation.now());
            await simulation.sleep(back);
            return { value: null, seen: nothingSeen };
          }),
        );
        await simulation.run(Promise.all(all));
        expect(arrivals).toHaveLength(calls.length);
        expect(densest(arrivals, policy.intervalMs)).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 60 },
  );
});

/** A server with a rolling limit that answers with HubSpot's headers; another program may use the same limit. */
class Server {
  refused = 0;
  private readonly counted: number[] = [];
  private readonly limit: number;
  private readonly intervalMs: number;

  constructor(limit: number, intervalMs: number) {
    this.limit = limit;
    this.intervalMs = intervalMs;
  }

  call(now: number): Observation {
    const recent = this.counted.filter((at) => at > now - this.intervalMs).length;
    if (recent >= this.limit) {
      this.refused++;
      return seen({ limit: this.limit, intervalMs: this.intervalMs, remaining: 0, pausedUntil: now + this.intervalMs });
    }
    this.counted.push(now);
    return seen({ limit: this.limit, intervalMs: this.intervalMs, remaining: this.limit - recent - 1 });
  }
}

async function offer(simulation: Simulation, server: Server, count: number, concurrency: number) {
  const throttle = createThrottle(createMemoryGate(simulation), concurrency, new AbortController().signal);
  const startedAt = simulation.now();
  const calls = Array.from({ length: count }, () =>
    throttle.run({ name: 'ten-secondly', limit: 100, intervalMs: 10_000 }, 0, async () => {
      await simulation.sleep(75);
      const observation = server.call(simulation.now());
      await simulation.sleep(75);
      return { value: null, seen: observation };
    }),
  );
  await simulation.run(Promise.all(calls));
  return simulation.now() - startedAt;
}

test('1,200 calls of 150 ms under a limit of 190 in 10 s take at most a tenth longer than the limit demands', async () => {
  const simulation = new Simulation();
  const server = new Server(190, 10_000);
  const tookMs = await offer(simulation, server, 1200, 12);
  expect(server.refused).toBe(0);
  expect(tookMs).toBeLessThanOrEqual((1.1 * 1200 * 1000) / 19);
});

test('calls of another program that the headers show are counted as ours', async () => {
  const simulation = new Simulation();
  const server = new Server(190, 10_000);
  for (let call = 0; call < 150; call++) server.call(simulation.now());
  await offer(simulation, server, 300, 8);
  expect(server.refused).toBe(0);
});

test('a limit lower than the default is learnt from the first answers', async () => {
  const simulation = new Simulation();
  const server = new Server(40, 10_000);
  await offer(simulation, server, 150, 8);
  expect(server.refused).toBe(0);
});

test('a refusal pauses all calls of its policy, and no other', async () => {
  const simulation = new Simulation();
  const gate = createMemoryGate(simulation);
  const refused = await gate.take(policy);
  const pausedUntil = simulation.now() + 5000;
  gate.observe(refused, seen({ pausedUntil }));
  const other = await gate.take({ ...policy, name: 'other' });
  expect(other.startedAt).toBeLessThan(pausedUntil);
  const [first, second] = await simulation.run(Promise.all([gate.take(policy), gate.take(policy)]));
  expect(first.startedAt).toBe(pausedUntil);
  expect(second.startedAt).toBe(pausedUntil);
});

test('calls start in the order in which they asked', async () => {
  const simulation = new Simulation();
  const gate = createMemoryGate(simulation);
  const order: number[] = [];
  const calls = Array.from({ length: 9 }, async (_, index) => {
    const slot = await gate.take({ ...policy, limit: 2 });
    order.push(index);
    await simulation.sleep(10);
    gate.observe(slot, nothingSeen);
  });
  await simulation.run(Promise.all(calls));
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a used-up daily quota stops every policy until it is renewed', async () => {
  const simulation = new Simulation();
  const gate = createMemoryGate(simulation);
  const resetsAt = simulation.now() + 60_000;
  const slot = await gate.take(policy);
  gate.observe(slot, seen({ daily: { remaining: 0, resetsAt } }));
  await expect(gate.take({ ...policy, name: 'other' })).rejects.toMatchObject({
    code: 'CRM_DAILY_LIMIT',
    message: expect.stringContaining(new Date(resetsAt).toISOString()),
  });
  await simulation.run(simulation.sleep(60_000));
  await expect(gate.take(policy)).resolves.toMatchObject({ startedAt: resetsAt });
});

test('a slot is given back when the call fails', async () => {
  const simulation = new Simulation();
  const throttle = createThrottle(createMemoryGate(simulation), 1, new AbortController().signal);
  const failing = throttle.run({ ...policy, limit: 1 }, 0, () => Promise.reject(new Error('no connection')));
  await expect(failing).rejects.toThrow('no connection');
  const next = throttle.run({ ...policy, limit: 1 }, 0, async () => ({ value: 'answered', seen: nothingSeen }));
  await expect(simulation.run(next)).resolves.toBe('answered');
});

test('calls of higher priority go first among those that wait', async () => {
  const simulation = new Simulation();
  const throttle = createThrottle(createMemoryGate(simulation), 1, new AbortController().signal);
  const order: string[] = [];
  const call = (name: string, priority: number) =>
    throttle.run(policy, priority, async () => {
      order.push(name);
      await simulation.sleep(5);
      return { value: null, seen: nothingSeen };
    });
  await simulation.run(Promise.all([call('first', 0), call('low', 0), call('high', 1)]));
  expect(order).toEqual(['first', 'high', 'low']);
});

test('an aborted run starts no further call', async () => {
  const controller = new AbortController();
  const throttle = createThrottle(createMemoryGate(new Simulation()), 1, controller.signal);
  controller.abort(new Error('stopped by the user'));
  const call = throttle.run(policy, 0, async () => ({ value: null, seen: nothingSeen }));
  await expect(call).rejects.toThrow('stopped by the user');
});
