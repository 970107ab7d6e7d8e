import { setImmediate as nextTurn } from 'node:timers/promises';
import { aloneVersion } from '../model/identity.ts';
import type { JobContext } from './context.ts';

const recordsPerChunk = 500;

/**
 * Makes the keys of stored records anew where another version of their definition made them, or none did (a database of
 * before, a second source in the agreement): no CRM is asked. Interrupted, it begins again; doing it twice is harmless.
 */
export async function rekey({ store, engine, signal }: JobContext): Promise<void> {
  const { identity } = engine;
  for (const { name, sync } of engine.agreement.sources)
    for (const object of sync) {
      const version = (await store.keyVersion(name, object)) ?? aloneVersion;
      if (version === identity.version) continue;
      let after = '';
      for (;;) {
        const records = await store.page({ source: name, object, after, limit: recordsPerChunk });
        const last = records.at(-1);
        if (!last) break;
        await store.commit({ identity, rekeyed: records });
        after = last.ref.id;
        await nextTurn();
        if (signal.aborted) return;
      }
      await store.commit({ keyed: { source: name, object, version: identity.version } });
    }
}
