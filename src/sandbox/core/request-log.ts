import { RollingWindow } from './rolling-window.ts';

/** One call that reached the sandbox; `status` is null where it got no answer (a fault hung it or cut it off). */
export interface LoggedRequest {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly status: number | null;
  /** Sandbox time, ISO 8601. */
  readonly arrivedAt: string;
  readonly requestBytes: number;
  readonly bytes: number;
}

/** Calls by route and status, with the highest rate and concurrency seen: what a client did to the account. */
export interface RequestCounters {
  readonly total: number;
  readonly routes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly maxInTenSeconds: number;
  readonly maxConcurrent: number;
}

const KEPT = 10_000;

/** The last 10,000 calls, and counters over all of them since the last reset. */
export class RequestLog {
  private entries: LoggedRequest[] = [];
  private arrivals = new RollingWindow(10_000);
  private routes = new Map<string, Map<string, number>>();
  private total = 0;
  private number = 0;
  private open = 0;
  private maxInTenSeconds = 0;
  private maxConcurrent = 0;

  /** A call begins; `elapsedMs` is the span clock, which the ten-second maximum is measured by. */
  arrive(elapsedMs: number): void {
    this.total += 1;
    this.open += 1;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.open);
    this.maxInTenSeconds = Math.max(this.maxInTenSeconds, this.arrivals.add(elapsedMs));
  }

  /** A call was answered, or gave up waiting. */
  leave(entry: Omit<LoggedRequest, 'number'>): void {
    this.open -= 1;
    this.number += 1;
    this.entries.push({ number: this.number, ...entry });
    if (this.entries.length >= KEPT * 2) this.entries = this.entries.slice(-KEPT);
    const byStatus = this.routes.get(entry.route) ?? new Map<string, number>();
    const status = String(entry.status ?? 'none');
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    this.routes.set(entry.route, byStatus);
  }

  /** Calls with a number above `number`, oldest first. */
  since(number: number): readonly LoggedRequest[] {
    return this.entries.slice(-KEPT).filter((entry) => entry.number > number);
  }

  /** The counters as they stand. */
  counters(): RequestCounters {
    const routes: Record<string, Record<string, number>> = {};
    for (const route of [...this.routes.keys()].sort()) {
      routes[route] = Object.fromEntries(this.routes.get(route) as Map<string, number>);
    }
    return { total: this.total, routes, maxInTenSeconds: this.maxInTenSeconds, maxConcurrent: this.maxConcurrent };
  }

  /** Forgets calls and counters; calls still open go on being counted as open. */
  reset(): void {
    this.entries = [];
    this.routes.clear();
    this.arrivals = new RollingWindow(10_000);
    this.total = 0;
    this.maxInTenSeconds = 0;
    this.maxConcurrent = this.open;
  }
}
