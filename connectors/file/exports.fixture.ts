import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ask, Change, Connector, ConnectorEnv, Outcome, OwnFieldSource, Page } from '../../src/model/connector.ts';
import type { LogFields } from '../../src/model/log.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { file } from './index.ts';

/** A line that the connector logged as a warning. */
export interface Warning {
  readonly message: string;
  readonly fields: LogFields;
}

/** A folder with exports of the test's own making, gone after the test. */
export interface ExportFolder {
  readonly folder: string;
  readonly warnings: Warning[];
  write(name: string, content: string | Uint8Array): Promise<void>;
  /** Connects as the agreement would: the settings go through the manifest's schema. */
  connect(settings: unknown, more?: Partial<ConnectorEnv>): Promise<Connector>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** An environment over a folder; the objects are those of `sync:`. */
function makeEnv(folder: string, warnings: Warning[], more: Partial<ConnectorEnv>): ConnectorEnv {
  return {
    source: 'export',
    objects: ['deal'],
    ownFields: [] as readonly OwnFieldSource[],
    fieldPrefix: 'hygiene',
    timeZone: 'Europe/Berlin',
    folder,
    secrets: {},
    counter: { call() {}, retried() {}, throttled() {} },
    log: { debug() {}, info() {}, warn: (message, fields = {}) => void warnings.push({ message, fields }), error() {} },
    signal: new AbortController().signal,
    now: () => Date.UTC(2024, 3, 11),
    random: () => 0.5,
    sleep: async () => {},
    ...more,
  };
}

/** Connects over a folder that is already there. */
export async function connectTo(
  folder: string,
  settings: unknown,
  warnings: Warning[] = [],
  more: Partial<ConnectorEnv> = {},
): Promise<Connector> {
  return file.connect(file.manifest.config.parse(settings), makeEnv(folder, warnings, more));
}

/** Makes an empty folder; `await using` removes it. */
export async function makeExports(): Promise<ExportFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'hygiene-file-'));
  const warnings: Warning[] = [];
  return {
    folder,
    warnings,
    write: (name, content) => writeFile(join(folder, name), content),
    connect: (settings, more) => connectTo(folder, settings, warnings, more),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Asks for everything. */
export const askAll: Ask = { since: null, from: null, links: ['company', 'contact'], unseen: async () => [] };

/** Everything an iterable gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** All pages of an object. */
export async function readPages(connector: Connector, object: ObjectType = 'deal', ask = askAll): Promise<Page[]> {
  return collect(connector.read.pages(object, ask));
}

/** Values of one field by record id: the value, or the state where there is none. */
export function valuesOf(pages: readonly Page[], field: string): Readonly<Record<string, unknown>> {
  const records = pages.flatMap((page) => page.records);
  return Object.fromEntries(
    records.map(({ ref, fields }) => {
      const found = fields[field];
      return [ref.id, found?.is === 'value' ? found.value : found?.is];
    }),
  );
}

/** Writes values of deals; the intents are numbered from 1. */
export async function writeDeals(
  connector: Connector,
  values: Readonly<Record<string, Change['values']>>,
): Promise<Outcome[]> {
  async function* changes(): AsyncGenerator<Change> {
    let intent = 0;
    for (const [id, each] of Object.entries(values))
      yield { intent: ++intent, ref: { source: 'export', object: 'deal', id }, values: each };
  }
  return collect(connector.write!.apply(changes()));
}

/** Name, code and sentence of the error that work ends with; another error than ours is thrown on. */
export async function errorOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error) || !('code' in error)) throw error ?? new Error('nothing was refused');
  return `${error.name} ${error.code} ${error.message}`;
}
