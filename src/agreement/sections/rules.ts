import type { RuleException, RuleSetting } from '../../model/agreement.ts';
import type { Plugin } from '../../model/plugin.ts';
import type { ObjectType } from '../../model/record.ts';
import { familyObjects, familyOf, type Rule, type Ruleset, type Severity, severities } from '../../model/rule.ts';
import type { ConditionReader } from '../conditions.ts';
import type { Desk } from '../desk.ts';
import {
  describe,
  entriesOf,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readNumber,
  readText,
  reportType,
  reportUnknownKey,
  within,
} from '../reading.ts';
import { optionName, optionNames, optionWords, readOptions } from '../schema-options.ts';
import { suggest } from '../suggest.ts';
import { type Entry, isNothing, type MapNode, type ScalarNode, type Span } from '../tree.ts';
import { readExceptions } from './exceptions.ts';
import { isStrayWord, pluginNamed, reportRefusal } from './plugins.ts';
import { readTeamName, type TeamNames } from './teams.ts';

const severityWords: readonly string[] = [...severities, 'off'];
/** Settings that only a rule of one's own has. */
const ownRuleSettings = ['says', 'applies_to', 'when', 'check', 'unless', 'passes', 'fails'];
/** Settings that every rule has beside its options. */
const commonSettings = ['severity', 'weight', 'exceptions', 'owner', 'fix'];
/** The highest weight a rule may be given. */
export const mostWeight = 1000;

function readRuleset(place: Place, rulesets: ReadonlyMap<string, Ruleset>, desk: Desk): Ruleset | null {
  if (place.node.is !== 'scalar' || place.node.value === null) {
    reportType({ ...place, path: place.path }, 'the name of a ruleset', desk, 'recommended@1');
    return null;
  }
  const name = place.node.text.trim();
  const found = rulesets.get(name) ?? null;
  if (found !== null || place.node.isSecret) return found;
  const pinned = rulesets.has(`${name}@1`);
  const suggestion = pinned ? `${name}@1` : suggest(name, rulesets.keys());
  const message = pinned
    ? `"${name}" is not pinned to a version, so an upgrade could change scores by itself. Write "${name}@1"`
    : `No ruleset ${quoted(name)}.${suggestion === null ? ` There are: ${[...rulesets.keys()].join(', ')}` : ` Did you mean "${suggestion}"?`}`;
  const example = `extends: [${suggestion ?? 'recommended@1'}]`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_RULESET', at: place.node, path: place.path, message, example, suggestion });
  return null;
}

/** Reads `extends:`: the rules that are on by their rulesets, and how severe they are there; a later ruleset wins. */
export function readExtends(
  place: Place | null,
  rulesets: readonly Ruleset[],
  desk: Desk,
): ReadonlyMap<string, Severity> {
  if (place === null || isNothing(place.node)) return new Map();
  const byName = new Map(rulesets.map((ruleset) => [ruleset.name, ruleset]));
  const items = readItems(place, 'a list of rulesets', desk, '[recommended@1]', true);
  return new Map(items.flatMap((item) => Object.entries(readRuleset(item, byName, desk)?.severities ?? {})));
}

/** A severity or `off`. */
export function readSeverity(place: Place, desk: Desk): Severity | 'off' | null {
  const { node, path } = place;
  if (node.is === 'scalar' && node.isSecret) return null;
  if (node.is === 'scalar' && severityWords.includes(node.text)) return node.text as Severity | 'off';
  const suggestion = node.is === 'scalar' ? suggest(node.text, severityWords) : null;
  const example = path.at(-1) === 'severity' ? 'severity: high' : `${path.at(-1)}: high`;
  const message = `${describe(node)} is not a severity: ${severityWords.join(', ')}`;
  desk.problem({ code: 'AGREEMENT_SEVERITY', at: node, path, message, example, suggestion });
  return null;
}

/** What the terms of a rule (owner, exceptions) are read with. */
export interface TermsReader {
  readonly teams: TeamNames;
  readonly conditions: ConditionReader;
  /** The day of `now` in the agreement's zone; null where the time is not known. */
  readonly today: number | null;
}

/** What is said of a rule beside its severity and options; what is not said is absent. */
type Terms = Pick<RuleSetting, 'exceptions' | 'owner' | 'fix'>;

interface Written {
  readonly severity: Severity | 'off' | null;
  readonly weight: number | null;
  readonly terms: Terms;
  readonly options: readonly Entry[];
}

function readTerms(place: Place<MapNode>, objects: readonly ObjectType[], reader: TermsReader): Terms {
  const find = (name: string): Place | null => {
    const entry = place.node.entries.find(({ key }) => key.text === name);
    return entry ? within(place, entry) : null;
  };
  const [exceptions, owner, fix] = [find('exceptions'), find('owner'), find('fix')];
  const { conditions, teams, today } = reader;
  const list: readonly RuleException[] = exceptions ? readExceptions(exceptions, objects, today, conditions) : [];
  const team = owner && readTeamName(owner, teams, conditions.desk);
  const remedy = fix && readText(fix, 'what to do', conditions.desk, 'Move the close date or close the deal');
  return {
    ...(list.length > 0 ? { exceptions: list } : {}),
    ...(team ? { owner: team } : {}),
    ...(remedy ? { fix: remedy } : {}),
  };
}

