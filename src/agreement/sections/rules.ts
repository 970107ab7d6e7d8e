import type { RuleSetting } from '../../model/agreement.ts';
import type { Plugin } from '../../model/plugin.ts';
import { type Rule, type RulesetName, type Severity, severities } from '../../model/rule.ts';
import type { Desk } from '../desk.ts';
import {
  describe,
  entriesOf,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readNumber,
  reportNotYet,
  reportType,
  reportUnknownKey,
  within,
} from '../reading.ts';
import { optionName, optionNames, optionWords, readOptions } from '../schema-options.ts';
import { suggest } from '../suggest.ts';
import { type Entry, isNothing, type MapNode, type ScalarNode, type Span } from '../tree.ts';
import { isStrayWord, pluginNamed, reportRefusal } from './plugins.ts';

const rulesets: ReadonlyMap<string, readonly RulesetName[]> = new Map([
  ['recommended@1', ['recommended']],
  ['strict@1', ['recommended', 'strict']],
]);
const severityWords: readonly string[] = [...severities, 'off'];
/** Settings that only a rule of one's own has. */
const ownRuleSettings = ['says', 'applies_to', 'when', 'check', 'unless', 'passes', 'fails'];
/** Settings of built-in rules that come later. */
const laterSettings = ['exceptions', 'owner', 'fix'];
const mostWeight = 1000;

function readRulesetName(place: Place, desk: Desk): string | null {
  if (place.node.is !== 'scalar' || place.node.value === null) {
    reportType({ ...place, path: place.path }, 'the name of a ruleset', desk, 'recommended@1');
    return null;
  }
  const name = place.node.text.trim();
  if (rulesets.has(name) || place.node.isSecret) return name;
  const pinned = rulesets.has(`${name}@1`);
  const suggestion = pinned ? `${name}@1` : suggest(name, rulesets.keys());
  const message = pinned
    ? `"${name}" is not pinned to a version, so an upgrade could change scores by itself. Write "${name}@1"`
    : `No ruleset ${quoted(name)}.${suggestion === null ? ` There are: ${[...rulesets.keys()].join(', ')}` : ` Did you mean "${suggestion}"?`}`;
  const example = `extends: [${suggestion ?? 'recommended@1'}]`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_RULESET', at: place.node, path: place.path, message, example, suggestion });
  return null;
}

/** Reads `extends:`: the names of the rulesets whose rules are on. */
export function readExtends(place: Place | null, desk: Desk): ReadonlySet<RulesetName> {
  if (place === null || isNothing(place.node)) return new Set();
  const items = readItems(place, 'a list of rulesets', desk, '[recommended@1]', true);
  return new Set(items.flatMap((item) => rulesets.get(readRulesetName(item, desk) ?? '') ?? []));
}

function readSeverity(place: Place, desk: Desk): Severity | 'off' | null {
  const { node, path } = place;
  if (node.is === 'scalar' && node.isSecret) return null;
  if (node.is === 'scalar' && severityWords.includes(node.text)) return node.text as Severity | 'off';
  const suggestion = node.is === 'scalar' ? suggest(node.text, severityWords) : null;
  const example = path.at(-1) === 'severity' ? 'severity: high' : `${path.at(-1)}: high`;
  const message = `${describe(node)} is not a severity: ${severityWords.join(', ')}`;
  desk.problem({ code: 'AGREEMENT_SEVERITY', at: node, path, message, example, suggestion });
  return null;
}

interface Written {
  readonly severity: Severity | 'off' | null;
  readonly weight: number | null;
  readonly options: readonly Entry[];
}

function readWritten(place: Place, desk: Desk): Written {
  if (place.node.is !== 'map') return { severity: readSeverity(place, desk), weight: null, options: [] };
  let severity: Written['severity'] = null;
  let weight: number | null = null;
  const options: Entry[] = [];
  for (const entry of place.node.entries) {
    const inner = within(place, entry);
    if (entry.key.text === 'severity') severity = readSeverity(inner, desk);
    else if (entry.key.text === 'weight') weight = readNumber(inner, 0, mostWeight, desk, '8');
    else if (laterSettings.includes(entry.key.text)) reportNotYet(inner, `"${entry.key.text}" of a rule`, desk);
    else options.push(entry);
  }
  return { severity, weight, options };
}

/** Whether an entry of `rules:` describes a rule of one's own, whatever it is called. */
export function isOwnRule(place: Place): place is Place<MapNode> {
  const { node } = place;
  return node.is === 'map' && node.entries.some((entry) => ownRuleSettings.includes(entry.key.text));
}

