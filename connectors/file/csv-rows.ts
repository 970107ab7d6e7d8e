import { pipeline, Readable } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { countBreaks, decodeFile } from './decode.ts';
import { unreadable } from './errors.ts';
import type { Notices } from './notices.ts';
import { type Row, type TableFile, wantedNames } from './table.ts';

/** A record of a CSV file as it stands: all its cells, and the line it begins on. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The most a row may hold in bytes. A quote that is never closed swallows the rest of the file as one cell; this ends
 * it early. Real rows stay far below: a long text field of Salesforce holds 131,072 characters.
 */
const rowLimitBytes = 16 * 1024 * 1024;

const dialect: Options = {
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: rowLimitBytes,
};

const candidates = [',', ';', '\t', '|'] as const;
/** `sep=;`, the first line by which Excel is told the delimiter. */
const excelHint = /^"?sep=([,;\t|])"?$/i;

/** Cells of a header line; good enough for the choice of the delimiter. */
function splitHeader(line: string, delimiter: string): readonly string[] {
  const cells: string[] = [''];
  let isQuoted = false;
  for (const char of line) {
    if (char === '"') isQuoted = !isQuoted;
    else if (char === delimiter && !isQuoted) cells.push('');
    else cells[cells.length - 1] += char;
  }
  return cells.map((cell) => cell.trim());
}

/** The delimiter under which most wanted columns are found; then the one that gives most cells; else the comma. */
export function findDelimiter(header: string, wanted: readonly string[]): string {
  const scored = candidates.map((delimiter) => {
    const cells = splitHeader(header, delimiter);
    return { delimiter, found: wanted.filter((name) => cells.includes(name)).length, cells: cells.length };
  });
  return scored.reduce((best, one) =>
    one.found > best.found || (one.found === best.found && one.cells > best.cells) ? one : best,
  ).delimiter;
}

/** The first line that is not blank, quoted line breaks included; null while the text may hold only a part of it. */
function firstLine(text: string, isWhole: boolean): string | null {
  let isQuoted = false;
  const start = text.search(/\S/);
  if (start < 0) return isWhole ? '' : null;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (text[at] === '\n' || text[at] === '\r')) return text.slice(start, at);
  }
  return isWhole || text.length > rowLimitBytes ? text.slice(start) : null;
}

/** Takes from a text until its first line is whole, and gives back the text with that line put in front again. */
async function openText(file: TableFile, signal: AbortSignal) {
  const pieces = decodeFile(file, signal);
  let head = '';
  let line: string | null = null;
  while (line === null) {
    const next = await pieces.next();
    if (!next.done) head += next.value;
    line = firstLine(head, next.done === true);
  }
  async function* all(): AsyncGenerator<string> {
    yield head;
    yield* pieces;
  }
  return { header: line, text: all() };
}

function asCsvError(file: TableFile, error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const isQuote = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  const what = isQuote
    ? `the row that begins on line ${line} has a quotation mark that is never closed, or is longer than 16 MB`
    : `the row that begins on line ${line} is no CSV (${error.code})`;
  return unreadable(file.shown, `${what}. Mend that row, or export the file again`);
}

/**
 * The records of a CSV file, the header first; blank lines are left out but counted. Line breaks may be mixed; a
 * quotation mark inside a cell that does not begin with one is an ordinary character.
 */
export async function* csvRecords(file: TableFile, signal: AbortSignal): AsyncGenerator<CsvRecord> {
  const { header, text } = await openText(file, signal);
  const hint = excelHint.exec(header)?.[1];
  const delimiter = file.delimiter ?? hint ?? findDelimiter(header, wantedNames(file.wanted));
  const parser = parse({ ...dialect, delimiter });
  // Errors of either stream come out of the iteration below.
  pipeline(Readable.from(text), parser, () => {});
  let line = 1;
  let isFirst = true;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const begin = line;
      line += 1 + cells.reduce((sum, cell) => sum + countBreaks(cell), 0);
      if (cells.every((cell) => cell.trim() === '')) continue;
      const isHint = isFirst && hint !== undefined;
      isFirst = false;
      if (!isHint) yield { line: begin, cells };
    }
  } catch (error) {
    throw asCsvError(file, error, line);
  }
}

/**
 * The rows of a CSV file, cut down to the named columns. A row with too few cells lacks the last ones, which are read
 * as empty; cells beyond the header are left out. Both are told with the line.
 */
export async function* projectCsv(
  file: TableFile,
  names: readonly string[],
  signal: AbortSignal,
  notices: Notices,
): AsyncGenerator<Row> {
  let places: readonly number[] | null = null;
  let width = 0;
  for await (const { line, cells } of csvRecords(file, signal)) {
    if (places === null) {
      const header = cells.map((name) => name.trim());
      width = header.length;
      places = names.map((name) => header.indexOf(name));
      continue;
    }
    if (cells.length < width)
      notices.note('A row has fewer cells than the header; the missing ones are read as empty.', {
        line,
        cells: cells.length,
        columns: width,
      });
    else if (cells.slice(width).some((cell) => cell.trim() !== ''))
      notices.note('A row has more cells than the header; the last ones are left out.', {
        line,
        cells: cells.length,
        columns: width,
      });
    yield { line, cells: places.map((place) => cells[place]) };
  }
}
