import { nothingSeen, type Observation, type RatePolicy } from '../../src/transport/rate-gate.ts';

/** HubSpot's rolling limit: 100 calls in 10 s is the lowest of any account; the account's own answers tell more. */
export const standardPolicy: RatePolicy = { name: 'ten-secondly', limit: 100, intervalMs: 10_000 };

/** HubSpot: five searches a second over all objects, outside the ten-second limit, without rate headers. */
export const searchPolicy: RatePolicy = { name: 'search', limit: 5, intervalMs: 1000 };

/** What the account's answers last told of its limits; null where nothing was told. */
export interface KnownLimits {
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly dailyRemaining: number | null;
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(`x-hubspot-ratelimit-${name}`);
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Reads the rate headers of an answer. `midnight` (epoch ms) is when HubSpot renews the daily quota. */
export function readLimits(
  headers: Headers,
  policy: RatePolicy,
  midnight: number,
  pausedUntil: number | null,
): Observation {
  const dailyRemaining = numberIn(headers, 'daily-remaining');
  const daily = dailyRemaining === null ? null : { remaining: dailyRemaining, resetsAt: midnight };
  if (policy.name !== standardPolicy.name) return { ...nothingSeen, daily, pausedUntil };
  return {
    limit: numberIn(headers, 'max'),
    intervalMs: numberIn(headers, 'interval-milliseconds'),
    remaining: numberIn(headers, 'remaining'),
    daily,
    pausedUntil,
  };
}
