import { parse } from './generated/condition-parser.ts';

/** A piece of a condition; offsets into its text. */
export interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** What is left of a condition after its words were read. */
export type Rest = Omit<Piece, 'isQuoted'>;

/** A test as written: its words, where they stand, and whether `not` turns it around. */
export interface Words {
  readonly verb: string;
  readonly not: boolean;
  readonly start: number;
  readonly end: number;
}

/** Tests of one or several values, separated by commas. */
export type Listing = Words & {
  readonly is: 'value' | 'one of' | 'contains' | 'starts with' | 'ends with';
  readonly values: readonly Piece[];
};

/** Tests whose words (`verb`) are followed by something the subject's type gives a meaning: `is older than`, `matches`. */
export type RestTest = Words & { readonly is: 'filled' | 'test' | 'none'; readonly rest: Rest };

/** `changed from A to B in the last DURATION`; a part that is not written is null. */
export type ChangedTest = Words & {
  readonly is: 'changed';
  readonly from: Piece | null;
  readonly to: Piece | null;
  readonly within: Rest | null;
  readonly rest: Rest;
};

/** What the grammar makes of a condition: its form, before any name or value is looked up. */
export interface Form {
  readonly subject: Piece;
  readonly predicate: Listing | RestTest | ChangedTest;
}

/** The end of the longest known name that begins at an offset of the text; -1 where none does. */
export type NameEnd = (text: string, offset: number) => number;

function blanksToPattern(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
    .join('\\s+');
}

/** A matcher for a set of names, ignoring case and the number of blanks; made once for many conditions. */
export function nameMatcher(names: readonly string[]): NameEnd {
  if (names.length === 0) return () => -1;
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?:${longestFirst.map(blanksToPattern).join('|')})(?![^\\s])`, 'iuy');
  return (text, offset) => {
    pattern.lastIndex = offset;
    return pattern.test(text) ? pattern.lastIndex : -1;
  };
}

/** Reads the form of a condition; the grammar has a form for every text. */
export function readForm(text: string, nameEnd: NameEnd): Form {
  return parse(text, { nameEnd: (offset: number) => nameEnd(text, offset) }) as Form;
}
