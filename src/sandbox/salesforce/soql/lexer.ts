import { isDay, readMoment } from '../value.ts';
import { malformed } from './soql-error.ts';

/** A piece of a query; `at` is its place, from 0. */
export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'date' | 'datetime' | 'symbol' | 'end';
  /** The text as written; of strings, the value with LIKE's escapes left in. */
  readonly text: string;
  readonly at: number;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['datetime', /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)/y],
  ['date', /\d{4}-\d\d-\d\d/y],
  ['number', /[+-]?(?:\d+\.?\d*|\.\d+)/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y],
  ['symbol', /<=|>=|!=|<>|[=<>(),:]/y],
];

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** Cuts a query into tokens; the last one is `end`. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(query[at] ?? '')) at += 1;
    if (at >= query.length) break;
    const [token, end] = query[at] === "'" ? readString(query, at) : readPlain(query, at);
    tokens.push(token);
    at = end;
  }
  return [...tokens, { kind: 'end', text: '<EOF>', at: query.length }];
}

function readPlain(query: string, at: number): [Token, number] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(query)?.[0];
    if (text === undefined) continue;
    const isReal = kind === 'date' ? isDay(text) : kind !== 'datetime' || readMoment(text) !== null;
    if (!isReal) throw malformed(query, at, `invalid date: ${text}`);
    return [{ kind, text, at }, at + text.length];
  }
  throw malformed(query, at, `unexpected token: '${query[at]}'`);
}

/** LIKE needs to know whether `%` and `_` were escaped, so `\%` and `\_` stay as they are, and so does `\\` then. */
function readString(query: string, start: number): [Token, number] {
  let text = '';
  for (let at = start + 1; at < query.length; at += 1) {
    const character = query[at] as string;
    if (character === "'") return [{ kind: 'string', text, at: start }, at + 1];
    if (character !== '\\') {
      text += character;
      continue;
    }
    at += 1;
    const escaped = query[at] ?? '';
    if (escaped === '%' || escaped === '_') text += `\\${escaped}`;
    else if (escaped in ESCAPES) text += escaped === '\\' ? '\\\\' : ESCAPES[escaped];
    else throw malformed(query, at - 1, `Illegal escape sequence '\\${escaped}' in string literal`);
  }
  throw malformed(query, start, 'unterminated string literal');
}

/** The value of a string outside LIKE. */
export function plainText(text: string): string {
  return text.replace(/\\([\\%_])/g, '$1');
}
