import { defineConnector } from '../../src/model/connector.ts';
import { createCatalog } from './catalog.ts';
import { createClient } from './client.ts';
import { diagnose } from './diagnose.ts';
import { createLists } from './lists.ts';
import { salesforceManifest } from './manifest.ts';
import { createMapping } from './mapping.ts';
import { createOrg } from './org.ts';
import { createProvisioner } from './provision.ts';
import { createReader } from './read.ts';
import { createWriter } from './write.ts';

/** The Salesforce connector: reads leads, contacts, accounts and opportunities, writes and creates the health fields. */
export const salesforce = defineConnector({
  manifest: salesforceManifest,
  toRecord(object, properties, env) {
    const available = new Set(Object.keys(properties));
    const org = { available, recordTypes: new Map(), convertedStatuses: new Set<string>(), hasHistory: false };
    return createMapping(object, org, env).toRecord({ ...properties }, null, '');
  },
  async connect(config, env) {
    const client = createClient(env, config);
    const org = createOrg(client);
    const context = { client, org, lists: createLists(client) };
    return {
      identify: () => org.identify(),
      catalog: createCatalog(context),
      read: createReader(context),
      write: createWriter(client),
      provision: createProvisioner(context),
      diagnose: () => diagnose(context),
      close: async () => {},
    };
  },
});
