import type { RuleSetting } from '../../model/agreement.ts';
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
  within,
} from '../reading.ts';
import { readOptions } from '../schema-options.ts';
import { suggest } from '../suggest.ts';
import { type Entry, isNothing, type MapNode, type ScalarNode, type Span } from '../tree.ts';

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

function isOwnRule(place: Place): place is Place<MapNode> {
  const { node } = place;
  return node.is === 'map' && node.entries.some((entry) => ownRuleSettings.includes(entry.key.text));
}

function reportUnknownRule(key: ScalarNode, path: readonly string[], ids: readonly string[], desk: Desk): void {
  if (key.isSecret) return;
  const problem = key.text.slice(key.text.indexOf('/') + 1);
  const suggestion = suggest(key.text, ids) ?? ids.find((id) => id.endsWith(`/${problem}`)) ?? null;
  const hint = suggestion === null ? '' : `. Did you mean "${suggestion}"?`;
  const message = `No rule ${quoted(key.text)}${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_RULE', at: key, path, message, suggestion });
}

/** What `rules:` says of each rule it names. */
function readOverrides(place: Place | null, rules: ReadonlyMap<string, Rule>, desk: Desk) {
  const overrides = new Map<string, KeyPlace & { readonly written: Written }>();
  if (place === null) return overrides;
  for (const entry of entriesOf(place, 'rules by id', desk)) {
    const id = entry.key.text;
    if (rules.has(id)) {
      if (isNothing(entry.node)) reportType(entry, 'a severity or the settings of a rule', desk, 'high');
      else overrides.set(id, { ...entry, written: readWritten(entry, desk) });
    } else if (isOwnRule(entry)) reportNotYet(entry, 'rules of your own', desk);
    else reportUnknownRule(entry.key, entry.path, [...rules.keys()], desk);
  }
  return overrides;
}

/** The settings of all rules that are on: rulesets first, then what `rules:` says; in the order of the ids. */
export function readRules(
  place: Place | null,
  sets: ReadonlySet<RulesetName>,
  rules: readonly Rule[],
  root: { readonly place: Place; readonly key: Span },
  desk: Desk,
): readonly RuleSetting[] {
  const byId = new Map<string, Rule>(rules.map((rule) => [rule.meta.id, rule]));
  const overrides = readOverrides(place, byId, desk);
  const settings: RuleSetting[] = [];
  for (const { meta } of [...rules].sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1))) {
    const override = overrides.get(meta.id);
    if (override === undefined && !meta.sets.some((set) => sets.has(set))) continue;
    const written = override?.written ?? { severity: null, weight: null, options: [] };
    const options = readOptions(
      {
        schema: meta.options,
        owner: 'a rule',
        beside: ['severity', 'weight'],
        place: override ?? root.place,
        key: override?.key ?? root.key,
        entries: written.options,
      },
      desk,
    );
    const severity = written.severity ?? meta.severity;
    if (severity !== 'off') settings.push({ id: meta.id, severity, weight: written.weight, options });
  }
  return settings;
}
