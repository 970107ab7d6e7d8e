import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.ts';
import { storeProperties } from './store-properties.ts';
import { storeSuite } from './store-suite.ts';
import type { OpenFresh } from './suite/workbench.ts';

const openFresh: OpenFresh = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-store-'));
  const store = await openStore(`sqlite:${join(folder, 'hygiene.db')}`, { now: () => new Date(0) });
  return {
    store,
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
};

storeSuite('sqlite', openFresh);
storeProperties('sqlite', openFresh);
