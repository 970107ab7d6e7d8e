import { access, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { connectors } from '../connectors/index.ts';
import { rules, rulesets } from '../rules/index.ts';
import { findPlugins } from './agreement/find-plugins.ts';
import { type Loaded, loadAgreement } from './agreement/load.ts';
import {
  type Around,
  type AtWork,
  agreementAtWork,
  type Catalogs,
  type OpenText,
  workByInForce,
} from './agreement-at-work.ts';
import { type Environment, readPluginList, readSecrets, readSettings } from './config/environment.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { judgeExamples } from './engine/judge-example.ts';
import { withLearntLimits } from './engine/learnt.ts';
import type { CallReport, JobContext, OpenSource, Progress } from './jobs/context.ts';
import { RuleFaults } from './jobs/rule-faults.ts';
import { createLog } from './log.ts';
import type { Agreement, OwnField, SourceSettings } from './model/agreement.ts';
import type { CallCounter, ConnectorDefinition, OwnFieldSource } from './model/connector.ts';
import { isHygieneError, UserError } from './model/errors.ts';
import { stageTestsOf } from './model/lifecycle-mapping.ts';
import type { Log } from './model/log.ts';
import type { Plugin } from './model/plugin.ts';
import type { ObjectType } from './model/record.ts';
import type { Rule } from './model/rule.ts';
import type { Store } from './model/store.ts';
import { loadPlugins } from './plugins/load-plugins.ts';
import { openStore, storeExists } from './store/open.ts';

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
  /** The instant at which records are judged, given or told by the agreement's time zone; the present when null. */
  readonly judgedAt: Date | ((timeZone: string) => Date) | null;
  readonly progress: Progress;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug' | null;
  /** Whether sources are connected to; `false` for commands that only read the database. */
  readonly connect: boolean;
  /** Works by the version in force whatever the file says, for this reason. */
  readonly byInForce?: string;
}

/** An open application: the context that jobs run in. */
export interface App {
  readonly agreement: Agreement;
  /** Why the version in force is at work and not the file; null where it is the file. */
  readonly stays: string | null;
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

/** Opens the text of an agreement with its plug-ins, to be read. */
export async function openText(text: string, file: string, outside: PluginOutside): Promise<OpenText<Kinds>> {
  const kinds = await loadKinds(text, file, outside);
  return {
    text,
    kinds,
    read: (more) => loadAgreement(text, { file, ...builtInKinds(), plugins: kinds.plugins, ...more }),
  };
}

/** Reads an agreement with its plug-ins; `file` is shown in problems as it is given. */
export async function loadFile(
  file: string,
  outside: PluginOutside,
): Promise<{ readonly loaded: Loaded; readonly kinds: Kinds }> {
  const { kinds, read } = await openText(await readAgreementText(resolve(outside.cwd, file)), file, outside);
  return { loaded: read({}), kinds };
}

/** Rules, rulesets and connector manifests in the form that loading an agreement wants. */
export function builtInKinds() {
  const manifests = builtIn.connectors.map((definition) => definition.manifest);
  return { rules: builtIn.rules, rulesets, connectors: manifests, judge: judgeExamples };
}

/** The connector of a source; the agreement was checked, so it is there. */
export function definitionOf(source: SourceSettings, { connectors }: Kinds): ConnectorDefinition {
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
    lifecycle: stageTestsOf(agreement.lifecycle, settings.name),
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

/** Who started the program, as far as the environment tells. */
function personIn({ USER, LOGNAME, USERNAME }: Environment): string {
  return USER || LOGNAME || USERNAME || 'unknown';
}

/** The credentials of the sources, where they are to be connected to. */
function secretsOf({ agreement, kinds }: AtWork<Kinds>, { connect, outside }: AppOptions) {
  return new Map(
    connect
      ? agreement.sources.map((source) => [
          source.name,
          readSecrets(source.name, definitionOf(source, kinds).manifest, outside.env),
        ])
      : [],
  );
}

/**
 * The engine for an agreement read against what the CRMs offer now. Where the revision in force says something they do not
 * have any more it goes on as it is written; another one throws UserError, and does not come in force.
 */
function resolveWith(work: AtWork<Kinds>, catalogs: Catalogs, log: Log, engineOf: (agreement: Agreement) => Engine) {
  try {
    return engineOf(work.resolve(catalogs));
  } catch (error) {
    if (!isHygieneError(error) || work.inForce?.revision !== work.revision.revision) throw error;
    log.warn('the agreement in force names what a CRM does not have any more', { problems: error.message });
    return engineOf(work.agreement);
  }
}

/** The agreement to work by. A database that is not there yet is not made for an agreement that cannot be read. */
async function findAtWork(options: AppOptions, file: string, store: Store | null): Promise<AtWork<Kinds>> {
  const { outside, byInForce } = options;
  const around: Around<Kinds> = {
    store,
    open: (text) => openText(text, options.file, outside),
    by: personIn(outside.env),
    now: outside.now(),
  };
  if (byInForce !== undefined) return workByInForce(around, byInForce);
  return agreementAtWork(await readAgreementText(file), around);
}

function openedStore(url: string, now: () => Date): Promise<Store | null> {
  return storeExists(url) ? openStore(url, { now }) : Promise.resolve(null);
}

/** Opens agreement, database and sources. Throws UserError for what the person who called can mend. */
export async function openApp(options: AppOptions): Promise<App> {
  const { outside } = options;
  const settings = readSettings(outside.env);
  const file = resolve(outside.cwd, options.file);
  const stored = await openedStore(settings.databaseUrl, outside.now);
  const { work, secrets } = await findAtWork(options, file, stored)
    .then((work) => ({ work, secrets: secretsOf(work, options) }))
    .catch(async (error: unknown) => {
      await stored?.close();
      throw error;
    });
  const { agreement, kinds } = work;
  const log = createLog({
    level: options.logLevel ?? settings.logLevel,
    secrets: [...secrets.values()].flatMap((values) => Object.values(values)),
    stream: outside.stderr,
    asJson: false,
  });
  const store = stored ?? (await openStore(settings.databaseUrl, { now: outside.now }));
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
  const { judgedAt } = options;
  const now = typeof judgedAt === 'function' ? judgedAt(agreement.timeZone) : (judgedAt ?? outside.now());
  const learnt = await store.learntLimits();
  const engineOf = (resolved: Agreement) => createEngine(withLearntLimits(resolved, learnt), kinds.rules, now);
  return {
    agreement,
    stays: work.stays,
    context: {
      store,
      engine: engineOf(agreement),
      revision: work.revision,
      resolve: (catalogs) => resolveWith(work, catalogs, log, engineOf),
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
