import type { ZodType } from 'zod';
import type { Desk } from './desk.ts';
import { describe, exampleAt, type KeyPlace, type Place, reportUnknownKey, within } from './reading.ts';
import { suggest } from './suggest.ts';
import { type Entry, type Node, plainOf, type Span } from './tree.ts';

function fold(name: string): string {
  return name.replace(/[\s_-]+/g, '').toLowerCase();
}

/** The option that is meant: `warn after`, `warn_after` and `warnAfter` are one. */
export function optionName(words: string, names: readonly string[]): string | null {
  return names.find((name) => name === words) ?? names.find((name) => fold(name) === fold(words)) ?? null;
}

/** `warnAfter` as people write it: `warn after`. */
export function optionWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, ZodType>>;
  readonly innerType?: ZodType;
  readonly in?: ZodType;
}

/** The object schema within defaults and transforms; null for any other schema. */
function objectWithin(schema: ZodType): Definition | null {
  const definition = schema.def as unknown as Definition;
  if (definition.type === 'object') return definition;
  const inner = definition.innerType ?? definition.in;
  return inner === undefined ? null : objectWithin(inner);
}

/** The setting names of an object schema, or of one within it; null where the schema does not tell. */
export function optionNames(schema: ZodType, path: readonly PropertyKey[] = []): readonly string[] | null {
  const shape = objectWithin(schema)?.shape;
  if (shape === undefined) return null;
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(shape);
  const inner = Object.hasOwn(shape, first) ? shape[String(first)] : undefined;
  return inner === undefined ? null : optionNames(inner, rest);
}

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

type Parsed = { readonly value: unknown } | { readonly issues: readonly Issue[] };

function parse(schema: ZodType, plain: unknown): Parsed {
  try {
    const result = schema.safeParse(plain);
    return result.success ? { value: result.data } : { issues: result.error.issues as unknown as readonly Issue[] };
  } catch {
    return { issues: [{ code: 'custom', path: [], message: 'These settings cannot be read' }] };
  }
}

/** The node an issue is about, and the settings that lead to it; the deepest one there is. */
function locate(
  issue: Issue,
  root: Place,
  entries: ReadonlyMap<string, Entry>,
): (Place | KeyPlace) & { readonly isMissing: boolean } {
  let place: Place | KeyPlace = root;
  for (const [depth, part] of issue.path.entries()) {
    const node: Node = place.node;
    const entry: Entry | undefined =
      depth === 0
        ? entries.get(String(part))
        : node.is === 'map'
          ? node.entries.find((candidate) => candidate.key.text === String(part))
          : undefined;
    const item: Node | undefined = depth > 0 && node.is === 'list' ? node.items[Number(part)] : undefined;
    if (entry !== undefined) place = within(place, entry);
    else if (item !== undefined) place = { node: item, path: [...place.path, `${Number(part) + 1}`] };
    else return { ...place, path: [...place.path, optionWords(String(part))], isMissing: true };
  }
  return { ...place, isMissing: false };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'settings ("name: value")',
  record: 'settings ("name: value")',
};

// zod's own sentences begin like this; any other was written by the rule or connector, and says it better.
const standardMessage = /^(?:Invalid|Too (?:small|big)|Unrecognized)\b/;

interface Sentence {
  readonly message: string;
  readonly suggestion: string | null;
}

function ownSentence(message: string, found: string): string {
  return /^expected\b/.test(message) && !message.includes('; found') ? `${message}; found ${found}` : message;
}

function sentence(issue: Issue, node: Node): Sentence {
  const found = describe(node);
  if (!standardMessage.test(issue.message)) return { message: ownSentence(issue.message, found), suggestion: null };
  switch (issue.code) {
    case 'invalid_value': {
      const values = (issue.values ?? []).map(String);
      const suggestion = node.is === 'scalar' ? suggest(node.text, values) : null;
      return { message: `${found} is not possible here; it is one of ${values.join(', ')}`, suggestion };
    }
    case 'invalid_type': {
      const expected = kinds[issue.expected ?? ''] ?? issue.expected ?? 'another kind of value';
      return { message: `expected ${expected}; found ${found}`, suggestion: null };
    }
    case 'too_small':
      return { message: `expected at least ${String(issue.minimum)}; found ${found}`, suggestion: null };
    case 'too_big':
      return { message: `expected at most ${String(issue.maximum)}; found ${found}`, suggestion: null };
    default:
      return { message: `${found} is not possible here`, suggestion: null };
  }
}

/** `is missing: expected …` of a schema is said of the setting's name. */
function missingSentence(issue: Issue, name: string): string {
  if (issue.code === 'custom' || standardMessage.test(issue.message)) return `"${name}" is missing`;
  return /^is missing/.test(issue.message) ? `"${name}" ${issue.message}` : `"${name}" is missing: ${issue.message}`;
}

