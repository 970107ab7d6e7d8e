import type { ConnectorEnv } from '../../model/connector.ts';
import { silentLog } from '../../model/log.ts';
import type { ObjectType } from '../../model/record.ts';
import type { CrmAccount } from './backend.ts';

/** The name under which the kit connects a source. */
export const sourceName = 'under_test';

/** What a connector did with its environment. */
export interface Observed {
  readonly calls: number;
  readonly retried: number;
  readonly throttled: number;
  /** How long its sleeps would have lasted in all, ms. */
  readonly sleptMs: number;
}

/** An environment whose sleeps take no time, with what was counted in it. */
export interface CaseEnv {
  readonly env: ConnectorEnv;
  observed(): Observed;
  abort(): void;
}

/**
 * Makes the environment of a connection. A sleep moves its clock ahead and gives the CRM one real millisecond, so that
 * a connector that polls is not spun through its patience.
 */
export function createCaseEnv(
  account: CrmAccount,
  objects: readonly ObjectType[],
  parts: Partial<ConnectorEnv> = {},
): CaseEnv {
  const abort = new AbortController();
  const seen = { calls: 0, retried: 0, throttled: 0, sleptMs: 0 };
  const env: ConnectorEnv = {
    source: sourceName,
    objects,
    ownFields: account.ownFields.filter(({ object }) => objects.includes(object)),
    fieldPrefix: 'hygiene',
    timeZone: 'UTC',
    folder: account.folder ?? '/',
    secrets: account.secrets,
    counter: {
      call: () => void seen.calls++,
      retried: () => void seen.retried++,
      throttled: () => void seen.throttled++,
    },
    log: silentLog,
    signal: abort.signal,
    now: () => account.now() + seen.sleptMs,
    random: () => 0.5,
    async sleep(ms) {
      abort.signal.throwIfAborted();
      seen.sleptMs += ms;
      await new Promise((resolve) => setTimeout(resolve, 1));
      abort.signal.throwIfAborted();
    },
    ...parts,
  };
  return { env, observed: () => ({ ...seen }), abort: () => abort.abort(new Error('the run was aborted')) };
}
