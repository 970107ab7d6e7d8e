import { expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { Row } from './answers.ts';
import { csvRows } from './csv-rows.ts';

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [index, from] of places.slice(0, -1).entries()) yield bytes.subarray(from, places[index + 1]);
}

async function read(text: string, cuts: readonly number[] = []): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const part of csvRows(pieces(new TextEncoder().encode(text), cuts))) rows.push(...part);
  return rows;
}

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', 'é', '漢', '😀', ' '), maxLength: 6 }),
  fc.string(),
);
const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 });

test('whatever the cells hold and wherever the bytes are cut, the rows are those that were written', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(fc.nat(), { maxLength: 12 }), fc.boolean(), async (lines, cuts, quoted) => {
      const text = stringify([['Id', 'Name', 'City'], ...lines], {
        quoted,
        // Salesforce quotes everything; a CR at the end of a bare cell could not be told from a line's end.
        quoted_match: /\r/,
        record_delimiter: '\n',
        escape_formulas: false,
      });
      const expected = lines.map(([Id, Name, City]) => ({ Id: Id || null, Name: Name || null, City: City || null }));
      expect(await read(text, cuts)).toEqual(expected);
    }),
  );
});

test.each([
  ['lines that end in CR LF', '"Id","Name"\r\n"a","b"\r\n'],
  ['a last line without an end', '"Id","Name"\n"a","b"'],
  ['a byte order mark', '\ufeff"Id","Name"\n"a","b"\n'],
  ['cells without quotes', 'Id,Name\na,b\n'],
])('%s', async (_name, text) => {
  for (let cut = 0; cut <= text.length; cut++) expect(await read(text, [cut])).toEqual([{ Id: 'a', Name: 'b' }]);
});

test('nothing at all, or a header alone, has no rows', async () => {
  expect(await read('')).toEqual([]);
  expect(await read('"Id"\n')).toEqual([]);
});

test.each([
  ['that ends within a cell', '"Id","Name"\n"a","b', 'CSV_QUOTE_NOT_CLOSED'],
  ['with a cell too few', '"Id","Name"\n"a"\n', 'CSV_INCONSISTENT_COLUMNS'],
  ['with a cell too many', '"Id","Name"\n"a","b","c"\n', 'CSV_INCONSISTENT_COLUMNS'],
  ['with text behind a quote', '"Id","Name"\n"a"x,"b"\n', 'CSV_TEXT_AFTER_QUOTE'],
  ['with CR alone', '"Id","Name"\r"a","b"\n', 'CSV_TEXT_AFTER_QUOTE'],
])('a text %s is refused', async (_name, text, code) => {
  await expect(read(text)).rejects.toMatchObject({ code });
});

test('rows are handed on while more come, and who stops reading ends the connection', async () => {
  let isEnded = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      yield new TextEncoder().encode('"Id"\n');
      for (;;) yield new TextEncoder().encode('"a"\n'.repeat(300));
    } finally {
      isEnded = true;
    }
  }
  for await (const rows of csvRows(endless())) {
    expect(rows).toHaveLength(1200);
    break;
  }
  expect(isEnded).toBe(true);
});