/** Where an issue is shown: at the name it speaks of (`"stagee" is no field`), otherwise at the value. */
function spanOf(issue: Issue, place: Place | KeyPlace, options: Options): Span {
  if (place.node === options.place.node) return options.key;
  return 'key' in place && issue.message.startsWith(`"${place.key.text}"`) ? place.key : place.node;
}

function reportIssue(issue: Issue, options: Options, entries: ReadonlyMap<string, Entry>, desk: Desk): void {
  const root = options.place;
  const place = locate(issue, root, entries);
  if (place.node.is === 'scalar' && place.node.isSecret) return;
  const at = spanOf(issue, place, options);
  const { path } = place;
  if (place.isMissing) {
    const message = missingSentence(issue, path.at(-1) ?? '');
    desk.problem({ code: 'AGREEMENT_MISSING_KEY', at, path, message });
  } else if (issue.code === 'unrecognized_keys') reportNestedKeys(issue, place, options, desk);
  else if (/is not a duration/.test(issue.message)) {
    const example = exampleAt(path, '21 days');
    const message = `${describe(place.node)} is not a duration. Examples: 21 days, 12 months`;
    desk.problem({ code: 'AGREEMENT_DURATION', at, path, message, example });
  } else {
    const code = issue.code === 'invalid_type' ? 'AGREEMENT_TYPE' : 'AGREEMENT_VALUE';
    desk.problem({ code, at, path, ...sentence(issue, place.node) });
  }
}

/** Unknown settings below the first level; those of the first level are found by name before the schema is asked. */
function reportNestedKeys(issue: Issue, place: Place, options: Options, desk: Desk): void {
  if (place.node.is !== 'map' || place.node === options.place.node) return;
  const known = optionNames(options.schema, issue.path) ?? [];
  const owner = place.path.at(-1) ?? options.owner;
  for (const entry of place.node.entries.filter((candidate) => issue.keys?.includes(candidate.key.text)))
    reportUnknownKey(entry.key, [...place.path, entry.key.text], owner, known, desk);
}

/** Settings that are parsed by the schema of a rule or connector. */
export interface Options {
  readonly schema: ZodType;
  /** What owns the options in messages: `a rule`. */
  readonly owner: string;
  /** Settings of the owner that are read elsewhere; named where an unknown one is reported. */
  readonly beside: readonly string[];
  /** Where the owner stands, for what is missing. */
  readonly place: Place;
  readonly key: Span;
  readonly entries: readonly Entry[];
}

function byName(options: Options, desk: Desk): ReadonlyMap<string, Entry> {
  const names = optionNames(options.schema);
  const found = new Map<string, Entry>();
  for (const entry of options.entries) {
    const name = names === null ? entry.key.text : optionName(entry.key.text, names);
    const path = [...options.place.path, entry.key.text];
    if (name === null)
      reportUnknownKey(entry.key, path, options.owner, [...options.beside, ...(names ?? []).map(optionWords)], desk);
    else if (found.has(name)) {
      const message = `"${optionWords(name)}" is written twice; keep one of them`;
      desk.problem({ code: 'AGREEMENT_DUPLICATE', at: entry.key, path, message });
    } else found.set(name, entry);
  }
  return found;
}

/** A number where a text belongs is the text it was written as: `title: 123`, and `warn after: 21` for a better message. */
function textsWanted(issues: readonly Issue[], root: Place, entries: ReadonlyMap<string, Entry>): ReadonlySet<Node> {
  const wanted = issues.filter((issue) => issue.code === 'invalid_type' && issue.expected === 'string');
  const nodes = wanted.map((issue) => locate(issue, root, entries)).filter((place) => !place.isMissing);
  return new Set(nodes.map((place) => place.node).filter((node) => node.is === 'scalar' && node.value !== null));
}

/** Parses options; problems point at the word in the file. The value is undefined where there were any. */
export function readOptions(options: Options, desk: Desk): unknown {
  const entries = byName(options, desk);
  const plain = (asText: ReadonlySet<Node>): unknown =>
    Object.fromEntries([...entries].map(([name, entry]) => [name, plainOf(entry.value, asText)]));
  let parsed = parse(options.schema, plain(new Set()));
  if ('issues' in parsed) {
    const texts = textsWanted(parsed.issues, options.place, entries);
    if (texts.size > 0) parsed = parse(options.schema, plain(texts));
    else if (entries.size === 0) {
      const empty = parse(options.schema, undefined);
      if ('value' in empty) parsed = empty;
    }
  }
  if ('value' in parsed) return parsed.value;
  for (const issue of parsed.issues) reportIssue(issue, options, entries, desk);
  return undefined;
}
