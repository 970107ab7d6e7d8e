import type { SlaState } from './condition.ts';
import type { Deadline } from './deadline.ts';

/** How the clock of a promise stands. */
export interface SlaClock {
  readonly state: SlaState;
  /** When the promise was fulfilled (epoch ms), in time or late; null while nobody has. */
  readonly metAt: number | null;
  /** Epoch ms at which time alone, or a touch that is booked, changes the state or whether it is fulfilled; or null. */
  readonly changesAt: number | null;
}

/**
 * Reads a clock that began at `startedAt` at one `now`: met by the first touch from then on that is in time. A late
 * touch leaves it breached for the metrics, and fulfilled for those who would still have to act.
 */
export function readClock(startedAt: number, deadline: Deadline, touches: readonly number[], now: number): SlaClock {
  const answers = touches.filter((at) => at >= startedAt).sort((a, b) => a - b);
  const first = answers[0];
  if (first !== undefined && first <= now)
    return { state: first < deadline.overAt ? 'met' : 'breached', metAt: first, changesAt: null };
  const state = now >= deadline.overAt ? 'breached' : now >= deadline.atRiskAt ? 'at risk' : 'pending';
  const ahead = [deadline.atRiskAt, deadline.overAt, ...(first === undefined ? [] : [first])].filter((at) => at > now);
  return { state, metAt: null, changesAt: ahead.length === 0 ? null : Math.min(...ahead) };
}
