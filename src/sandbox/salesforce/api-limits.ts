import { RollingWindow } from '../core/rolling-window.ts';
import { ApiError } from './errors.ts';

const DAY_MS = 86_400_000;

/** Salesforce: only calls that last 20 seconds or more count as concurrent. */
const LONG_CALL_MS = 20_000;

/** Limits of the organization, by the number of calls. */
export interface Limits {
  /** Calls in 24 hours, rolling. */
  readonly daily: number;
  /** Long calls at the same time (production: 25). */
  readonly concurrent: number;
}

/** Counts calls against the organization's limits. */
export class ApiLimits {
  limits: Limits;
  private readonly calls = new RollingWindow(DAY_MS);
  private readonly open = new Set<{ readonly since: number }>();

  constructor(daily: number) {
    this.limits = { daily, concurrent: 25 };
  }

  /** Admits a call or throws Salesforce's 403; refused calls do not count. */
  admit(elapsedMs: number): void {
    const long = [...this.open].filter((call) => elapsedMs - call.since >= LONG_CALL_MS).length;
    if (long >= this.limits.concurrent) throw exceeded('ConcurrentRequests (Concurrent API Requests)');
    if (this.calls.count(elapsedMs) >= this.limits.daily) throw exceeded('TotalRequests');
    this.calls.add(elapsedMs);
  }

  /** A call begins; give the answer to `end`. */
  begin(elapsedMs: number): object {
    const call = { since: elapsedMs };
    this.open.add(call);
    return call;
  }

  end(call: object): void {
    this.open.delete(call as { since: number });
  }

  /** Calls of the last 24 hours. */
  used(elapsedMs: number): number {
    return this.calls.count(elapsedMs);
  }

  /** Counts calls that somebody else's app made. */
  spend(calls: number, elapsedMs: number): void {
    for (let count = 0; count < calls; count += 1) this.calls.add(elapsedMs);
  }

  /** The header of every REST answer. */
  header(elapsedMs: number): Record<string, string> {
    return { 'Sforce-Limit-Info': `api-usage=${this.used(elapsedMs)}/${this.limits.daily}` };
  }
}

function exceeded(what: string): ApiError {
  return new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', `${what} Limit exceeded.`);
}
