import {
  CST,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  type Scalar,
  type YAMLError,
  type Node as YamlNode,
} from 'yaml';
import type { Desk } from './desk.ts';
import { scalarOffsets } from './offsets.ts';
import { quoted } from './reading.ts';
import { findTokens, isSecretKey, looksLikeToken } from './secrets.ts';
import type { Entry, MapNode, Node, ScalarNode, Span } from './tree.ts';

const deepest = 16;
const mostSyntaxProblems = 50;
const blotted = '…';
const secretMessage = 'Looks like an access token; keep it out of this file';

// Our own words for the parser's: its messages quote the source, which may hold a secret.
const syntaxMessages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indented with a tab; use spaces',
  BAD_INDENT: 'This line is not indented like its neighbours, or a bracket before it is not closed',
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, or the ":" after a name',
  BLOCK_AS_IMPLICIT_KEY: 'Two settings on one line; a value that contains ": " is put in quotes',
  BLOCK_IN_FLOW: 'Within brackets, everything stands on one line, separated by commas',
  MULTILINE_IMPLICIT_KEY: 'Expected "name: value" on one line',
  MULTIPLE_DOCS: 'An agreement is one document; remove the line "---"',
  BAD_SCALAR_START: 'A value that begins with @ or ` is put in quotes',
  BAD_DQ_ESCAPE: 'Within double quotes a backslash begins an escape; write \\\\ or use single quotes',
  KEY_OVER_1024_CHARS: 'A name is longer than 1024 letters',
  RESOURCE_EXHAUSTION: 'Lists and settings are nested too deeply',
};

const featureNames: Readonly<Record<string, string>> = {
  anchor: 'Anchors (&name) are not used in an agreement; write the value out',
  alias: 'Aliases (*name) are not used in an agreement; write the value out, in quotes if it begins with *',
  tag: 'Tags (!name) are not used in an agreement; put a value that begins with ! in quotes',
  'directive-line': 'Directives (%NAME) are not used in an agreement; remove the line',
};

/** One problem per line: what follows on the line is usually the same mistake again. */
function reportSyntax(errors: readonly YAMLError[], desk: Desk): void {
  let endOfLine = -1;
  let count = 0;
  for (const error of errors) {
    const start = error.pos[0];
    if (start <= endOfLine) continue;
    const newline = desk.text.indexOf('\n', start);
    endOfLine = newline < 0 ? desk.text.length : newline;
    const message =
      syntaxMessages[error.code] ?? 'This cannot be read as YAML; a value with special characters is put in quotes';
    const code = error.code === 'RESOURCE_EXHAUSTION' ? 'AGREEMENT_TOO_DEEP' : 'AGREEMENT_YAML';
    desk.problem({ code, at: { start, end: Math.max(start + 1, error.pos[1]) }, path: [], message });
    if (++count === mostSyntaxProblems) return;
  }
}

/** Anchors, aliases, tags and directives: each is refused where it stands, whatever it would have meant. */
function refuseFeatures(desk: Desk): boolean {
  let at = 0;
  let isContent = false;
  let isClean = true;
  for (const token of new Lexer().lex(desk.text)) {
    const type = CST.tokenType(token);
    const isMark = type === 'doc-mode' || type === 'flow-error-end' || type === 'scalar';
    const message = isContent || isMark || type === null ? undefined : featureNames[type];
    if (message !== undefined) {
      isClean = false;
      desk.problem({ code: 'AGREEMENT_YAML_FEATURE', at: { start: at, end: at + token.length }, path: [], message });
    }
    isContent = type === 'scalar';
    if (!isMark) at += token.length;
  }
  return isClean;
}

interface Builder {
  readonly desk: Desk;
  readonly secrets: Span[];
  tooDeep: boolean;
}

function scalarOf(node: Scalar, desk: Desk): ScalarNode {
  const [start, end] = node.range ?? [0, 0];
  const isQuoted = node.type !== 'PLAIN' && node.type !== undefined;
  const value = typeof node.value === 'bigint' ? Number(node.value) : node.value;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  const text = typeof value === 'string' || isQuoted ? String(value ?? '') : (node.source ?? '');
  return {
    is: 'scalar',
    value: known,
    text,
    start,
    end,
    offsets: scalarOffsets(text, desk.text, start, end),
    isSecret: false,
  };
}

