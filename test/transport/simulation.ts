import type { Timing } from '../../src/transport/timing.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/**
 * A clock that moves only when everything waits: `run` takes the timers in order of time, and between two of them lets
 * all promises settle.
 */
export class Simulation implements Timing {
  private time = 1_700_000_000_000;
  private order = 0;
  private timers: Timer[] = [];
  private readonly chance: () => number;

  constructor(chance: () => number = () => 0.5) {
    this.chance = chance;
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return this.chance();
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.timers.push({ at: this.time + Math.max(0, ms), order: this.order++, wake: resolve });
    });
  }

  /** Runs until `task` is settled; throws when it waits for nothing that could come. */
  async run<T>(task: Promise<T>): Promise<T> {
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
    };
    task.then(settle, settle);
    for (;;) {
      await settled();
      if (isSettled) return task;
      this.timers.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.timers.shift();
      if (!next) throw new Error('the simulation waits for ever');
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}

/** Lets all promises that can settle do so. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
