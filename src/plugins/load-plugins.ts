import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ConnectorDefinition } from '../model/connector.ts';
import type { Plugin, PluginRefusal, PluginRequest } from '../model/plugin.ts';
import type { Rule } from '../model/rule.ts';
import { openAllowList } from './allow-list.ts';
import { findConnectorFaults } from './connector-contract.ts';
import { explainImportError } from './explain-import-error.ts';
import { guardConnector } from './guard-connector.ts';
import { guardRule } from './guard-rule.ts';
import { type ModuleSystem, nodeModules } from './module-system.ts';
import { type PluginPlaces, resolvePlugin } from './resolve-plugin.ts';
import { findRuleFaults } from './rule-contract.ts';

/** What plug-ins are loaded beside, and where. */
export interface PluginWorld extends Omit<PluginPlaces, 'allowed'> {
  readonly rules: readonly Rule[];
  readonly connectors: readonly ConnectorDefinition[];
  /** Node's modules unless given. */
  readonly modules?: ModuleSystem;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** What is there already; a later plug-in may not bring it again. */
interface Taken {
  readonly rules: Rule[];
  readonly connectors: ConnectorDefinition[];
  /** What a module exported → the plug-in made of it, as two names may lead to one file. */
  readonly made: Map<unknown, Plugin>;
}

const loadLimitMs = 30_000;

function refuse(request: PluginRequest, why: PluginRefusal, reasons: readonly string[]): Plugin {
  return { is: 'refused', ...request, why, reasons };
}

/** A module that awaits what never comes would otherwise end the process without a word. */
async function importInTime(url: string, modules: ModuleSystem, sleep: PluginWorld['sleep']): Promise<unknown> {
  const done = new AbortController();
  const late = sleep(loadLimitMs, done.signal).then(() => {
    throw Object.assign(new Error(`it was not ready after ${loadLimitMs / 1000} seconds`), { code: 'PLUGIN_TOO_SLOW' });
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([modules.import(url), late]);
  } finally {
    done.abort();
  }
}

async function fingerprintOf(url: string): Promise<string> {
  const bytes = await readFile(fileURLToPath(url));
  return createHash('sha256').update(bytes).digest('hex').slice(0, 12);
}

function takeConnector(request: PluginRequest, exported: unknown, taken: Taken): Plugin {
  const faults = findConnectorFaults(exported, taken.connectors);
  if (faults.length > 0) return refuse(request, 'against the contract', faults);
  const definition = guardConnector(exported as ConnectorDefinition, request.name);
  taken.connectors.push(definition);
  return { is: 'connector', name: request.name, definition };
}

function takeRules(request: PluginRequest, exported: unknown, code: string, taken: Taken): Plugin {
  const faults = findRuleFaults(exported, taken.rules);
  if (faults.length > 0) return refuse(request, 'against the contract', faults);
  const rules = ((Array.isArray(exported) ? exported : [exported]) as Rule[]).map((rule) =>
    guardRule(rule, request.name),
  );
  taken.rules.push(...rules);
  return { is: 'rules', name: request.name, rules, code };
}

async function loadPlugin(
  request: PluginRequest,
  places: PluginPlaces,
  world: PluginWorld,
  taken: Taken,
): Promise<Plugin> {
  const modules = world.modules ?? nodeModules;
  const resolved = await resolvePlugin(request.name, places, modules);
  if ('why' in resolved) return refuse(request, resolved.why, [resolved.reason]);
  let exported: unknown;
  let code: string;
  try {
    code = await fingerprintOf(resolved.url);
    exported = ((await importInTime(resolved.url, modules, world.sleep)) as { readonly default?: unknown }).default;
  } catch (error) {
    return refuse(request, 'not loaded', [`cannot be loaded: ${explainImportError(error, world.folder)}`]);
  }
  const known = taken.made.get(exported);
  if (known?.is === 'connector' && request.kind === 'connector') return { ...known, name: request.name };
  if (known?.is === 'rules' && request.kind === 'rules')
    return refuse(request, 'against the contract', [`is the same module as "${known.name}"; keep one of them`]);
  const plugin =
    request.kind === 'connector' ? takeConnector(request, exported, taken) : takeRules(request, exported, code, taken);
  if (plugin.is !== 'refused') taken.made.set(exported, plugin);
  return plugin;
}

/**
 * Loads what an agreement names, one after another, and says of each what became of it. Nothing is imported that
 * CRM_HYGIENE_PLUGINS does not list. Throws UserError where the list itself cannot be read.
 */
export async function loadPlugins(requests: readonly PluginRequest[], world: PluginWorld): Promise<readonly Plugin[]> {
  const allowed = await openAllowList(world.listed, world.workingFolder);
  const taken: Taken = { rules: [...world.rules], connectors: [...world.connectors], made: new Map() };
  const plugins: Plugin[] = [];
  for (const request of requests) plugins.push(await loadPlugin(request, { ...world, allowed }, world, taken));
  return plugins;
}
