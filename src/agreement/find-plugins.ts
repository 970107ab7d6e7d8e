import { isMeantAsPlugin, type PluginRequest, readPluginName } from '../model/plugin.ts';
import { openDesk } from './desk.ts';
import { readDocument } from './document.ts';
import { isTooLarge, type LoadContext } from './load.ts';
import { isOwnRule } from './sections/rules.ts';
import type { Entry, Node } from './tree.ts';

function entriesAt(node: Node | undefined, name: string): readonly Entry[] {
  const found = node?.is === 'map' ? node.entries.find((entry) => entry.key.text === name)?.value : undefined;
  return found?.is === 'map' ? found.entries : [];
}

function connectorsIn(root: Node): readonly string[] {
  return entriesAt(root, 'crms').flatMap(({ value }) => {
    const connector = value.is === 'map' ? value.entries.find(({ key }) => key.text === 'connector')?.value : undefined;
    return connector?.is === 'scalar' && !connector.isSecret ? [connector.text.trim()] : [];
  });
}

function ruleNamesIn(root: Node): readonly string[] {
  return entriesAt(root, 'rules').flatMap(({ key, value }) =>
    key.isSecret || isOwnRule({ node: value, path: [] }) ? [] : [key.text],
  );
}

/**
 * The plug-ins that the text of an agreement names, each once and in the order of the file. What is built in is none;
 * whether a name may be loaded is decided elsewhere, and mistakes of the text are left to `loadAgreement`.
 */
export function findPlugins(text: string, around: Pick<LoadContext, 'rules' | 'connectors'>): readonly PluginRequest[] {
  if (isTooLarge(text)) return [];
  const root = readDocument(openDesk('', text.startsWith('\ufeff') ? text.slice(1) : text));
  if (root === null) return [];
  const builtIn = new Set<string>([
    ...around.rules.map(({ meta }) => meta.id),
    ...around.connectors.map(({ name }) => name),
  ]);
  const isCandidate = (name: string): boolean =>
    !builtIn.has(name) && (isMeantAsPlugin(name) || readPluginName(name).is === 'package');
  const asked = (kind: PluginRequest['kind'], names: readonly string[]): readonly PluginRequest[] =>
    [...new Set(names)].filter(isCandidate).map((name) => ({ kind, name }));
  return [...asked('connector', connectorsIn(root)), ...asked('rules', ruleNamesIn(root))];
}
