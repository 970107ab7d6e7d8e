import { access, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { connectors } from '../connectors/index.ts';
import { rules } from '../rules/index.ts';
import { explainProblems } from './agreement/explain.ts';
import { findPlugins } from './agreement/find-plugins.ts';
import { type Loaded, loadAgreement } from './agreement/load.ts';
import { type Environment, readPluginList, readSecrets, readSettings } from './config/environment.ts';
import { createEngine } from './engine/engine.ts';
import type { CallReport, JobContext, OpenSource, Progress } from './jobs/context.ts';
import { RuleFaults } from './jobs/rule-faults.ts';
import { createLog } from './log.ts';
import type { Agreement, OwnField, SourceSettings } from './model/agreement.ts';
import type { CallCounter, ConnectorDefinition, OwnFieldSource } from './model/connector.ts';
import { UserError } from './model/errors.ts';
import type { Log } from './model/log.ts';
import type { Plugin } from './model/plugin.ts';
import type { ObjectType } from './model/record.ts';
import type { Rule } from './model/rule.ts';
import type { Store } from './model/store.ts';
import { loadPlugins } from './plugins/load-plugins.ts';
import { openStore } from './store/open.ts';

/** Everything the outside hands to the application; nothing else reads clock, environment or randomness. */
export interface Outside {
  readonly env: Environment;
  /** Against which relative paths of options are resolved. */
  readonly cwd: string;
  readonly stderr: NodeJS.WritableStream;
  readonly signal: AbortSignal;
  now(): Date;
  random(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The rules and connectors that are built in. */
export const builtIn: { readonly rules: readonly Rule[]; readonly connectors: readonly ConnectorDefinition[] } = {
  rules,
  connectors,
};

/** What to open. */
export interface AppOptions {
  readonly outside: Outside;
  /** Path of the agreement. */
  readonly file: string;
  /** The instant at which records are judged; the present when null. */
  readonly judgedAt: Date | null;
  readonly progress: Progress;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug' | null;
  /** Whether sources are connected to; `false` for commands that only read the database. */
  readonly connect: boolean;
}

/** An open application: the context that jobs run in. */
export interface App {
  readonly agreement: Agreement;
  readonly context: JobContext;
  close(): Promise<void>;
}

/** Whether there is an agreement at a path, readable or not. */
export async function hasAgreement(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** The text of an agreement; throws UserError where there is no such file. */
export async function readAgreementText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError({
      code: 'AGREEMENT_MISSING',
      message: `There is no agreement at ${file}. Make one with: crm-hygiene init`,
      cause,
    });
  }
}

/** Rules and connectors that an agreement can use: those built in, and the plug-ins it names. */
export interface Kinds {
  readonly rules: readonly Rule[];
  readonly connectors: readonly ConnectorDefinition[];
  readonly plugins: readonly Plugin[];
}

/** Where plug-ins come from: what the environment allows, and the folder its paths are relative to. */
export type PluginOutside = Pick<Outside, 'env' | 'cwd' | 'sleep'>;

/** Loads the plug-ins that an agreement's text names, as far as the environment allows them. */
export async function loadKinds(text: string, file: string, outside: PluginOutside): Promise<Kinds> {
  const plugins = await loadPlugins(findPlugins(text, builtInKinds()), {
    ...builtIn,
    listed: readPluginList(outside.env),
    workingFolder: outside.cwd,
    folder: dirname(resolve(outside.cwd, file)),
    sleep: outside.sleep,
  });
  return {
    rules: [...builtIn.rules, ...plugins.flatMap((plugin) => (plugin.is === 'rules' ? plugin.rules : []))],
    connectors: [
      ...builtIn.connectors,
      ...plugins.flatMap((plugin) => (plugin.is === 'connector' ? [plugin.definition] : [])),
    ],
    plugins,
  };
}

/** Reads an agreement with its plug-ins; `file` is shown in problems as it is given. */
export async function loadFile(
  file: string,
  outside: PluginOutside,
): Promise<{ readonly loaded: Loaded; readonly kinds: Kinds }> {
  const text = await readAgreementText(resolve(outside.cwd, file));
  const kinds = await loadKinds(text, file, outside);
  return { loaded: loadAgreement(text, { file, ...builtInKinds(), plugins: kinds.plugins }), kinds };
}

/** Reads and checks an agreement; throws UserError with all its problems. */
export async function readAgreement(
  file: string,
  outside: PluginOutside,
): Promise<{ readonly agreement: Agreement; readonly kinds: Kinds }> {
  const { loaded, kinds } = await loadFile(file, outside);
  if ('problems' in loaded)
    throw new UserError({ code: 'AGREEMENT_INVALID', message: explainProblems(loaded.problems) });
  return { agreement: loaded.agreement, kinds };
}

/** Rules and connector manifests in the form that loading an agreement wants. */
export function builtInKinds() {
  return { rules: builtIn.rules, connectors: builtIn.connectors.map((definition) => definition.manifest) };
}

/** The connector of a source; the agreement was checked, so it is there. */
function definitionOf(source: SourceSettings, { connectors }: Kinds): ConnectorDefinition {
  return connectors.find((definition) => definition.manifest.name === source.connector)!;
}

function createCounter(): { readonly counter: CallCounter; report(): CallReport } {
  const byRoute = new Map<string, number>();
  let retried = 0;
  let throttled = 0;
  return {
    counter: {
      call: (route) => byRoute.set(route, (byRoute.get(route) ?? 0) + 1),
      retried: () => retried++,
      throttled: () => throttled++,
    },
    report: () => ({
      total: [...byRoute.values()].reduce((sum, count) => sum + count, 0),
      byRoute: Object.fromEntries([...byRoute].sort(([a], [b]) => (a < b ? -1 : 1))),
      retried,
      throttled,
    }),
  };
}

function ownFieldsOf(fields: readonly OwnField[], source: string): readonly OwnFieldSource[] {
  return fields.flatMap(({ object, name, type, in: places }) =>
    (places[source] ?? []).map((column) => ({ object, name, type, column })),
  );
}

async function openSource(
  settings: SourceSettings,
  agreement: Agreement,
  definition: ConnectorDefinition,
  secrets: Readonly<Record<string, string>>,
  options: AppOptions,
  log: Log,
): Promise<OpenSource> {
  const { outside } = options;
  const { counter, report } = createCounter();
  const objects: readonly ObjectType[] = settings.sync;
  const connector = await definition.connect(settings.config, {
    source: settings.name,
    objects,
    ownFields: ownFieldsOf(agreement.fields, settings.name),
    fieldPrefix: agreement.writeBack.fieldPrefix,
    timeZone: agreement.timeZone,
    folder: dirname(options.file),
    secrets,
    counter,
    log,
    signal: outside.signal,
    now: () => outside.now().getTime(),
    random: outside.random,
    sleep: (ms) => outside.sleep(ms, outside.signal),
  });
  return {
    name: settings.name,
    objects,
    connector,
    readsChanges: definition.manifest.capabilities.changedSince,
    calls: report,
  };
}

/** Opens agreement, database and sources. Throws UserError for what the person who called can mend. */
export async function openApp(options: AppOptions): Promise<App> {
  const { outside } = options;
  const settings = readSettings(outside.env);
  const file = resolve(outside.cwd, options.file);
  const { agreement, kinds } = await readAgreement(file, outside);
  const secrets = new Map(
    options.connect
      ? agreement.sources.map((source) => [
          source.name,
          readSecrets(source.name, definitionOf(source, kinds).manifest, outside.env),
        ])
      : [],
  );
  const log = createLog({
    level: options.logLevel ?? settings.logLevel,
    secrets: [...secrets.values()].flatMap((values) => Object.values(values)),
    stream: outside.stderr,
    asJson: false,
  });
  const store: Store = await openStore(settings.databaseUrl, { now: outside.now });
  const sources: OpenSource[] = [];
  const close = async (): Promise<void> => {
    for (const source of sources) await source.connector.close();
    await store.close();
  };
  try {
    await store.migrate();
    if (options.connect)
      for (const source of agreement.sources)
        sources.push(
          await openSource(
            source,
            agreement,
            definitionOf(source, kinds),
            secrets.get(source.name) ?? {},
            { ...options, file },
            log,
          ),
        );
  } catch (error) {
    await close();
    throw error;
  }
  const engine = createEngine(agreement, kinds.rules, options.judgedAt ?? outside.now());
  return {
    agreement,
    context: {
      store,
      engine,
      sources,
      log,
      progress: options.progress,
      ruleFaults: new RuleFaults(),
      signal: outside.signal,
      now: outside.now,
    },
    close,
  };
}
