import { expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { findDelimiter } from './csv-rows.ts';
import { collect, makeExports, readPages, valuesOf } from './exports.fixture.ts';
import { silentNotices } from './notices.ts';
import { readRows } from './rows.ts';
import type { TableFile } from './table.ts';

const signal = new AbortController().signal;

function tableAt(path: string, columns: readonly string[], delimiter: string | null): TableFile {
  const wanted = columns.map((column) => ({ column, setting: 'test' }));
  return { path, shown: 'table.csv', format: 'csv', encoding: null, delimiter, wanted };
}

const delimiters = [',', ';', '\t', '|'] as const;

/** Any text but NUL, which is left out on purpose, and lone surrogates, which no encoding can write. */
const cell = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', "'", ',', ';', '\t', '|', '\n', '\r', ' ', 'a', 'é', '=', '\ufeff') }),
  )
  .map((text) => text.replaceAll('\0', ''));

test('any table that is written as CSV is read back to the same values, declared or found delimiter', async () => {
  await using exports = await makeExports();
  const path = `${exports.folder}/table.csv`;
  const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 });
  const options = fc.record({
    delimiter: fc.constantFrom(...delimiters),
    isFound: fc.boolean(),
    bom: fc.boolean(),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
  });
  await fc.assert(
    fc.asyncProperty(table, options, async (rows, { delimiter, isFound, bom, newline }) => {
      // The last column keeps rows of blanks alone, which would be left out.
      const written = [['a', 'b', 'c', 'end'], ...rows.map((row) => [...row, 'x'])];
      const text = stringify(written, { delimiter, bom, record_delimiter: newline, quote_record_delimiter: true });
      await exports.write('table.csv', text);
      const read = readRows(tableAt(path, ['a', 'b', 'c'], isFound ? null : delimiter), signal, silentNotices);
      expect((await collect(read)).map(({ cells }) => cells)).toEqual(rows);
    }),
    { numRuns: 200 },
  );
});

test('each row knows the line it begins on, over quoted line breaks, mixed line ends and blank lines', async () => {
  await using exports = await makeExports();
  await exports.write('table.csv', '\r\n"a\nx",b\r\n1,"p\r\nq"\n\n  \n2,y\r3,z');
  const rows = readRows(tableAt(`${exports.folder}/table.csv`, ['b'], null), signal, silentNotices);
  expect(await collect(rows)).toEqual([
    { line: 4, cells: ['p\r\nq'] },
    { line: 8, cells: ['y'] },
    { line: 9, cells: ['z'] },
  ]);
});

test.each([
  ['most cells', 'a;b;c,d', [], ';'],
  ['the wanted columns', 'Id;Name, first, last', ['Id'], ';'],
  ['quoted delimiters do not count', '"a;b;c;d",e', [], ','],
  ['one column', 'Id', ['Id'], ','],
  ['tab', 'Id\tName', [], '\t'],
])('the delimiter is found: %s', (_, header, wanted, expected) => {
  expect(findDelimiter(header, wanted)).toBe(expected);
});

test('a "sep=" line of Excel names the delimiter and is no header', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'sep=;\r\nId;Name\r\n1;a,b\r\n');
  const connector = await exports.connect({ deals: { file: 'deals.csv', id: 'Id', columns: { name: 'Name' } } });
  expect(valuesOf(await readPages(connector), 'name')).toEqual({ 1: 'a,b' });
});
