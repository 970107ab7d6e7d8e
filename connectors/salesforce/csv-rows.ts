import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import type { Row } from './answers.ts';

/** Rows of a chunk; enough to keep the parser's events rare, few enough to stay small. */
const rowsPerChunk = 1000;

/**
 * Reads one page of CSV as it comes: a header line, then rows of texts; an empty text is null. Salesforce repeats the
 * header on every page, so every page has its own parser.
 */
export async function* csvRows(body: AsyncIterable<Uint8Array>): AsyncGenerator<readonly Row[]> {
  const source = Readable.from(body);
  const parser = parse({
    columns: true,
    bom: true,
    cast: (value, context) => (context.header ? value : value || null),
  });
  // `pipe` hands on no errors: a connection that breaks would leave the parser waiting.
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let rows: Row[] = [];
  try {
    for await (const row of parser) {
      rows.push(row as Row);
      if (rows.length < rowsPerChunk) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  } finally {
    source.destroy();
    parser.destroy();
  }
}
