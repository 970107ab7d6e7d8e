import { csvRecords, projectCsv } from './csv-rows.ts';
import { findEncoding, stampOf } from './decode.ts';
import { unreadable } from './errors.ts';
import { jsonObjects } from './json-rows.ts';
import { didYouMean } from './nearest.ts';
import type { Notices } from './notices.ts';
import { type Row, type TableFile, wantedNames } from './table.ts';

async function jsonColumns(file: TableFile, signal: AbortSignal, notices: Notices): Promise<readonly string[] | null> {
  const missing = new Set(wantedNames(file.wanted));
  const columns = new Set<string>();
  let isEmpty = true;
  for await (const { value } of jsonObjects(file, signal, notices)) {
    isEmpty = false;
    for (const name of value.keys()) {
      missing.delete(name);
      columns.add(name);
    }
    // A key may be left out of objects that have no value for it, so only the whole file can prove it absent.
    if (missing.size === 0) break;
  }
  return isEmpty ? null : [...columns];
}

async function csvColumns(file: TableFile, signal: AbortSignal): Promise<readonly string[] | null> {
  for await (const { cells } of csvRecords(file, signal)) return cells.map((name) => name.trim());
  return null;
}

/** Names of columns for a message; a file with hundreds must not fill the screen. */
function listed(columns: readonly string[]): string {
  const shown = columns.filter((name) => name !== '').slice(0, 40);
  const more = columns.length - shown.length;
  return shown.map((name) => `"${name.slice(0, 60)}"`).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function missingColumns(file: TableFile, columns: readonly string[]): readonly string[] {
  const at = new Map<string, string[]>();
  for (const { column, setting } of file.wanted)
    if (!columns.includes(column)) at.set(column, [...(at.get(column) ?? []), setting]);
  return [...at].map(
    ([column, settings]) => `no column "${column}" (${settings.join(', ')})${didYouMean(column, columns)}`,
  );
}

function repeatedColumns(file: TableFile, columns: readonly string[]): readonly string[] {
  return wantedNames(file.wanted).flatMap((column) => {
    const places = columns.flatMap((name, index) => (name === column ? [index + 1] : []));
    return places.length > 1
      ? [`the column "${column}" is there ${places.length} times (columns ${places.join(' and ')}); rename all but one`]
      : [];
  });
}

/** The problems with the columns of a file, all together; an empty list is good. */
export function columnProblems(file: TableFile, columns: readonly string[]): readonly string[] {
  const missing = missingColumns(file, columns);
  if (columns.some((name) => name.includes('\0')))
    return ['the header line holds NUL characters; the file is probably UTF-16: set `encoding: utf-16le`'];
  const found = missing.length > 0 ? [`the columns are ${listed(columns)}`] : [];
  return [...missing, ...repeatedColumns(file, columns), ...found];
}

/** The columns a file has, names without outer blanks. Throws FILE_MISSING and FILE_UNREADABLE. */
export async function readColumns(file: TableFile, signal: AbortSignal, notices: Notices): Promise<readonly string[]> {
  await stampOf(file);
  const columns = file.format === 'csv' ? await csvColumns(file, signal) : await jsonColumns(file, signal, notices);
  if (columns !== null) return columns;
  const encoding = await findEncoding(file);
  throw unreadable(
    file.shown,
    `is empty (read as ${encoding}): expected ${file.format === 'csv' ? 'a header line and rows' : 'objects'}; export it again`,
  );
}

/** Takes NUL characters out of a cell, which PostgreSQL refuses in texts. */
function withoutNul(cell: unknown): unknown {
  return typeof cell === 'string' && cell.includes('\0') ? cell.replaceAll('\0', '') : cell;
}

/** The rows of a file in its order, blank ones left out. Memory does not grow with the file (but for a JSON array). */
export async function* readRows(file: TableFile, signal: AbortSignal, notices: Notices): AsyncGenerator<Row> {
  const names = wantedNames(file.wanted);
  const rows =
    file.format === 'csv' ? projectCsv(file, names, signal, notices) : projectJson(file, names, signal, notices);
  for await (const row of rows) {
    const cells = row.cells.map(withoutNul);
    if (cells.some((cell, index) => cell !== row.cells[index]))
      notices.note('A row holds NUL characters; they are left out.', { line: row.line });
    yield { line: row.line, cells };
  }
}

async function* projectJson(
  file: TableFile,
  names: readonly string[],
  signal: AbortSignal,
  notices: Notices,
): AsyncGenerator<Row> {
  for await (const { line, value } of jsonObjects(file, signal, notices))
    yield { line, cells: names.map((name) => value.get(name)) };
}
