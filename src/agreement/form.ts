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
interface Test {
  readonly verb: string;
  readonly not: boolean;
  readonly start: number;
  readonly end: number;
}

/** What the grammar makes of a condition: its form, before any name or value is looked up. */
export interface Form {
  readonly subject: Piece;
  readonly predicate: Test &
    (
      | { readonly is: 'filled' | 'later' | 'none'; readonly rest: Rest }
      | {
          readonly is: 'value' | 'one of' | 'contains' | 'starts with' | 'ends with';
          readonly values: readonly Piece[];
        }
    );
}

function blanksToPattern(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('\\s+');
}

/** Finds the end of the longest of the names that begins at an offset, ignoring case; -1 where none does. */
function nameMatcher(text: string, names: readonly string[]): (offset: number) => number {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?:${longestFirst.map(blanksToPattern).join('|')})(?![^\\s])`, 'iuy');
  return (offset) => {
    pattern.lastIndex = offset;
    return names.length > 0 && pattern.test(text) ? pattern.lastIndex : -1;
  };
}

/** Reads the form of a condition; the grammar has a form for every text. */
export function readForm(text: string, names: readonly string[]): Form {
  return parse(text, { nameEnd: nameMatcher(text, names) }) as Form;
}
