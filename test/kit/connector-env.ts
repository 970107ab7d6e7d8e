import type { ConnectorEnv } from '../../src/model/connector.ts';
import { silentLog } from '../../src/model/log.ts';

/** An environment for a connector under test, with what it counted. */
export interface TestEnv extends ConnectorEnv {
  /** Calls by route. */
  readonly calls: Map<string, number>;
  readonly retries: Map<string, number>;
  readonly throttles: Map<string, number>;
  /** How long its sleeps would have lasted, ms. */
  readonly slept: readonly number[];
}

function countIn(counts: Map<string, number>): (route: string) => void {
  return (route) => void counts.set(route, (counts.get(route) ?? 0) + 1);
}

/**
 * A connector's environment whose sleeps take no time: they move its clock ahead instead. Everything can be replaced.
 */
export function testEnv(parts: Partial<ConnectorEnv> & Pick<ConnectorEnv, 'secrets'>): TestEnv {
  const [calls, retries, throttles] = [new Map(), new Map(), new Map()];
  const slept: number[] = [];
  let aheadMs = 0;
  return {
    source: 'main_hubspot',
    objects: ['contact', 'company', 'deal'],
    ownFields: [],
    fieldPrefix: 'hygiene',
    timeZone: 'UTC',
    folder: '/',
    counter: { call: countIn(calls), retried: countIn(retries), throttled: countIn(throttles) },
    log: silentLog,
    signal: new AbortController().signal,
    now: () => Date.now() + aheadMs,
    random: () => 0.5,
    async sleep(ms) {
      slept.push(ms);
      aheadMs += ms;
    },
    ...parts,
    calls,
    retries,
    throttles,
    slept,
  };
}
