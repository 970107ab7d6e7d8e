import type {
  Ask,
  Change,
  Connector,
  ConnectorDefinition,
  ConnectorEnv,
  Outcome,
  Page,
} from '../../model/connector.ts';
import { type HealthFieldSpec, type HealthOption, healthFields } from '../../model/health-field.ts';
import type { CrmRecord, ObjectType } from '../../model/record.ts';
import type { Backend, CrmAccount, Seed } from './backend.ts';
import { createCaseEnv, type Observed, sourceName } from './case-env.ts';
import { ConformanceError, expectSameSet, expectThat } from './expect-that.ts';

/** More pages than any account of the kit can fill: a listing past this never ends. */
const mostPages = 2000;

/** Flags that the kit creates and writes. */
export const benchFlags: readonly HealthOption[] = [
  { value: 'person_stale', label: 'Stale' },
  { value: 'deal_amount_missing', label: 'No amount' },
];

/** A connection under test. */
export interface Session {
  readonly connector: Connector;
  readonly objects: readonly ObjectType[];
  observed(): Observed;
  abort(): void;
  /** All pages of an object. */
  pages(object: ObjectType, ask?: Partial<Ask>): Promise<readonly Page[]>;
  /** All records of an object. */
  list(object: ObjectType, ask?: Partial<Ask>): Promise<readonly CrmRecord[]>;
  /** Writes changes; fails unless each has exactly one outcome. */
  write(changes: readonly Omit<Change, 'intent'>[]): Promise<readonly Outcome[]>;
  /** Creates the health fields of these objects, where the connector can. */
  provision(objects?: readonly ObjectType[]): Promise<void>;
}

/** An account with a connection to it, and the ids of the seeds. */
export interface Stand {
  readonly account: CrmAccount;
  readonly session: Session;
  readonly ids: readonly string[];
}

/** How to connect where it is not the usual way. */
export interface ConnectOptions {
  readonly objects?: readonly ObjectType[];
  readonly env?: Partial<ConnectorEnv>;
}

/** What a case works with: opens accounts and connections, and closes them after it. */
export interface Bench {
  readonly definition: ConnectorDefinition;
  /** The canonical objects of the manifest. */
  readonly objects: readonly ObjectType[];
  /** The object that most cases use. */
  readonly main: ObjectType;
  readonly neverLinked: NonNullable<Backend['neverLinked']>;
  open(seeds: readonly Seed[]): Promise<CrmAccount>;
  connect(account: CrmAccount, options?: ConnectOptions): Promise<Session>;
  /** Opens an account and connects to it. */
  stand(seeds: readonly Seed[], options?: ConnectOptions): Promise<Stand>;
  /** The same with the health fields created, so that it can be written to. */
  writable(seeds: readonly Seed[]): Promise<Stand>;
  clear(): Promise<void>;
}

/** The specifications of the health fields of some objects. */
export function specsOf(objects: readonly ObjectType[], flags = benchFlags): readonly HealthFieldSpec[] {
  return objects.flatMap((object) => healthFields(object, flags));
}

/** A change of one record, but for its intent. */
export function changeOf(object: ObjectType, id: string, values: Change['values']): Omit<Change, 'intent'> {
  return { ref: { source: sourceName, object, id }, values };
}

/** A part of the account or connector that the manifest claims; says which promise is not kept where it lacks. */
export function needed<T>(part: T | undefined, name: string, because: string): T {
  if (part !== undefined) return part;
  throw new ConformanceError(`The contract asks: ${because}, so ${name} is there.\nFound: it is not.`);
}

function askOf(ask: Partial<Ask>): Ask {
  return { since: null, from: null, links: [], unseen: async (_, hits) => hits.map((hit) => hit.id), ...ask };
}

async function readPages(connector: Connector, object: ObjectType, ask: Partial<Ask>): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for await (const page of connector.read.pages(object, askOf(ask))) {
    pages.push(page);
    expectThat(pages.length < mostPages, 'a listing ends', `${mostPages} pages and no end`);
  }
  return pages;
}

async function writeAll(
  connector: Connector,
  changes: readonly Omit<Change, 'intent'>[],
  nextIntent: () => number,
): Promise<readonly Outcome[]> {
  const writer = needed(connector.write, 'the part `write`', 'the manifest claims capabilities.write');
  const intents: string[] = [];
  async function* numbered(): AsyncIterable<Change> {
    for (const change of changes) {
      const intent = nextIntent();
      intents.push(`${intent} ${change.ref.object} ${change.ref.id}`);
      yield { intent, ...change };
    }
  }
  const outcomes: Outcome[] = [];
  for await (const outcome of writer.apply(numbered())) outcomes.push(outcome);
  expectSameSet(
    outcomes.map(({ intent, ref }) => `${intent} ${ref.object} ${ref.id}`),
    intents,
    'every change has exactly one outcome, with its intent and its record',
  );
  return outcomes;
}

function sessionOver(
  connector: Connector,
  objects: readonly ObjectType[],
  observed: () => Observed,
  abort: () => void,
): Session {
  let intents = 100;
  const pages: Session['pages'] = (object, ask = {}) => readPages(connector, object, ask);
  return {
    connector,
    objects,
    observed,
    abort,
    pages,
    list: async (object, ask) => (await pages(object, ask)).flatMap(({ records }) => records),
    write: (changes) => writeAll(connector, changes, () => ++intents),
    async provision(some = objects) {
      const { provision } = connector;
      if (provision) await provision.run(await provision.plan(specsOf(some)));
    },
  };
}

/** The object whose records people fill most freely; every connector has at least one object. */
function mainOf(objects: readonly ObjectType[]): ObjectType {
  const main = (['contact', 'company', 'deal', 'lead'] as const).find((object) => objects.includes(object));
  if (main) return main;
  throw new ConformanceError('The contract asks: the manifest names at least one object.\nFound: none.');
}

/** Prepares a case. */
export function createBench(definition: ConnectorDefinition, backend: Backend): Bench {
  const objects = [...new Set(Object.values(definition.manifest.objects))];
  const endings: (() => Promise<void>)[] = [];
  const open: Bench['open'] = async (seeds) => {
    const account = await backend.open(seeds);
    endings.push(() => account.close());
    expectThat(
      account.ids.length === seeds.length,
      `the backend gives an id for each of ${seeds.length} seeds`,
      account.ids.length,
    );
    return account;
  };
  const connect: Bench['connect'] = async (account, options = {}) => {
    const synced = options.objects ?? objects;
    const { env, observed, abort } = createCaseEnv(account, synced, options.env);
    const connector = await definition.connect(definition.manifest.config.parse(account.config), env);
    endings.push(() => connector.close());
    return sessionOver(connector, synced, observed, abort);
  };
  const stand: Bench['stand'] = async (seeds, options) => {
    const account = await open(seeds);
    return { account, session: await connect(account, options), ids: account.ids };
  };
  return {
    definition,
    objects,
    main: mainOf(objects),
    neverLinked: backend.neverLinked ?? [],
    open,
    connect,
    stand,
    async writable(seeds) {
      const made = await stand(seeds);
      await made.session.provision();
      return made;
    },
    async clear() {
      // Connections before the accounts they lead to; one that cannot be closed keeps no other open.
      const failures: unknown[] = [];
      for (const end of endings.reverse()) await end().catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
  };
}
