import type {
  CatalogField,
  Change,
  Connector,
  ConnectorDefinition,
  ConnectorEnv,
  CrmRecord,
  Field,
  Outcome,
  Page,
  Step,
} from '../../src/index.ts';
import tally from '../fixtures/example-connector/connector.ts';

type Wrap = (connector: Connector, env: ConnectorEnv) => Connector;

/** The example connector, broken in one way. */
export function broken(wrap: Wrap, changeEnv: (env: ConnectorEnv) => ConnectorEnv = (env) => env): ConnectorDefinition {
  return {
    ...tally,
    connect: async (config, env) => wrap(await tally.connect(config, changeEnv(env)), env),
  };
}

/** The same with another manifest. */
export function misdeclared(manifest: Partial<ConnectorDefinition['manifest']>): ConnectorDefinition {
  return { ...tally, manifest: { ...tally.manifest, ...manifest } };
}

/** Bends the pages of every read, by id too. */
export function bendPages(bend: (page: Page, index: number) => Page): ConnectorDefinition {
  return broken((connector) => ({
    ...connector,
    read: {
      async *pages(object, ask) {
        let index = 0;
        for await (const page of connector.read.pages(object, ask)) yield bend(page, index++);
      },
      byId: async (object, ids) => bend(await connector.read.byId(object, ids), 0),
    },
  }));
}

/** Bends the records of every read. */
export function bendRecords(bend: (records: readonly CrmRecord[]) => readonly CrmRecord[]): ConnectorDefinition {
  return bendPages((page) => ({ ...page, records: bend(page.records) }));
}

/** Bends one field of every record. */
export function bendField(name: string, bend: (field: Field) => Field | undefined): ConnectorDefinition {
  return bendRecords((records) =>
    records.map((record) => {
      const { [name]: field, ...others } = record.fields;
      const bent = field && bend(field);
      return { ...record, fields: bent ? { ...others, [name]: bent } : others };
    }),
  );
}

/** Bends a text; other states stay. */
export function bendText(name: string, bend: (text: string) => string): ConnectorDefinition {
  return bendField(name, (field) => (field.is === 'value' ? { ...field, value: bend(String(field.value)) } : field));
}

/** Bends what is asked of the reader. */
export function bendAsk(bend: (ask: Parameters<Connector['read']['pages']>[1]) => typeof ask): ConnectorDefinition {
  return broken((connector) => ({
    ...connector,
    read: { ...connector.read, pages: (object, ask) => connector.read.pages(object, bend(ask)) },
  }));
}

/** Bends changes on their way in and outcomes on their way out. */
export function bendWrites(
  change: (change: Change) => Change,
  outcomes: (outcome: Outcome) => readonly Outcome[] = (outcome) => [outcome],
): ConnectorDefinition {
  return broken((connector) => ({
    ...connector,
    write: {
      async *apply(changes) {
        async function* bent(): AsyncIterable<Change> {
          for await (const one of changes) yield change(one);
        }
        for await (const outcome of connector.write!.apply(bent())) yield* outcomes(outcome);
      },
    },
  }));
}

/** Bends the plan of provisioning, or does something before it is given. */
export function bendPlan(bend: (steps: readonly Step[], connector: Connector) => Promise<readonly Step[]>) {
  return broken((connector) => ({
    ...connector,
    provision: {
      ...connector.provision!,
      plan: async (fields) => bend(await connector.provision!.plan(fields), connector),
    },
  }));
}

/** Bends the fields of the catalog. */
export function bendCatalog(bend: (fields: readonly CatalogField[]) => readonly CatalogField[]): ConnectorDefinition {
  return broken((connector) => ({
    ...connector,
    async catalog() {
      const catalog = await connector.catalog();
      const fields = Object.entries(catalog.fields).map(([object, list]) => [object, bend(list)]);
      return { ...catalog, fields: Object.fromEntries(fields) };
    },
  }));
}

/** Replaces the error of every listing. */
export function bendErrors(bend: (error: Error, env: ConnectorEnv) => unknown): ConnectorDefinition {
  return broken((connector, env) => ({
    ...connector,
    read: {
      ...connector.read,
      async *pages(object, ask) {
        try {
          yield* connector.read.pages(object, ask);
        } catch (error) {
          throw bend(error as Error, env);
        }
      },
    },
  }));
}
