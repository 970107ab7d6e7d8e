import { resolve } from 'node:path';
import { builtIn, hasAgreement, loadKinds, readAgreementText } from '../app.ts';
import type { Rule } from '../model/rule.ts';
import { type CommonOptions, type Session, say } from './terminal.ts';

/** Every rule that can be set here, and for those of plug-ins by which name the agreement calls them. */
export interface KnownRules {
  readonly rules: readonly Rule[];
  readonly pluginOf: ReadonlyMap<string, string>;
}

/**
 * The built-in rules, and those of the plug-ins that the agreement names, where there is one; a plug-in that cannot be
 * had is told on stderr. Other mistakes of the agreement do not matter here: `check` lists them.
 */
export async function knownRules({ terminal }: Session, { config }: CommonOptions): Promise<KnownRules> {
  if (!(await hasAgreement(resolve(terminal.cwd, config)))) return { rules: builtIn.rules, pluginOf: new Map() };
  const text = await readAgreementText(resolve(terminal.cwd, config));
  const { rules, plugins } = await loadKinds(text, config, terminal);
  const pluginOf = new Map<string, string>();
  for (const plugin of plugins) {
    if (plugin.is === 'rules') for (const { meta } of plugin.rules) pluginOf.set(meta.id, plugin.name);
    if (plugin.is === 'refused' && plugin.kind === 'rules')
      for (const reason of plugin.reasons) say(terminal, `The plug-in "${plugin.name}" ${reason}`);
  }
  return { rules, pluginOf };
}
