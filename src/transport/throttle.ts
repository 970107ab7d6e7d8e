import PQueue from 'p-queue';
import { nothingSeen, type Observation, type RateGate, type RatePolicy } from './rate-gate.ts';

/** A call's result with what its answer told of the limits. */
export interface Seen<T> {
  readonly value: T;
  readonly seen: Observation;
}

/** Runs calls side by side, but never more than the gate and the given number of hands allow. */
export interface Throttle {
  /** A higher `priority` goes first among the calls that wait. */
  run<T>(policy: RatePolicy, priority: number, send: () => Promise<Seen<T>>): Promise<T>;
}

/**
 * One queue per policy, so that calls waiting for a slow limit (five searches a second, say) do not hold up the
 * others. The slot is given back even when the call fails, because the server may have counted it.
 */
export function createThrottle(gate: RateGate, concurrency: number, signal: AbortSignal): Throttle {
  const queues = new Map<string, PQueue>();
  const queueOf = (policy: RatePolicy): PQueue => {
    const queue = queues.get(policy.name) ?? new PQueue({ concurrency });
    queues.set(policy.name, queue);
    return queue;
  };
  return {
    run: (policy, priority, send) =>
      queueOf(policy).add(
        async () => {
          signal.throwIfAborted();
          const slot = await gate.take(policy);
          let seen = nothingSeen;
          try {
            const answer = await send();
            seen = answer.seen;
            return answer.value;
          } finally {
            gate.observe(slot, seen);
          }
        },
        { priority },
      ),
  };
}
