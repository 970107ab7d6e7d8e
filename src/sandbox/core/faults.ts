import { z } from 'zod';
import type { Random } from './seeded-random.ts';

/** Whether a text is a regular expression that can be compiled. */
function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * A fault to inject. It matches calls by method and path; it skips the first `nth` − 1 matches, then fires `count` times
 * (without `nth`: for ever), each time with `probability`. `applied` lets the call take effect before it fails.
 */
export const faultSchema = z
  .strictObject({
    method: z.string().optional(),
    path: z.string().refine(isPattern, 'expected a regular expression').optional(),
    nth: z.int().min(1).optional(),
    count: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    kind: z.enum(['status', 'reset', 'end', 'truncated', 'hang', 'hang-in-body', 'slow']),
    status: z.int().min(400).max(599).optional(),
    policy: z.enum(['TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY']).optional(),
    retryAfterSeconds: z.number().min(0).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    html: z.boolean().optional(),
    applied: z.boolean().optional(),
    delayMs: z.int().min(0).optional(),
  })
  .refine((fault) => fault.kind !== 'status' || fault.status !== undefined, 'kind "status" needs a status');

/** A fault as it is asked for. */
export type Fault = z.infer<typeof faultSchema>;

/** A fault with what it has done so far. */
export interface PlannedFault {
  readonly fault: Fault;
  readonly matched: number;
  readonly fired: number;
}

interface Armed {
  readonly fault: Fault;
  readonly pattern: RegExp | null;
  matched: number;
  fired: number;
}

/** The faults that wait for their call; chance comes from the seed, so that a storm can be repeated. */
export class FaultPlan {
  private readonly random: Random;
  private armed: Armed[] = [];

  constructor(random: Random) {
    this.random = random;
  }

  /** Adds faults behind those already planned; the first that fires on a call wins. */
  add(faults: readonly Fault[]): void {
    for (const fault of faults) {
      const pattern = fault.path === undefined ? null : new RegExp(fault.path);
      this.armed.push({ fault, pattern, matched: 0, fired: 0 });
    }
  }

  /** Removes all faults. */
  clear(): void {
    this.armed = [];
  }

  /** The faults with their counts. */
  list(): readonly PlannedFault[] {
    return this.armed.map(({ fault, matched, fired }) => ({ fault, matched, fired }));
  }

  /** The fault that befalls this call, or null. */
  take(method: string, path: string): Fault | null {
    let taken: Fault | null = null;
    for (const armed of this.armed) {
      if (!matches(armed, method, path)) continue;
      armed.matched += 1;
      if (taken === null && this.fires(armed)) {
        armed.fired += 1;
        taken = armed.fault;
      }
    }
    return taken;
  }

  private fires(armed: Armed): boolean {
    const { nth, count, probability } = armed.fault;
    const limit = count ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1);
    if (armed.matched < (nth ?? 1) || armed.fired >= limit) return false;
    return probability === undefined || this.random() < probability;
  }
}

function matches(armed: Armed, method: string, path: string): boolean {
  if (armed.fault.method !== undefined && armed.fault.method.toUpperCase() !== method) return false;
  return armed.pattern === null || armed.pattern.test(path);
}

/** Whether a fault keeps the call from taking effect: slow, truncated and hanging bodies are of calls that were carried out. */
export function preventsOperation(fault: Fault): boolean {
  return fault.applied !== true && ['status', 'reset', 'end', 'hang'].includes(fault.kind);
}
