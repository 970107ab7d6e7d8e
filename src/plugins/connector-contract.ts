import type { ConnectorDefinition } from '../model/connector.ts';
import { objectTypes } from '../model/record.ts';
import { type FaultList, inspect, isObject } from './shape.ts';

const capabilityNames = ['write', 'provision', 'changedSince', 'links'] as const;
/** Settings of a source that are not the connector's. */
const reserved = ['connector', 'sync'];

function checkObjects(objects: unknown, path: string, list: FaultList): void {
  if (!list.object(objects, path, "words of `sync:` and what they mean, such as {people: 'contact'}")) return;
  const words = Object.entries(objects);
  if (words.length === 0) list.note(path, "expected at least one word of `sync:`, such as people: 'contact'");
  for (const [word, object] of words) {
    if (!/^[a-z][a-z0-9_-]*$/.test(word)) list.note(`${path}.${word}`, 'a word of `sync:` is in small letters');
    list.expect(
      objectTypes.some((one) => one === object),
      `${path}.${word}`,
      `one of ${objectTypes.join(', ')}`,
      object,
    );
  }
}

function checkSecrets(secrets: unknown, path: string, list: FaultList): void {
  if (!list.object(secrets, path, '{names: [], required: []}')) return;
  const names = list.list(secrets.names, `${path}.names`, 'a list of variables') ? secrets.names : [];
  names.forEach((name, index) => {
    const isName = typeof name === 'string' && /^[A-Z][A-Z0-9_]*$/.test(name);
    list.expect(isName, `${path}.names[${index}]`, 'a name in capitals, such as API_KEY', name);
  });
  if (!list.list(secrets.required, `${path}.required`, 'a list of alternatives, such as [["API_KEY"]]')) return;
  secrets.required.forEach((alternative, index) => {
    const at = `${path}.required[${index}]`;
    if (!list.list(alternative, at, 'a list of names')) return;
    for (const name of alternative) list.expect(names.includes(name), at, `only names of ${path}.names`, name);
  });
}

function checkCapabilities(capabilities: unknown, path: string, list: FaultList): void {
  if (!list.object(capabilities, path, `{${capabilityNames.map((name) => `${name}: true or false`).join(', ')}}`))
    return;
  for (const name of capabilityNames)
    list.expect(typeof capabilities[name] === 'boolean', `${path}.${name}`, 'true or false', capabilities[name]);
}

function checkSettings(config: unknown, path: string, list: FaultList): void {
  if (!list.schema(config, path)) return;
  const { shape } = (config as { readonly def: { readonly shape?: unknown } }).def;
  for (const name of reserved)
    if (isObject(shape) && Object.hasOwn(shape, name))
      list.note(`${path}.${name}`, `"${name}" is a setting of every CRM and cannot be the connector's own`);
}

function checkName(name: unknown, path: string, taken: readonly ConnectorDefinition[], list: FaultList): void {
  const isName = typeof name === 'string' && /^[a-z][a-z0-9-]*$/.test(name);
  if (!list.expect(isName, path, 'a name in small letters, such as "acme-crm"', name)) return;
  if (taken.some(({ manifest }) => manifest.name === name))
    list.note(path, `there is a connector "${String(name)}" already`);
}

/** Everything that keeps a module's default export from being a connector, each with its path in the module. */
export function findConnectorFaults(exported: unknown, taken: readonly ConnectorDefinition[]): readonly string[] {
  return inspect('default', (list) => {
    if (!list.object(exported, 'default', 'a connector made with defineConnector(…)')) return;
    list.function(exported.connect, 'default.connect');
    const { manifest } = exported;
    if (!list.object(manifest, 'default.manifest', 'what the connector says of itself')) return;
    const at = (name: string): string => `default.manifest.${name}`;
    checkName(manifest.name, at('name'), taken, list);
    list.text(manifest.title, at('title'), 'a title for people');
    checkSettings(manifest.config, at('config'), list);
    checkObjects(manifest.objects, at('objects'), list);
    checkSecrets(manifest.secrets, at('secrets'), list);
    checkCapabilities(manifest.capabilities, at('capabilities'), list);
  });
}

/** Everything that keeps an opened connection from being one: a part is there exactly where it is claimed. */
export function findPartFaults(
  connection: unknown,
  capabilities: ConnectorDefinition['manifest']['capabilities'],
): readonly string[] {
  return inspect('connect()', (list) => {
    if (!list.object(connection, 'connect()', 'a connection')) return;
    for (const name of ['identify', 'catalog', 'diagnose', 'close'])
      list.function(connection[name], `connect().${name}`);
    const parts = { read: ['pages', 'byId'], write: ['apply'], provision: ['plan', 'run'] } as const;
    for (const [part, names] of Object.entries(parts)) {
      const value = connection[part];
      const isClaimed = part === 'read' || capabilities[part as 'write' | 'provision'];
      if (!isClaimed) {
        if (value !== undefined) list.note(`connect().${part}`, `it is there, but the manifest claims no ${part}`);
      } else if (list.object(value, `connect().${part}`, 'the part that the manifest claims'))
        for (const name of names) list.function(value[name], `connect().${part}.${name}`);
    }
  });
}
