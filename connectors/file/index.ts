import { basename } from 'node:path';
import { defineConnector } from '../../src/model/connector.ts';
import { readCatalog } from './catalog.ts';
import { openConnection } from './connection.ts';
import { diagnose } from './diagnose.ts';
import { manifest } from './manifest.ts';
import { createReader } from './read.ts';
import { createWriter } from './write.ts';

/**
 * The connector for CSV and JSON exports. The account is the first file of `sync:`, so that another file under the
 * same source name is noticed, while objects can be added at the end.
 */
export const file = defineConnector({
  manifest,
  async connect(config, env) {
    const connection = openConnection(config, env);
    const first = connection.objects[0]?.plan.file.shown ?? '';
    return {
      identify: async () => ({ id: `file:${first}`, name: basename(first), timeZone: '' }),
      catalog: () => readCatalog(connection),
      read: createReader(connection),
      write: createWriter(connection),
      diagnose: () => diagnose(connection),
      close: async () => {},
    };
  },
});
