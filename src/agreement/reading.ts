import type { Desk } from './desk.ts';
import { suggest } from './suggest.ts';
import { type Entry, isNothing, type MapNode, type Node, type ScalarNode } from './tree.ts';

/** A node with the settings that lead to it. */
export interface Place<N extends Node = Node> {
  readonly node: N;
  readonly path: readonly string[];
}

const longestShown = 60;

/** A place with the name that leads to it. */
export type KeyPlace = Place & { readonly key: ScalarNode };

/** A text of the file in quotes, cut where it is long. */
export function quoted(text: string): string {
  return `"${text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text}"`;
}

/** How a node is named where another was expected. */
export function describe(node: Node): string {
  if (node.is === 'list') return 'a list';
  if (node.is === 'map') return 'settings ("name: value")';
  if (node.value === null) return 'nothing';
  return quoted(node.text.replace(/\s+/g, ' '));
}

/** `name: value`, with the last part of a path as the name, for examples. */
export function exampleAt(path: readonly string[], value: string): string {
  const name = path.at(-1);
  return name === undefined || /^\d+$/.test(name) ? value : `${name}: ${value}`;
}

/** Reports a value of the wrong kind. A blotted secret has been reported already. */
export function reportType(place: Place, expected: string, desk: Desk, example: string | null = null): void {
  if (place.node.is === 'scalar' && place.node.isSecret) return;
  desk.problem({
    code: 'AGREEMENT_TYPE',
    at: place.node,
    path: place.path,
    message: `expected ${expected}; found ${describe(place.node)}`,
    example: example === null ? null : exampleAt(place.path, example),
  });
}

/** Reports a text that is not possible here, unless it is a blotted secret. */
export function reportValue(
  place: Place,
  message: string,
  desk: Desk,
  more: { readonly example?: string; readonly suggestion?: string | null } = {},
): void {
  if (place.node.is === 'scalar' && place.node.isSecret) return;
  const example = more.example === undefined ? null : exampleAt(place.path, more.example);
  const suggestion = more.suggestion ?? null;
  desk.problem({ code: 'AGREEMENT_VALUE', at: place.node, path: place.path, message, example, suggestion });
}

/** The node as settings; null (and a problem) for anything else. */
export function readMap(place: Place, expected: string, desk: Desk, example: string | null = null): MapNode | null {
  if (place.node.is === 'map') return place.node;
  reportType(place, expected, desk, example);
  return null;
}

/** The entries of a section that may stand empty, each as a place of its own. */
export function entriesOf(place: Place, expected: string, desk: Desk): readonly KeyPlace[] {
  if (isNothing(place.node)) return [];
  const map = readMap(place, expected, desk);
  return (map?.entries ?? []).map((entry) => within(place, entry));
}

/** One entry of a place. */
export function within(place: Place, entry: Entry): KeyPlace {
  return { node: entry.value, path: [...place.path, entry.key.text], key: entry.key };
}

/** `"serverity" is not a setting of a rule. Did you mean "severity"?`, for a name that is not among the known ones. */
export function reportUnknownKey(
  key: ScalarNode,
  path: readonly string[],
  owner: string,
  known: readonly string[],
  desk: Desk,
): void {
  if (key.isSecret) return;
  const suggestion = suggest(key.text, known);
  const hint = suggestion === null ? ` It has: ${known.join(', ')}` : ` Did you mean "${suggestion}"?`;
  const message = `${quoted(key.text)} is not a setting of ${owner}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_KEY', at: key, path, message, suggestion });
}

/** Settings looked up by name; unknown names are reported. */
export interface Settings {
  get(name: string): KeyPlace | null;
  /** The same, with a problem where it is missing. */
  need(name: string, example: string): KeyPlace | null;
}

export interface KnownSettings {
  /** How the owner is named in messages: `a rule`, `scoring`. */
  readonly owner: string;
  readonly known: readonly string[];
}

/**
 * Reads a place as settings with known names; one that stands empty has none. A missing setting is reported at the
 * name of the place.
 */
export function readSettings(place: Place | KeyPlace, names: KnownSettings, desk: Desk): Settings | null {
  const nothing: MapNode = { is: 'map', entries: [], start: place.node.start, end: place.node.end };
  const map = isNothing(place.node) ? nothing : readMap(place, 'settings ("name: value")', desk);
  if (map === null) return null;
  const found = new Map<string, KeyPlace>();
  for (const entry of map.entries) {
    const inner = within(place, entry);
    if (names.known.includes(entry.key.text)) found.set(entry.key.text, inner);
    else reportUnknownKey(entry.key, inner.path, names.owner, names.known, desk);
  }
  return {
    get: (name) => found.get(name) ?? null,
    need(name, example) {
      const inner = found.get(name);
      if (inner !== undefined && !isNothing(inner.node)) return inner;
      const message = `"${name}" is missing`;
      const top = { start: map.start, end: map.entries[0]?.key.end ?? map.start };
      const at = inner?.key ?? ('key' in place ? place.key : top);
      desk.problem({
        code: 'AGREEMENT_MISSING_KEY',
        at,
        path: [...place.path, name],
        message,
        example: `${name}: ${example}`,
      });
      return null;
    },
  };
}

/** A text that is not blank; numbers are taken as they were written. */
export function readText(place: Place, expected: string, desk: Desk, example: string): string | null {
  const { node } = place;
  if (node.is === 'scalar' && node.value !== null && node.text.trim() !== '') return node.text.trim();
  reportType(place, expected, desk, example);
  return null;
}

/** A number between two bounds, both allowed. */
export function readNumber(place: Place, least: number, most: number, desk: Desk, example: string): number | null {
  const { node } = place;
  if (node.is === 'scalar' && typeof node.value === 'number' && node.value >= least && node.value <= most)
    return node.value;
  reportType(place, `a number from ${least} to ${most}`, desk, example);
  return null;
}

/** The items of a list; a single value counts as a list of one where `isSingleAllowed`. */
export function readItems(
  place: Place,
  expected: string,
  desk: Desk,
  example: string,
  isSingleAllowed = false,
): readonly Place[] {
  const { node, path } = place;
  if (node.is === 'list') return node.items.map((item, index) => ({ node: item, path: [...path, `${index + 1}`] }));
  if (isSingleAllowed && node.is === 'scalar' && node.value !== null) return [place];
  reportType(place, expected, desk, example);
  return [];
}

/** One word out of a closed list, by `"urgent" is not a severity: critical, high, …`. */
export function readWord<W extends string>(place: Place, kind: string, words: readonly W[], desk: Desk): W | null {
  const { node } = place;
  if (node.is !== 'scalar' || node.value === null) {
    reportType(place, `${kind}: ${words.join(', ')}`, desk, words[0]);
    return null;
  }
  const word = words.find((candidate) => candidate === node.text);
  if (word !== undefined) return word;
  const suggestion = suggest(node.text, words);
  reportValue(place, `${describe(node)} is not ${kind}: ${words.join(', ')}`, desk, { suggestion });
  return null;
}
