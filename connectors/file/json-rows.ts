import { countBreaks, decodeFile, stampOf } from './decode.ts';
import { unreadable } from './errors.ts';
import type { Notices } from './notices.ts';
import type { TableFile } from './table.ts';

/** An object of a JSON file; objects in it are flattened (`Account.Name`), lists of plain values joined with `;`. */
export interface JsonRecord {
  /** Line in a file of one object per line, place in an array. */
  readonly line: number;
  readonly value: ReadonlyMap<string, unknown>;
}

/** An array is read whole, at several times its size in memory; one object per line has no limit. */
const arrayLimitBytes = 64 * 1024 * 1024;
const lineLimitChars = 16 * 1024 * 1024;

/** Ids longer than 15 digits lose their last ones as numbers, so such numbers stay texts. */
function parseExact(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
      ? (context?.source ?? value)
      : value;
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown);
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function flatten(value: object, prefix: string, into: Map<string, unknown>, depth: number): Map<string, unknown> {
  for (const [key, inner] of Object.entries(value)) {
    const name = `${prefix}${key}`;
    if (Array.isArray(inner)) into.set(name, inner.every(isPlain) ? inner.join(';') : inner);
    else if (isPlain(inner) || depth >= 4) into.set(name, inner);
    else flatten(inner as object, `${name}.`, into, depth + 1);
  }
  return into;
}

function asRecord(line: number, value: unknown): JsonRecord | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return { line, value: flatten(value, '', new Map(), 0) };
}

async function* linesOf(file: TableFile, first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  let text = first;
  const cut = function* (): Generator<string> {
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    yield* lines;
  };
  yield* cut();
  for await (const piece of rest) {
    text += piece;
    yield* cut();
    if (text.length > lineLimitChars)
      throw unreadable(file.shown, 'a line is longer than 16 MB; write one object per line');
  }
  yield text;
}

async function* readLines(file: TableFile, lines: AsyncIterable<string>, notices: Notices): AsyncGenerator<JsonRecord> {
  let line = 0;
  let isFirst = true;
  for await (const text of lines) {
    line++;
    if (text.trim() === '') continue;
    const record = tryLine(line, text);
    if (record) yield record;
    else if (isFirst)
      throw unreadable(
        file.shown,
        `line ${line} is no JSON object: expected an array of objects, or one object on each line`,
      );
    else notices.note('A line is no JSON object; it is left out.', { line });
    isFirst = false;
  }
}

function tryLine(line: number, text: string): JsonRecord | null {
  try {
    return asRecord(line, parseExact(text));
  } catch {
    return null;
  }
}

/** The line on which JSON.parse stopped; its own message quotes the file, which may hold personal data. */
function badLine(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1];
  return position === undefined ? '' : ` (line ${1 + countBreaks(text.slice(0, Number(position)))})`;
}

async function* readArray(
  file: TableFile,
  first: string,
  rest: AsyncIterable<string>,
  notices: Notices,
): AsyncGenerator<JsonRecord> {
  const { bytes } = await stampOf(file);
  if (bytes > arrayLimitBytes)
    throw unreadable(file.shown, 'is a JSON array over 64 MB; write one object on each line instead, without brackets');
  const pieces = [first];
  for await (const piece of rest) pieces.push(piece);
  const text = pieces.join('');
  let items: unknown;
  try {
    items = parseExact(text);
  } catch (error) {
    throw unreadable(file.shown, `is no valid JSON${badLine(text, error)}; export it again`);
  }
  for (const [index, item] of (items as readonly unknown[]).entries()) {
    const record = asRecord(index + 1, item);
    if (record) yield record;
    else notices.note('An item of the array is no object; it is left out.', { item: index + 1 });
  }
}

/** The objects of a JSON file: an array of objects, or one object on each line. */
export async function* jsonObjects(file: TableFile, signal: AbortSignal, notices: Notices): AsyncGenerator<JsonRecord> {
  const pieces = decodeFile(file, signal);
  let head = '';
  for await (const piece of { [Symbol.asyncIterator]: () => ({ next: () => pieces.next() }) }) {
    head += piece;
    if (/\S/.test(head)) break;
  }
  const isArray = head.trimStart().startsWith('[');
  try {
    yield* isArray ? readArray(file, head, pieces, notices) : readLines(file, linesOf(file, head, pieces), notices);
  } finally {
    await pieces.return(undefined);
  }
}
