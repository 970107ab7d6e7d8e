import { FatalError } from '../model/errors.ts';
import type { Timing } from './timing.ts';

/** One limit of a CRM account: so many calls in any stretch of `intervalMs`. */
export interface RatePolicy {
  readonly name: string;
  /** Calls per interval until the account's own answers say better. */
  readonly limit: number;
  readonly intervalMs: number;
}

/** The right to make one call; it must be given back through `observe`, whatever came of the call. */
export interface Slot {
  readonly policy: RatePolicy;
  readonly startedAt: number;
}

/** What an answer told of the limits; null for what it did not tell. */
export interface Observation {
  readonly limit: number | null;
  readonly intervalMs: number | null;
  /** Calls left in the interval as the server counted, calls of other programs included. */
  readonly remaining: number | null;
  readonly daily: { readonly remaining: number; readonly resetsAt: number } | null;
  /** No call of this policy before this time (epoch ms): set by a 429. */
  readonly pausedUntil: number | null;
}

/** An answer that told nothing, or no answer at all. */
export const nothingSeen: Observation = {
  limit: null,
  intervalMs: null,
  remaining: null,
  daily: null,
  pausedUntil: null,
};

/** Paces the calls of one account; behind it stands memory for one process, or a database for several. */
export interface RateGate {
  /** Resolves when a call may start, first come first served. Throws FatalError when the day's quota is used up. */
  take(policy: RatePolicy): Promise<Slot>;
  /** Gives the slot back with what its answer told; to be called exactly once for each slot. */
  observe(slot: Slot, seen: Observation): void;
}

/** Covers the rounding of two clocks to milliseconds. */
const guardMs = 10;
/** A waiting call looks again at least this often, because an answer may have raised the limit meanwhile. */
const lookAgainMs = 1000;

/**
 * The calls of one policy. A slot counts from its start until an interval after its answer: the server counted the
 * call somewhere between the two, so its rolling window never holds more calls than ours, whatever the latency.
 */
class Window {
  private limit: number;
  private intervalMs: number;
  private readonly inFlight = new Set<Slot>();
  /** Kept for two intervals after the answer, to tell our calls from those of other programs. */
  private answered: { readonly startedAt: number; readonly at: number }[] = [];
  /** Times at which calls of other programs were seen; they count like answered calls of ours. */
  private foreignAt: number[] = [];
  private pausedUntil = 0;
  private onAnswer: (() => void)[] = [];
  private turn: Promise<void> = Promise.resolve();
  private readonly timing: Timing;

  constructor(policy: RatePolicy, timing: Timing) {
    this.limit = policy.limit;
    this.intervalMs = policy.intervalMs;
    this.timing = timing;
  }

  take(policy: RatePolicy): Promise<Slot> {
    const slot = this.turn.then(async () => {
      for (let waitMs = this.waitMs(); waitMs > 0; waitMs = this.waitMs()) await this.wait(waitMs);
      const taken = { policy, startedAt: this.timing.now() };
      this.inFlight.add(taken);
      return taken;
    });
    this.turn = slot.then(
      () => undefined,
      () => undefined,
    );
    return slot;
  }

  release(slot: Slot, seen: Observation): void {
    if (!this.inFlight.delete(slot)) return;
    const now = this.timing.now();
    this.answered.push({ startedAt: slot.startedAt, at: now });
    if (seen.limit !== null && seen.limit > 0) this.limit = seen.limit;
    if (seen.intervalMs !== null && seen.intervalMs > 0) this.intervalMs = seen.intervalMs;
    if (seen.remaining !== null) this.countForeign(slot, now, this.limit - seen.remaining);
    this.pausedUntil = Math.max(this.pausedUntil, seen.pausedUntil ?? 0);
    const waiting = this.onAnswer;
    this.onAnswer = [];
    for (const wake of waiting) wake();
  }

  /** 0 when a call may start; infinite while only an answer can make room. */
  private waitMs(): number {
    const now = this.timing.now();
    if (now < this.pausedUntil) return this.pausedUntil - now;
    const spanMs = this.intervalMs + guardMs;
    this.answered = this.answered.filter(({ at }) => at + 2 * spanMs > now);
    this.foreignAt = this.foreignAt.filter((at) => at + spanMs > now);
    const ends = [...this.answered.map(({ at }) => at), ...this.foreignAt]
      .map((at) => at + spanMs)
      .filter((end) => end > now);
    if (this.inFlight.size + ends.length < this.limit) return 0;
    return ends.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...ends) - now;
  }

  private wait(waitMs: number): Promise<void> {
    if (Number.isFinite(waitMs)) return this.timing.sleep(Math.min(waitMs, lookAgainMs));
    return new Promise((resolve) => this.onAnswer.push(resolve));
  }

  /**
   * What the server counted beyond all calls of ours that it can have counted was made by another program. Once that is
   * proven, all that is not certainly ours is taken to be the other's, as calls on their way may not be counted yet.
   */
  private countForeign(slot: Slot, now: number, used: number): void {
    const from = slot.startedAt - this.intervalMs;
    const perhapsOurs = this.inFlight.size + this.answered.filter(({ at }) => at >= from).length;
    const known = this.foreignAt.filter((at) => at >= from).length;
    if (used - known <= perhapsOurs) return;
    const isCertain = (call: { readonly startedAt: number; readonly at: number }): boolean =>
      call.startedAt >= now - this.intervalMs && call.at <= slot.startedAt;
    const surelyOurs = 1 + this.answered.filter(isCertain).length;
    for (let count = used - known - surelyOurs; count > 0; count--) this.foreignAt.push(now);
  }
}

/** The gate of one process: a sliding window for each policy, and the day's quota over all of them. */
export function createMemoryGate(timing: Timing): RateGate {
  const windows = new Map<string, Window>();
  let daily: Observation['daily'] = null;
  const windowOf = (policy: RatePolicy): Window => {
    const window = windows.get(policy.name) ?? new Window(policy, timing);
    windows.set(policy.name, window);
    return window;
  };
  const checkDaily = (): void => {
    if (daily && daily.remaining <= 0 && timing.now() < daily.resetsAt)
      throw new FatalError({
        code: 'CRM_DAILY_LIMIT',
        message:
          `The daily quota of calls of this CRM account is used up until ${new Date(daily.resetsAt).toISOString()}, ` +
          'the next midnight of the account. Run again after that; what was done is kept.',
      });
  };
  return {
    async take(policy) {
      checkDaily();
      const slot = await windowOf(policy).take(policy);
      try {
        checkDaily();
      } catch (error) {
        windowOf(policy).release(slot, nothingSeen);
        throw error;
      }
      return slot;
    },
    observe(slot, seen) {
      if (seen.daily) daily = seen.daily;
      windowOf(slot.policy).release(slot, seen);
    },
  };
}
