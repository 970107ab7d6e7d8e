import { defineConnector } from '../../src/model/connector.ts';
import { createAccount } from './account.ts';
import { createCatalog } from './catalog.ts';
import { createClient } from './client.ts';
import { diagnose } from './diagnose.ts';
import { hubspotManifest } from './manifest.ts';
import { createMapping } from './mapping.ts';
import { createProvisioner } from './provision.ts';
import { createReader } from './read.ts';
import { createWriter } from './write.ts';

/** The HubSpot connector: reads contacts, companies and deals, writes and creates the health fields. */
export const hubspot = defineConnector({
  manifest: hubspotManifest,
  toRecord(object, properties, env) {
    if (object === 'lead') return null;
    const mapping = createMapping(object, new Set(Object.keys(properties)), env);
    return mapping.toRecord({ id: String(properties.hs_object_id ?? ''), properties }, '');
  },
  async connect(config, env) {
    const client = createClient(env);
    const account = createAccount(client);
    return {
      identify: () => account.identify(),
      catalog: createCatalog(client, account, env),
      read: createReader({ client, account, env, config }),
      write: createWriter(client, env),
      provision: createProvisioner(client, account, env),
      diagnose: () => diagnose({ client, account, env }),
      close: async () => {},
    };
  },
});
