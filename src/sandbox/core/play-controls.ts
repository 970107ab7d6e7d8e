import { z } from 'zod';
import type { SandboxClock } from './clock.ts';
import type { Control } from './control-router.ts';
import { type FaultPlan, faultSchema } from './faults.ts';
import type { RequestLog } from './request-log.ts';

/** What every sandbox plays with around its records. */
export interface Play {
  readonly clock: SandboxClock;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  latencyMs: number;
}

const clockSchema = z.union([
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
  z.strictObject({ advanceMs: z.int() }),
]);
const latencySchema = z.strictObject({ ms: z.int().min(0).max(600_000) });

/** One or several of something. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.union([z.array(item), item.transform((one) => [one] as z.output<T>[])]);
}

/** The controls that do not depend on the CRM: time, latency, faults, and what was called. */
export const playControls: readonly Control<Play>[] = [
  { method: 'get', path: '/clock', handle: tellTime },
  { method: 'post', path: '/clock', handle: setClock },
  { method: 'post', path: '/latency', handle: setLatency },
  { method: 'get', path: '/faults', handle: (play) => ({ faults: play.faults.list() }) },
  { method: 'post', path: '/faults', handle: addFaults },
  { method: 'delete', path: '/faults', handle: clearFaults },
  { method: 'get', path: '/requests', handle: listRequests },
  { method: 'get', path: '/counters', handle: (play) => play.log.counters() },
  { method: 'delete', path: '/counters', handle: resetCounters },
];

function tellTime(play: Play): unknown {
  return { now: new Date(play.clock.now()).toISOString() };
}

function setClock(play: Play, body: unknown): unknown {
  const asked = clockSchema.parse(body);
  if ('now' in asked) play.clock.set(Date.parse(asked.now));
  else play.clock.advance(asked.advanceMs);
  return tellTime(play);
}

function setLatency(play: Play, body: unknown): unknown {
  play.latencyMs = latencySchema.parse(body).ms;
  return { ms: play.latencyMs };
}

function addFaults(play: Play, body: unknown): unknown {
  play.faults.add(listOf(faultSchema).parse(body));
  return { faults: play.faults.list() };
}

function clearFaults(play: Play): unknown {
  play.faults.clear();
  return { faults: [] };
}

function listRequests(play: Play, _body: unknown, query: URLSearchParams): unknown {
  return { requests: play.log.since(Number(query.get('since') ?? '0') || 0) };
}

function resetCounters(play: Play): unknown {
  play.log.reset();
  return play.log.counters();
}
