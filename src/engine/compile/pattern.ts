import { RE2JS } from 're2js';

/** What is used of the program that RE2 makes of an expression; the package's exact version is pinned. */
interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  matchRune(rune: number): boolean;
}
interface Program {
  readonly start: number;
  readonly inst: readonly Instruction[];
}

// Instruction kinds of RE2 and the two assertions about the ends of the text.
const [alt, altMatch, capture, assertion, never, match, nothing, rune, rune1, anyRune, anyButNewline] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
];
const [beginText, endText] = [4, 8];
const newline = 10;

const alphabet = 128;
/** States of the table; an expression that needs more is left to the package. */
const mostStates = 200;
const accept = -1;
const reject = -2;

/** A table over ASCII: the next state, `accept`, or `reject` where no rest of the text could match. */
interface Table {
  readonly next: Int16Array;
  readonly acceptsAtEnd: Uint8Array;
}

/** Follows all instructions that read nothing; null where an assertion is met that the table cannot hold. */
function close(program: Program, from: Iterable<number>, holds: number): Set<number> | null {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let pc = waiting.pop(); pc !== undefined; pc = waiting.pop()) {
    if (seen.has(pc)) continue;
    seen.add(pc);
    const { op, out, arg } = program.inst[pc]!;
    if (op === alt || op === altMatch) waiting.push(out, arg);
    else if (op === capture || op === nothing) waiting.push(out);
    else if (op === assertion) {
      if ((arg & ~(beginText | endText)) !== 0) return null;
      if ((arg & ~holds) === 0) waiting.push(out);
    } else if (op !== match && op !== never && (op! < rune! || op > anyButNewline!)) return null;
  }
  return seen;
}

function reads(instruction: Instruction, code: number): boolean {
  const { op } = instruction;
  if (op === anyRune) return true;
  if (op === anyButNewline) return code !== newline;
  return (op === rune || op === rune1) && instruction.matchRune(code);
}

function hasMatch(program: Program, state: ReadonlySet<number>): boolean {
  for (const pc of state) if (program.inst[pc]!.op === match) return true;
  return false;
}

/** What is left to do in a state: instructions that read, matches and assertions that wait for the end. */
function keyOf(program: Program, state: ReadonlySet<number>): readonly number[] {
  return [...state].filter((pc) => program.inst[pc]!.op >= assertion!).sort((a, b) => a - b);
}

/** Subset construction over ASCII, searching anywhere in the text; null where the table cannot say what RE2 says. */
function tabulate(program: Program): Table | null {
  const again = close(program, [program.start], 0);
  const first = close(program, [program.start], beginText!);
  if (!again || !first) return null;
  const states: (readonly number[])[] = [keyOf(program, first)];
  const known = new Map<string, number>([[states[0]!.join(), 0]]);
  const next: number[] = [];
  for (let at = 0; at < states.length; at++) {
    if (states.length > mostStates) return null;
    for (let code = 0; code < alphabet; code++) {
      const moved = states[at]!.filter((pc) => reads(program.inst[pc]!, code)).map((pc) => program.inst[pc]!.out);
      const closed = close(program, [...moved, ...again], 0);
      if (!closed) return null;
      const key = keyOf(program, closed);
      const name = key.join();
      const isMatch = hasMatch(program, closed);
      if (!isMatch && !known.has(name)) known.set(name, states.push(key) - 1);
      next.push(isMatch ? accept : known.get(name)!);
    }
  }
  const ends = states.map((state, at) => {
    const closed = close(program, state, at === 0 ? beginText! | endText! : endText!);
    return closed && hasMatch(program, closed) ? 1 : 0;
  });
  return { next: cutDeadEnds(next, states), acceptsAtEnd: Uint8Array.from(ends) };
}

/** Points at `reject` what leads to a state with nothing left to do, which no letter of any alphabet leads out of. */
function cutDeadEnds(next: readonly number[], states: readonly (readonly number[])[]): Int16Array {
  return Int16Array.from(next, (target) => (target >= 0 && states[target]!.length === 0 ? reject : target));
}

function isInk(code: number): boolean {
  return code > 32 && code < 127;
}

/** Runs over the text without its outer blanks; the states of the table stand for the places where their rows begin. */
function runTable({ next, acceptsAtEnd }: Table, otherwise: (text: string) => boolean): (text: string) => boolean {
  const rows = Int32Array.from(next, (state) => (state < 0 ? state : state * alphabet));
  const run = (text: string): boolean => {
    const { length } = text;
    let row = 0;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code >= alphabet) return otherwise(text);
      row = rows[row + code]!;
      if (row < 0) return row === accept;
    }
    return acceptsAtEnd[row / alphabet] === 1;
  };
  return (text) => {
    const { length } = text;
    if (length === 0 || (isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(length - 1)))) return run(text);
    return run(text.trim());
  };
}

/**
 * A test for an expression of the admin's own, anywhere in the text but for its outer blanks. RE2 guarantees time linear in the text; plain
 * ASCII, which most values are, runs over a table made of RE2's own program at a tenth of the package's cost.
 */
export function compilePattern(pattern: string, ignoresCase: boolean): (text: string) => boolean {
  const expression = RE2JS.compile(pattern, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
  const otherwise = (text: string): boolean => expression.test(text);
  const program = (expression as unknown as { readonly re2Input?: { readonly prog?: Program } }).re2Input?.prog;
  const table = program && Array.isArray(program.inst) ? tabulate(program) : null;
  if (table === null || (expression.test('') && table.acceptsAtEnd[0] !== 1)) return (text) => otherwise(text.trim());
  return runTable(table, otherwise);
}