function withoutSecret(
  node: ScalarNode,
  path: readonly string[],
  builder: Builder,
  isNamedSecret: boolean,
): ScalarNode {
  const isSecret = looksLikeToken(node.text) || (isNamedSecret && node.value !== null && node.text.trim() !== '');
  if (!isSecret) return node;
  builder.secrets.push(node);
  builder.desk.problem({ code: 'AGREEMENT_SECRET', at: node, path, message: secretMessage });
  return { ...node, value: blotted, text: blotted, offsets: null, isSecret: true };
}

function keyOf(node: unknown, path: readonly string[], builder: Builder): ScalarNode | null {
  if (!isScalar(node)) return null;
  const key = withoutSecret(scalarOf(node, builder.desk), path, builder, false);
  return key.text.trim() === '' ? null : key;
}

function buildMap(
  node: YamlNode,
  pairs: readonly { key: unknown; value: unknown }[],
  path: readonly string[],
  builder: Builder,
): MapNode {
  const [start, end] = node.range ?? [0, 0];
  const entries: Entry[] = [];
  const seen = new Set<string>();
  for (const pair of pairs) {
    const key = keyOf(pair.key, path, builder);
    const value = pair.value as YamlNode | null;
    const keyRange = (pair.key as YamlNode | null)?.range ?? value?.range ?? [start, start + 1];
    const at = { start: keyRange[0], end: Math.max(keyRange[1], keyRange[0] + 1) };
    if (key === null) {
      builder.desk.problem({ code: 'AGREEMENT_TYPE', at, path, message: 'Expected a name before the ":"' });
      continue;
    }
    const inner = [...path, key.text];
    if (key.text === '<<') {
      const message = 'Merge keys (<<) are not used in an agreement; write the settings out';
      builder.desk.problem({ code: 'AGREEMENT_YAML_FEATURE', at, path, message });
    } else if (seen.has(key.text)) {
      const message = `${quoted(key.text)} is written twice; keep one of them`;
      builder.desk.problem({ code: 'AGREEMENT_DUPLICATE', at, path: inner, message });
    } else {
      seen.add(key.text);
      entries.push({ key, value: build(value, at.end, inner, builder, isSecretKey(key.text)) });
    }
  }
  return { is: 'map', entries, start, end };
}

function build(
  node: YamlNode | null,
  fallback: number,
  path: readonly string[],
  builder: Builder,
  isNamedSecret = false,
): Node {
  const span = { start: node?.range?.[0] ?? fallback, end: node?.range?.[1] ?? fallback };
  if (path.length > deepest && !builder.tooDeep) {
    builder.tooDeep = true;
    const message = 'Lists and settings are nested too deeply';
    builder.desk.problem({ code: 'AGREEMENT_TOO_DEEP', at: span, path: path.slice(0, deepest), message });
  }
  if (builder.tooDeep || node === null || !(isMap(node) || isSeq(node) || isScalar(node)))
    return { is: 'scalar', value: null, text: '', offsets: null, isSecret: false, ...span };
  if (isScalar(node)) return withoutSecret(scalarOf(node, builder.desk), path, builder, isNamedSecret);
  if (isMap(node)) return buildMap(node, node.items, path, builder);
  const items = node.items.map((item, index) =>
    build(item as YamlNode | null, span.start, [...path, `${index + 1}`], builder),
  );
  return { is: 'list', items, ...span };
}

/** Tokens outside of the values: in comments, or anywhere in a text that cannot be read. */
function reportOtherTokens(reported: readonly Span[], desk: Desk): void {
  for (const at of findTokens(desk.text))
    if (!reported.some((span) => span.start < at.end && at.start < span.end))
      desk.problem({ code: 'AGREEMENT_SECRET', at, path: [], message: secretMessage });
}

/**
 * Reads a text as one YAML 1.2 document (core schema: `off`, `on`, `NO` are texts) into nodes that know their place.
 * Null where it cannot be read at all. Every secret is reported and blotted out, so that no later message repeats it.
 */
export function readDocument(desk: Desk): Node | null {
  const document = parseDocument(desk.text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false, // ours is linear, theirs is not
    prettyErrors: false,
    logLevel: 'error',
    strict: true,
  });
  const isClean = refuseFeatures(desk);
  const errors = document.errors.filter((error) => error.code !== 'BAD_ALIAS' && error.code !== 'TAG_RESOLVE_FAILED');
  reportSyntax(errors, desk);
  const builder: Builder = { desk, secrets: [], tooDeep: false };
  const isReadable = errors.length === 0 && isClean;
  const root = isReadable ? build(document.contents as YamlNode | null, 0, [], builder) : null;
  reportOtherTokens(builder.secrets, desk);
  return root;
}
