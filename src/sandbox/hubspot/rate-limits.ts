import { RollingWindow } from '../core/rolling-window.ts';
import type { Limits } from './options.ts';
import type { Token } from './tokens.ts';

/** HubSpot's names of the limits in a 429. */
export type Policy = 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY';

/** How a call counts: search has its own limit per second, outside the ten-second one; token calls count nowhere. */
export type LimitClass = 'standard' | 'search' | 'none';

/** Where a call arrives: the span clock for windows, and the account's calendar day for the daily quota. */
export interface Arrival {
  readonly elapsedMs: number;
  readonly day: string;
}

/** The limits of the account: ten seconds per token, searches and days per account. Refused calls do not count. */
export class RateLimits {
  limits: Limits;
  private readonly tokens = new Map<string, RollingWindow>();
  private readonly searches = new RollingWindow(1_000);
  private day = '';
  private usedToday = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Counts a call, or names the limit that refuses it. */
  admit(token: Token, limitClass: LimitClass, { elapsedMs, day }: Arrival): Policy | null {
    if (limitClass === 'none') return null;
    this.turnDay(day);
    const { perTenSeconds, searchPerSecond, daily } = this.limits;
    if (daily !== null && this.usedToday >= daily) return 'DAILY';
    if (limitClass === 'search') {
      if (searchPerSecond !== null && this.searches.count(elapsedMs) >= searchPerSecond) return 'SECONDLY';
      this.searches.add(elapsedMs);
    } else {
      const window = this.windowOf(token);
      if (perTenSeconds !== null && window.count(elapsedMs) >= perTenSeconds) return 'TEN_SECONDLY_ROLLING';
      window.add(elapsedMs);
    }
    this.usedToday += 1;
    return null;
  }

  /** The headers of an answer. HubSpot: none on search; the daily ones not for OAuth tokens. */
  headers(token: Token, limitClass: LimitClass, { elapsedMs, day }: Arrival): Record<string, string> {
    const { perTenSeconds, daily } = this.limits;
    const headers: Record<string, string> = {};
    if (limitClass !== 'standard') return headers;
    this.turnDay(day);
    if (perTenSeconds !== null) {
      const used = this.windowOf(token).count(elapsedMs);
      headers['X-HubSpot-RateLimit-Max'] = String(perTenSeconds);
      headers['X-HubSpot-RateLimit-Remaining'] = String(Math.max(0, perTenSeconds - used));
      headers['X-HubSpot-RateLimit-Interval-Milliseconds'] = '10000';
    }
    if (daily !== null && !token.isOAuth) {
      headers['X-HubSpot-RateLimit-Daily'] = String(daily);
      headers['X-HubSpot-RateLimit-Daily-Remaining'] = String(Math.max(0, daily - this.usedToday));
    }
    return headers;
  }

  /** Calls counted on a day of the account's calendar. */
  usedOn(day: string): number {
    this.turnDay(day);
    return this.usedToday;
  }

  private windowOf(token: Token): RollingWindow {
    const window = this.tokens.get(token.value) ?? new RollingWindow(10_000);
    this.tokens.set(token.value, window);
    return window;
  }

  private turnDay(day: string): void {
    if (day === this.day) return;
    this.day = day;
    this.usedToday = 0;
  }
}

const SPANS: Readonly<Record<Policy, string>> = {
  TEN_SECONDLY_ROLLING: 'ten_secondly_rolling',
  SECONDLY: 'secondly',
  DAILY: 'daily',
};

/** The body of a 429; HubSpot uses `errorType` here and no category, and documents no Retry-After. */
export function limitBody(policy: Policy, correlationId: string, requestId: string): Record<string, unknown> {
  return {
    status: 'error',
    message: `You have reached your ${SPANS[policy]} limit.`,
    errorType: 'RATE_LIMIT',
    correlationId,
    policyName: policy,
    requestId,
  };
}
