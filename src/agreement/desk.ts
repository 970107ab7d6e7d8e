import { LineCounter } from 'yaml';
import type { Problem, ProblemCode } from './problem.ts';
import type { Span } from './tree.ts';

/** What a section says of a mistake; file, line and column are added here. */
export interface Draft {
  readonly code: ProblemCode;
  readonly at: Span;
  readonly path: readonly string[];
  readonly message: string;
  readonly example?: string | null;
  readonly suggestion?: string | null;
}

/** Gathers all problems of one text, so that they come out together and in the order of the file. */
export interface Desk {
  readonly text: string;
  /** Line and column of a place, counted from 1. */
  position(at: Span): { readonly line: number; readonly column: number };
  problem(draft: Draft): void;
  warning(draft: Draft): void;
  /** How many problems there are by now. */
  count(): number;
  problems(): readonly Problem[];
  warnings(): readonly Problem[];
}

function lineCounterOf(text: string): LineCounter {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) counter.addNewLine(at + 1);
  return counter;
}

// Control characters and marks that turn the direction of writing could disguise a message in a terminal or page.
const disguises = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text of the file on one line, harmless to show. */
function shown(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(disguises, '\ufffd');
}

const mostListed = 500;

/** In the order of the file; of a text that is wrong throughout, the first ones and how many more there are. */
function listed(problems: readonly Problem[]): readonly Problem[] {
  const sorted = [...problems].sort(inOrder);
  const next = sorted[mostListed];
  if (next === undefined) return sorted;
  const message = `${sorted.length - mostListed} more problems from here on`;
  const rest: Problem = { ...next, code: 'AGREEMENT_TOO_MANY', path: [], message, example: null, suggestion: null };
  return [...sorted.slice(0, mostListed), rest];
}

function inOrder(a: Problem, b: Problem): number {
  return a.line - b.line || a.column - b.column;
}

/** Opens a desk for one text of one file. */
export function openDesk(file: string, text: string): Desk {
  const lines = lineCounterOf(text);
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const complete = (draft: Draft): Problem => {
    const start = lines.linePos(Math.min(draft.at.start, text.length));
    const end = lines.linePos(Math.min(Math.max(draft.at.start, draft.at.end), text.length));
    return {
      code: draft.code,
      file,
      line: start.line,
      column: start.col,
      endLine: end.line,
      endColumn: end.col,
      path: draft.path.map(shown),
      message: shown(draft.message),
      example: draft.example?.split('\n').map(shown).join('\n') ?? null,
      suggestion: draft.suggestion ?? null,
    };
  };
  return {
    text,
    position(at) {
      const { line, col } = lines.linePos(Math.min(at.start, text.length));
      return { line, column: col };
    },
    problem: (draft) => void problems.push(complete(draft)),
    warning: (draft) => void warnings.push(complete(draft)),
    count: () => problems.length,
    problems: () => listed(problems),
    warnings: () => [...warnings].sort(inOrder),
  };
}
