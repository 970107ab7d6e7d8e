import type { SourceSettings } from '../../model/agreement.ts';
import type { Manifest } from '../../model/connector.ts';
import type { Plugin } from '../../model/plugin.ts';
import type { ObjectType } from '../../model/record.ts';
import type { Desk } from '../desk.ts';
import {
  describe,
  entriesOf,
  type Place,
  quoted,
  readItems,
  readMap,
  readText,
  reportValue,
  within,
} from '../reading.ts';
import { readOptions } from '../schema-options.ts';
import { suggest } from '../suggest.ts';
import { isNothing, type MapNode, type ScalarNode } from '../tree.ts';
import { isStrayWord, pluginNamed, reportRefusal } from './plugins.ts';

const sourceName = /^[a-z][a-z0-9_]*$/;

function settingsExample(connectors: readonly Manifest<unknown>[]): string {
  const [first] = connectors;
  return `{connector: ${first?.name ?? 'file'}, sync: [${Object.keys(first?.objects ?? {}).join(', ')}]}`;
}

/** An entry of `crms:` as it could stand in this installation, for messages. */
export function sourceExample(connectors: readonly Manifest<unknown>[]): string {
  return `main: ${settingsExample(connectors)}`;
}

function readConnector(
  place: Place,
  connectors: readonly Manifest<unknown>[],
  plugins: readonly Plugin[],
  desk: Desk,
): Manifest<unknown> | null {
  const names = connectors.map((manifest) => manifest.name);
  const name = readText(place, 'the name of a connector', desk, names[0] ?? 'file');
  const manifest = connectors.find((candidate) => candidate.name === name);
  if (manifest || name === null) return manifest ?? null;
  if (place.node.is === 'scalar' && place.node.isSecret) return null;
  const plugin = pluginNamed(plugins, 'connector', name);
  if (plugin?.is === 'connector') return plugin.definition.manifest;
  if (plugin?.is === 'refused' && !isStrayWord(plugin)) {
    reportRefusal(plugin, place.node, place.path, desk);
    return null;
  }
  const suggestion = suggest(name, names);
  const asPlugin = plugin?.is === 'refused' ? `. As a plug-in it ${plugin.reasons.join('; ')}` : '';
  const hint = suggestion === null ? ` There are: ${names.join(', ')}${asPlugin}` : ` Did you mean "${suggestion}"?`;
  const message = `No connector ${describe(place.node)}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_CONNECTOR', at: place.node, path: place.path, message, suggestion });
  return null;
}

function readSync(place: Place, manifest: Manifest<unknown>, desk: Desk): readonly ObjectType[] {
  const words = Object.keys(manifest.objects);
  const objects = new Set<ObjectType>();
  const items = readItems(place, 'a list of what to sync', desk, `[${words.join(', ')}]`, true);
  for (const item of items) {
    const word = readText(item, `one of ${words.join(', ')}`, desk, words[0] ?? '');
    if (word === null || (item.node.is === 'scalar' && item.node.isSecret)) continue;
    if (Object.hasOwn(manifest.objects, word)) objects.add(manifest.objects[word]!);
    else {
      const suggestion = suggest(word, words);
      const hint = suggestion === null ? ` It has: ${words.join(', ')}` : ` Did you mean "${suggestion}"?`;
      const message = `${manifest.name} has no ${describe(item.node)} to sync.${hint}`;
      desk.problem({ code: 'AGREEMENT_UNKNOWN_OBJECT', at: item.node, path: item.path, message, suggestion });
    }
  }
  if (place.node.is === 'list' && items.length === 0)
    reportValue(place, 'Nothing to sync; name at least one object', desk, { example: `[${words.join(', ')}]` });
  return [...objects];
}

function readSource(
  place: Place<MapNode>,
  key: ScalarNode,
  connectors: readonly Manifest<unknown>[],
  plugins: readonly Plugin[],
  desk: Desk,
): SourceSettings | null {
  const find = (name: string): Place | null => {
    const entry = place.node.entries.find((candidate) => candidate.key.text === name);
    if (entry !== undefined && !isNothing(entry.value)) return within(place, entry);
    const message = `The CRM ${key.text} needs "${name}"`;
    const path = [...place.path, name];
    desk.problem({ code: 'AGREEMENT_MISSING_KEY', at: key, path, message, example: sourceExample(connectors) });
    return null;
  };
  const connector = find('connector');
  const manifest = connector && readConnector(connector, connectors, plugins, desk);
  const sync = find('sync');
  if (!manifest) return null;
  const config = readOptions(
    {
      schema: manifest.config,
      owner: `a ${manifest.name} CRM`,
      beside: ['connector', 'sync'],
      place,
      key,
      entries: place.node.entries.filter((entry) => !['connector', 'sync'].includes(entry.key.text)),
    },
    desk,
  );
  return { name: key.text, connector: manifest.name, sync: sync ? readSync(sync, manifest, desk) : [], config };
}

/** Reads `crms:`, each with the settings its connector asks for. */
export function readSources(
  place: Place,
  connectors: readonly Manifest<unknown>[],
  plugins: readonly Plugin[],
  desk: Desk,
): readonly SourceSettings[] {
  const entries = entriesOf(place, 'CRMs by name', desk);
  if (entries.length === 0 && (place.node.is === 'map' || isNothing(place.node)))
    desk.problem({
      code: 'AGREEMENT_MISSING_KEY',
      at: place.node,
      path: place.path,
      message: 'crms needs at least one CRM',
      example: sourceExample(connectors),
    });
  return entries.flatMap((entry) => {
    if (!sourceName.test(entry.key.text) && !entry.key.isSecret) {
      const message = `${quoted(entry.key.text)} cannot be the name of a CRM: small letters, digits and _, a letter first`;
      desk.problem({
        code: 'AGREEMENT_VALUE',
        at: entry.key,
        path: entry.path,
        message,
        example: sourceExample(connectors),
      });
    }
    const map = readMap(entry, 'the settings of a CRM', desk, settingsExample(connectors));
    const source = map && readSource({ node: map, path: entry.path }, entry.key, connectors, plugins, desk);
    return source ? [source] : [];
  });
}