function readWritten(place: Place, objects: readonly ObjectType[], reader: TermsReader): Written {
  const { desk } = reader.conditions;
  const { node } = place;
  if (node.is !== 'map') return { severity: readSeverity(place, desk), weight: null, terms: {}, options: [] };
  const find = (name: string): Place | null => {
    const entry = node.entries.find(({ key }) => key.text === name);
    return entry ? within(place, entry) : null;
  };
  const [severity, weight] = [find('severity'), find('weight')];
  return {
    severity: severity && readSeverity(severity, desk),
    weight: weight && readNumber(weight, 0, mostWeight, desk, '8'),
    terms: readTerms({ ...place, node }, objects, reader),
    options: node.entries.filter(({ key }) => !commonSettings.includes(key.text)),
  };
}

/** Whether an entry of `rules:` defines a rule rather than setting one. */
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

const nothingWritten: Written = { severity: null, weight: null, terms: {}, options: [] };

function objectsOf(rules: readonly Rule[]): readonly ObjectType[] {
  return [...new Set(rules.flatMap(({ meta }) => familyObjects[familyOf(meta.id)]))];
}

function readPluginEntry(entry: KeyPlace, plugin: Plugin & { readonly is: 'rules' }, reader: TermsReader) {
  const { desk } = reader.conditions;
  if (isNothing(entry.node)) reportType(entry, 'a severity or the settings of its rules', desk, 'high');
  const override: Override = {
    ...entry,
    written: isNothing(entry.node) ? nothingWritten : readWritten(entry, objectsOf(plugin.rules), reader),
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
  reader: TermsReader,
): Overrides {
  const { desk } = reader.conditions;
  const byId = new Map<string, Override>();
  const byPlugin = new Map<string, Override>();
  if (place === null) return { byId, byPlugin };
  const hasRefused = plugins.some((one) => one.is === 'refused' && one.kind === 'rules' && !isStrayWord(one));
  for (const entry of entriesOf(place, 'rules by id', desk)) {
    const id = entry.key.text;
    const plugin = pluginNamed(plugins, 'rules', id);
    if (rules.has(id)) {
      if (isNothing(entry.node)) reportType(entry, 'a severity or the settings of a rule', desk, 'high');
      else byId.set(id, { ...entry, written: readWritten(entry, objectsOf([rules.get(id)!]), reader) });
    } else if (isOwnRule(entry)) continue;
    else if (plugin?.is === 'rules') byPlugin.set(id, readPluginEntry(entry, plugin, reader));
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

interface Setting {
  readonly rule: Rule;
  readonly own: Override | undefined;
  readonly shared: Override | undefined;
  /** The severity of the rulesets; undefined where none names the rule. */
  readonly pinned: Severity | undefined;
}

function settingOf(
  { rule, own, shared, pinned }: Setting,
  root: { readonly place: Place; readonly key: Span },
  desk: Desk,
): Omit<RuleSetting, 'severity'> & { readonly severity: Severity | 'off' } {
  const { meta } = rule;
  const options = readOptions(
    {
      schema: meta.options,
      owner: 'a rule',
      beside: commonSettings,
      place: own ?? shared ?? root.place,
      key: own?.key ?? shared?.key ?? root.key,
      entries: optionsOf(rule, own, shared),
    },
    desk,
  );
  return {
    id: meta.id,
    severity: own?.written.severity ?? shared?.written.severity ?? pinned ?? meta.severity,
    weight: own?.written.weight ?? shared?.written.weight ?? null,
    options,
    ...shared?.written.terms,
    ...own?.written.terms,
  };
}

/**
 * The settings of all rules in code that are on: rulesets first, then what `rules:` says; in the order of the ids. The
 * rules of a plug-in are on because it is named; what is said of one by its id comes before what is said of its plug-in.
 */
export function readRules(
  place: Place | null,
  pinned: ReadonlyMap<string, Severity>,
  kinds: { readonly rules: readonly Rule[]; readonly plugins: readonly Plugin[] },
  root: { readonly place: Place; readonly key: Span },
  reader: TermsReader,
): readonly RuleSetting[] {
  const modules = kinds.plugins.flatMap((plugin) => (plugin.is === 'rules' ? [plugin] : []));
  const homes = new Map(modules.flatMap((plugin) => plugin.rules.map((rule) => [rule.meta.id, plugin] as const)));
  const rules = [...kinds.rules, ...modules.flatMap((plugin) => plugin.rules)];
  const known = new Map<string, Rule>(rules.map((rule) => [rule.meta.id, rule]));
  const { byId, byPlugin } = readOverrides(place, known, kinds.plugins, reader);
  const settings: RuleSetting[] = [];
  for (const rule of rules.sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1))) {
    const { id } = rule.meta;
    const home = homes.get(id);
    const own = byId.get(id);
    if (!home && own === undefined && !pinned.has(id)) continue;
    const shared = home && byPlugin.get(home.name);
    const { severity, ...setting } = settingOf(
      { rule, own, shared, pinned: pinned.get(id) },
      root,
      reader.conditions.desk,
    );
    if (severity !== 'off') settings.push({ ...setting, severity, ...(home ? { code: home.code } : {}) });
  }
  return settings;
}
