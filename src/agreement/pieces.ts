import { parseDuration } from '../model/duration.ts';
import type { Piece } from './form.ts';
import { refuse, type Stretch } from './mistake.ts';

/** Words that cannot stand unquoted at the beginning of a value; the reading that was probably meant, where there is one. */
const reserved: ReadonlyMap<string, string> = new Map([
  ['within', 'is in the last 14 days'],
  ['empty', 'is not filled'],
  ['blank', 'is not filled'],
  ['null', 'is not filled'],
  ...['before', 'after', 'between', 'at', 'in', 'one', 'more', 'less', 'the', 'due', 'older', 'filled'].map(
    (word): [string, string] => [word, ''],
  ),
]);

/** Words that make a value look like a second condition; a value with one of them is quoted. */
const operators =
  /(?:^|\s)(is|not|contains?|does|starts with|ends with|differs from|matches|meets|changed|or)(?=\s|$)/i;

/** One word in capitals is a code, never a word of the language: AT, IN and IS are countries, OR is a state. */
const code = /^\s*[A-Z]{2,}\s*$/;

function refuseReserved(word: string, value: Piece): never {
  const meant = reserved.get(word.toLowerCase());
  const duration = parseDuration(value.text.slice(word.length));
  const asked =
    duration && word.toLowerCase() === 'within' ? `is in the last ${value.text.slice(word.length).trim()}` : meant;
  const hint = asked ? ` Did you mean "${asked}"?` : '';
  const at = { start: value.start, end: value.start + word.length };
  const message = `"${word}" is not a value.${hint} Quote it if it is one`;
  return refuse('AGREEMENT_RESERVED_WORD', at, message, { suggestion: asked || null });
}

/** Refuses a value after `is` that begins with a word of the language. */
export function checkReserved(value: Piece): void {
  const word = /^[a-z]+/i.exec(value.text)?.[0] ?? '';
  const isWord = reserved.has(word.toLowerCase()) && !/^\S/.test(value.text.slice(word.length));
  if (!value.isQuoted && !code.test(value.text) && isWord) refuseReserved(word, value);
}

function refuseQuote(value: Piece, text: string, verb: string): never {
  const closed = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length;
  const start = value.start + (closed ?? 0);
  const message =
    closed === undefined
      ? 'The quote is not closed; end the value with "'
      : 'Expected nothing after the closing quote; a second condition is a list item of its own';
  return refuse('AGREEMENT_CONDITION', { start, end: value.end }, message, { example: `${verb} "Partner"` });
}

/** Refuses a value that is empty, half quoted, or looks like a second condition. */
export function checkPiece(value: Piece, verb: string): void {
  const text = value.text.trim();
  if (text === '') {
    const message = value.isQuoted
      ? 'Expected a value between the quotes; for an empty field write "is not filled"'
      : `Expected a value after "${verb}"`;
    refuse('AGREEMENT_CONDITION', value, message, { example: `${verb} Partner` });
  }
  if (value.isQuoted) return;
  if (text.startsWith('"')) refuseQuote(value, text, verb);
  const operator = code.test(text) ? null : operators.exec(text);
  if (operator === null) return;
  const start = value.start + operator.index + operator[0].length - operator[1]!.length;
  const message = `"${operator[1]}" within a value: put the value in quotes; a second condition is a list item of its own`;
  refuse('AGREEMENT_CONDITION', { start, end: start + operator[1]!.length }, message);
}

/** The values of a list whose commas may stand within numbers: `10,000, 20,000` are two. */
export function splitNumbers(text: string, whole: Stretch): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = whole.start;
  const add = (end: number): void => {
    const written = text.slice(start, end);
    const lead = written.length - written.trimStart().length;
    const value = written.trim();
    pieces.push({ text: value, isQuoted: false, start: start + lead, end: start + lead + value.length });
  };
  for (let at = whole.start; at < whole.end; at++)
    if (text[at] === ',' && !(/\d/.test(text[at - 1] ?? '') && /^\d{3}(?!\d)/.test(text.slice(at + 1, at + 5)))) {
      add(at);
      start = at + 1;
    }
  add(whole.end);
  return pieces;
}
