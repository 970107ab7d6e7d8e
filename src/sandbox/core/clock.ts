/** Reads the real time, epoch milliseconds; passed in so that only the edge of the program looks at a clock. */
export type ReadClock = () => number;

/**
 * The time inside a sandbox. Without a start it follows the real clock; with one it stands still until it is set or
 * advanced, so that a run over it is repeatable to the byte.
 */
export class SandboxClock {
  private readonly readClock: ReadClock;
  private stoppedAt: number | null;
  private offsetMs = 0;
  private skippedMs = 0;

  constructor(readClock: ReadClock, startAt: number | null) {
    this.readClock = readClock;
    this.stoppedAt = startAt;
  }

  /** The sandbox's present, epoch ms. */
  now(): number {
    return this.stoppedAt ?? this.readClock() + this.offsetMs;
  }

  /**
   * Milliseconds for measuring spans such as rate windows: they pass with the real clock and with every jump ahead of
   * the sandbox's time, and never run backwards, even where the present stands still.
   */
  elapsed(): number {
    return this.readClock() + this.skippedMs;
  }

  /** Moves the present ahead (or back, with a negative number). */
  advance(ms: number): void {
    if (this.stoppedAt === null) this.offsetMs += ms;
    else this.stoppedAt += ms;
    if (ms > 0) this.skippedMs += ms;
  }

  /** Makes `at` (epoch ms) the present; a clock that ran goes on running from there. */
  set(at: number): void {
    this.advance(at - this.now());
  }
}