function reportUnknownRule(
  key: ScalarNode,
  path: readonly string[],
  ids: readonly string[],
  plugin: Plugin | null,
  hasRefused: boolean,
  desk: Desk,
): void {
  if (key.isSecret) return;
  const problem = key.text.slice(key.text.indexOf('/') + 1);
  const suggestion = suggest(key.text, ids) ?? ids.find((id) => id.endsWith(`/${problem}`)) ?? null;
  const asPlugin = plugin?.is === 'refused' ? `. As a plug-in it ${plugin.reasons.join('; ')}` : '';
  const asTheirs = hasRefused ? '. It may be a rule of a plug-in that was not taken' : asPlugin;
  const hint = suggestion === null ? asTheirs : `. Did you mean "${suggestion}"?`;
  const message = `No rule ${quoted(key.text)}${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_RULE', at: key, path, message, suggestion });
}

type Override = KeyPlace & { readonly written: Written };

/** Settings of the module must be known to one of its rules; each rule then takes those that it knows. */
function reportUnknownOptions(override: Override, rules: readonly Rule[], name: string, desk: Desk): void {
  const known = rules.map(({ meta }) => optionNames(meta.options));
  if (known.includes(null)) return;
  const names = [...new Set(known.flatMap((one) => one ?? []))];
  for (const { key } of override.written.options)
    if (optionName(key.text, names) === null)
      reportUnknownKey(
        key,
        [...override.path, key.text],
        name,
        ['severity', 'weight', ...names.map(optionWords)],
        desk,
      );
}

function readPluginEntry(entry: KeyPlace, plugin: Plugin & { readonly is: 'rules' }, desk: Desk) {
  if (isNothing(entry.node)) reportType(entry, 'a severity or the settings of its rules', desk, 'high');
  const override: Override = {
    ...entry,
    written: isNothing(entry.node) ? { severity: null, weight: null, options: [] } : readWritten(entry, desk),
  };
  reportUnknownOptions(override, plugin.rules, `the plug-in ${plugin.name}`, desk);
  return override;
}

interface Overrides {
  /** By the id of a rule. */
  readonly byId: ReadonlyMap<string, Override>;
  /** By the name of a plug-in: for all its rules. */
  readonly byPlugin: ReadonlyMap<string, Override>;
}

/** What `rules:` says of each rule and plug-in it names. */
function readOverrides(
  place: Place | null,
  rules: ReadonlyMap<string, Rule>,
  plugins: readonly Plugin[],
  desk: Desk,
): Overrides {
  const byId = new Map<string, Override>();
  const byPlugin = new Map<string, Override>();
  if (place === null) return { byId, byPlugin };
  const hasRefused = plugins.some((one) => one.is === 'refused' && one.kind === 'rules' && !isStrayWord(one));
  for (const entry of entriesOf(place, 'rules by id', desk)) {
    const id = entry.key.text;
    const plugin = pluginNamed(plugins, 'rules', id);
    if (rules.has(id)) {
      if (isNothing(entry.node)) reportType(entry, 'a severity or the settings of a rule', desk, 'high');
      else byId.set(id, { ...entry, written: readWritten(entry, desk) });
    } else if (isOwnRule(entry)) reportNotYet(entry, 'rules of your own', desk);
    else if (plugin?.is === 'rules') byPlugin.set(id, readPluginEntry(entry, plugin, desk));
    else if (plugin?.is === 'refused' && !isStrayWord(plugin)) reportRefusal(plugin, entry.key, entry.path, desk);
    else reportUnknownRule(entry.key, entry.path, [...rules.keys()], plugin, hasRefused, desk);
  }
  return { byId, byPlugin };
}

/** The options that are written for a rule: its own, and those of its plug-in that it knows and does not set itself. */
function optionsOf(rule: Rule, own: Override | undefined, shared: Override | undefined): readonly Entry[] {
  const names = optionNames(rule.meta.options);
  const mine = own?.written.options ?? [];
  const nameOf = (entry: Entry): string | null => (names === null ? entry.key.text : optionName(entry.key.text, names));
  const set = new Set(mine.map(nameOf));
  const theirs = (shared?.written.options ?? []).filter((entry) => nameOf(entry) !== null && !set.has(nameOf(entry)));
  return [...theirs, ...mine];
}

function settingOf(
  rule: Rule,
  own: Override | undefined,
  shared: Override | undefined,
  root: { readonly place: Place; readonly key: Span },
  desk: Desk,
): Omit<RuleSetting, 'severity'> & { readonly severity: Severity | 'off' } {
  const { meta } = rule;
  const options = readOptions(
    {
      schema: meta.options,
      owner: 'a rule',
      beside: ['severity', 'weight'],
      place: own ?? shared ?? root.place,
      key: own?.key ?? shared?.key ?? root.key,
      entries: optionsOf(rule, own, shared),
    },
    desk,
  );
  const severity = own?.written.severity ?? shared?.written.severity ?? meta.severity;
  return { id: meta.id, severity, weight: own?.written.weight ?? shared?.written.weight ?? null, options };
}

/**
 * The settings of all rules that are on: rulesets first, then what `rules:` says; in the order of the ids. The rules of
 * a plug-in are on because it is named; what is said of one by its id comes before what is said of its plug-in.
 */
export function readRules(
  place: Place | null,
  sets: ReadonlySet<RulesetName>,
  kinds: { readonly rules: readonly Rule[]; readonly plugins: readonly Plugin[] },
  root: { readonly place: Place; readonly key: Span },
  desk: Desk,
): readonly RuleSetting[] {
  const modules = kinds.plugins.flatMap((plugin) => (plugin.is === 'rules' ? [plugin] : []));
  const homes = new Map(modules.flatMap((plugin) => plugin.rules.map((rule) => [rule.meta.id, plugin] as const)));
  const rules = [...kinds.rules, ...modules.flatMap((plugin) => plugin.rules)];
  const known = new Map<string, Rule>(rules.map((rule) => [rule.meta.id, rule]));
  const { byId, byPlugin } = readOverrides(place, known, kinds.plugins, desk);
  const settings: RuleSetting[] = [];
  for (const rule of rules.sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1))) {
    const { id, sets: own } = rule.meta;
    const home = homes.get(id);
    const override = byId.get(id);
    if (!home && override === undefined && !own.some((set) => sets.has(set))) continue;
    const { severity, ...setting } = settingOf(rule, override, home && byPlugin.get(home.name), root, desk);
    if (severity !== 'off') settings.push({ ...setting, severity, ...(home ? { code: home.code } : {}) });
  }
  return settings;
}
