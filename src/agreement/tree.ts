/** Where something stands in the text: offsets in UTF-16 units, `end` just after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A single value. `text` is what was written, quotes taken off: `007` and `NO` stay themselves as text. */
export interface ScalarNode extends Span {
  readonly is: 'scalar';
  readonly value: string | number | boolean | null;
  readonly text: string;
  /** Source offset of each character of `text`; null where they simply count on from `start`. */
  readonly offsets: readonly number[] | null;
  /** A token or password: `text` is blotted out and nothing else is said of it. */
  readonly isSecret: boolean;
}

export interface ListNode extends Span {
  readonly is: 'list';
  readonly items: readonly Node[];
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface MapNode extends Span {
  readonly is: 'map';
  readonly entries: readonly Entry[];
}

/** The document as the agreement reads it: no anchors, no tags, keys are texts, every node knows its place. */
export type Node = ScalarNode | ListNode | MapNode;

/** The place of a part of a scalar's text. */
export function spanWithin(node: ScalarNode, from: number, to: number): Span {
  const at = (index: number): number => node.offsets?.[index] ?? node.start + index;
  if (from >= node.text.length) return { start: node.end, end: node.end };
  return { start: at(from), end: Math.max(at(from), at(to - 1)) + 1 };
}

/** Whether a node says nothing: `scope:` with all its lines commented out. */
export function isNothing(node: Node): boolean {
  return node.is === 'scalar' && node.value === null;
}

/** The value as plain data, for schemas of rules and connectors; nodes in `asText` keep the text they were written as. */
export function plainOf(node: Node, asText: ReadonlySet<Node> = new Set()): unknown {
  if (node.is === 'scalar') return asText.has(node) ? node.text : node.value;
  if (node.is === 'list') return node.items.map((item) => plainOf(item, asText));
  return Object.fromEntries(node.entries.map((entry) => [entry.key.text, plainOf(entry.value, asText)]));
}
