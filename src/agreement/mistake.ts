import type { ProblemCode } from './problem.ts';

/** What is wrong with a condition, and where in its text (UTF-16 offsets). */
export interface Mistake {
  readonly code: ProblemCode;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly example: string | null;
  readonly suggestion: string | null;
}

/** Where in the text of a condition something stands. */
export type Stretch = Pick<Mistake, 'start' | 'end'>;

/** Ends the reading of a condition; caught where the reading began, never seen outside. */
export class Mistaken extends Error {
  readonly mistake: Mistake;
  constructor(mistake: Mistake) {
    super(mistake.message);
    this.mistake = mistake;
  }
}

/** Refuses a condition for a mistake at a place of its text. */
export function refuse(
  code: ProblemCode,
  at: Stretch,
  message: string,
  more: { readonly example?: string; readonly suggestion?: string | null } = {},
): never {
  const { start, end } = at;
  throw new Mistaken({ code, start, end, message, example: more.example ?? null, suggestion: more.suggestion ?? null });
}
