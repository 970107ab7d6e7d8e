import { isMeantAsPlugin, type Plugin, type PluginKind, type PluginRefusal } from '../../model/plugin.ts';
import type { Desk } from '../desk.ts';
import type { ProblemCode } from '../problem.ts';
import { quoted } from '../reading.ts';
import type { Span } from '../tree.ts';

type Refused = Extract<Plugin, { readonly is: 'refused' }>;

const codes: Readonly<Record<PluginRefusal, ProblemCode>> = {
  'not allowed': 'AGREEMENT_PLUGIN_NOT_ALLOWED',
  'not loaded': 'AGREEMENT_PLUGIN_NOT_LOADED',
  'against the contract': 'AGREEMENT_PLUGIN_CONTRACT',
};

/** What became of the plug-in of a name; null where nothing of that name was asked for. */
export function pluginNamed(plugins: readonly Plugin[], kind: PluginKind, name: string): Plugin | null {
  return plugins.find((one) => one.name === name && (one.is === 'refused' ? one.kind : one.is) === kind) ?? null;
}

/** A word that is nothing here, and could be a package that nobody allowed: more likely it is misspelt. */
export function isStrayWord(plugin: Refused): boolean {
  return plugin.why === 'not allowed' && !isMeantAsPlugin(plugin.name);
}

/** Reports why a plug-in was not taken: every reason is a problem of its own, where the plug-in is named. */
export function reportRefusal(plugin: Refused, at: Span, path: readonly string[], desk: Desk): void {
  for (const reason of plugin.reasons)
    desk.problem({ code: codes[plugin.why], at, path, message: `The plug-in ${quoted(plugin.name)} ${reason}` });
}
