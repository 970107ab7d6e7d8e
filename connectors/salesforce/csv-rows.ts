import type { Row } from './answers.ts';

/** Rows of a chunk; enough to keep the steps between readers rare, few enough to stay small. */
const rowsPerChunk = 1000;

const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A text that is no CSV: cut within a row, or not as Salesforce writes it. `code` begins with `CSV_`. */
export class MalformedCsv extends Error {
  override readonly name = 'MalformedCsv';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Where a row ends, or that more text is needed to tell. */
const needsMore = -1;

/**
 * Splits CSV into rows while it comes in pieces, the header line first. A row that a piece leaves unfinished is kept
 * and read again with the next one, so that within a piece everything is found by plain search.
 */
class RowSplitter {
  private columns: readonly string[] | null = null;
  private rest = '';
  private readonly cells: (string | null)[] = [];

  /** Appends the rows that end in a piece; with `isLast` the text ends here. */
  push(piece: string, isLast: boolean, rows: Row[]): void {
    const text = this.rest === '' ? piece : this.rest + piece;
    let at = 0;
    while (at < text.length) {
      const end = this.readRow(text, at, isLast);
      if (end === needsMore) break;
      at = end;
      if (this.columns === null) this.columns = this.cells.map((cell) => cell ?? '');
      else rows.push(this.toRow(this.columns));
    }
    this.rest = at === 0 ? text : text.slice(at);
    if (isLast && this.rest !== '') throw new MalformedCsv('CSV_QUOTE_NOT_CLOSED');
  }

  private toRow(columns: readonly string[]): Row {
    const { cells } = this;
    if (cells.length !== columns.length) throw new MalformedCsv('CSV_INCONSISTENT_COLUMNS');
    const row: Record<string, string | null> = {};
    for (let place = 0; place < columns.length; place++) row[columns[place]!] = cells[place]!;
    return row;
  }

  /** Reads the cells of the row that begins at a place; gives the place behind its line end. */
  private readRow(text: string, from: number, isLast: boolean): number {
    const { cells } = this;
    cells.length = 0;
    for (let at = from; ; at++) {
      at = text.charCodeAt(at) === quote ? this.readQuoted(text, at + 1, isLast) : this.readPlain(text, at, isLast);
      if (at === needsMore) return needsMore;
      if (at === text.length) return isLast ? at : needsMore;
      const code = text.charCodeAt(at);
      if (code === comma) continue;
      if (code === lineFeed) return at + 1;
      if (code !== carriageReturn) throw new MalformedCsv('CSV_TEXT_AFTER_QUOTE');
      if (at + 1 === text.length) return isLast ? at + 1 : needsMore;
      if (text.charCodeAt(at + 1) === lineFeed) return at + 2;
      throw new MalformedCsv('CSV_TEXT_AFTER_QUOTE');
    }
  }

  /** Reads a cell up to its closing quote; two quotes together stand for one. */
  private readQuoted(text: string, from: number, isLast: boolean): number {
    let hasDoubled = false;
    for (let at = from; ; at += 2) {
      at = text.indexOf('"', at);
      if (at === -1) return needsMore;
      // The next piece may begin with the second quote of two.
      if (at + 1 === text.length && !isLast) return needsMore;
      if (text.charCodeAt(at + 1) !== quote) {
        const cell = text.slice(from, at);
        this.cells.push(hasDoubled ? cell.replaceAll('""', '"') : cell || null);
        return at + 1;
      }
      hasDoubled = true;
    }
  }

  private readPlain(text: string, from: number, isLast: boolean): number {
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === comma || code === lineFeed || code === carriageReturn) break;
    }
    if (at === text.length && !isLast) return needsMore;
    this.cells.push(text.slice(from, at) || null);
    return at;
  }
}

/**
 * Reads one page of CSV as it comes: a header line, then rows of texts; an empty text is null. Salesforce repeats the
 * header on every page, so every page is read on its own. Our own splitter, as a million rows go through it and a
 * general parser takes longer over them than all that is done with them afterwards.
 */
export async function* csvRows(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  // A character may be cut in two by a piece's end; a byte order mark is left out.
  const decoder = new TextDecoder();
  const splitter = new RowSplitter();
  let rows: Row[] = [];
  for await (const bytes of body) {
    splitter.push(decoder.decode(bytes, { stream: true }), false, rows);
    if (rows.length < rowsPerChunk) continue;
    yield rows;
    rows = [];
  }
  splitter.push(decoder.decode(), true, rows);
  if (rows.length > 0) yield rows;
}
