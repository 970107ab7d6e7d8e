import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { healthFieldPart, healthKeys } from '../../src/model/health-field.ts';
import { parseNumber } from '../../src/model/parse-field.ts';
import { objectTypes } from '../../src/model/record.ts';
import { csvRecords } from './csv-rows.ts';
import { asWriteError, unreadable } from './errors.ts';
import type { HealthRows } from './health-rows.ts';
import type { ResultsPath } from './plan.ts';
import type { TableFile } from './table.ts';

/** A results file: where it is and which columns it has, `object` and `id` first. */
export interface ResultsFile extends TableFile {
  /** Columns of the health fields, in the order of `healthKeys`. */
  readonly health: readonly string[];
}

/** Describes a results file. A person may have saved it with another delimiter, so that is found when it is read. */
export function describeResults(place: ResultsPath, fieldPrefix: string): ResultsFile {
  const health = healthKeys.map((key) => `${fieldPrefix}_${healthFieldPart(key)}`);
  const wanted = ['object', 'id', ...health].map((column) => ({ column, setting: 'results' }));
  return { ...place, format: 'csv', encoding: null, delimiter: null, wanted, health };
}

const formulaStart = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u;

/**
 * csv-stringify puts an apostrophe before what a spreadsheet would run as a formula (`escape_formulas`). A text that
 * already looks like that gets one more here, so that taking one off gives back every text.
 */
function guardApostrophe(text: string): string {
  return text.startsWith("'") && formulaStart.test(text) ? `'${text}` : text;
}

function unguard(text: string): string {
  return text.startsWith("'") && formulaStart.test(text) ? text.slice(1) : text;
}

/** Refuses a file that we did not write, as a save would replace all of it. */
function checkOurs(file: ResultsFile, header: readonly string[]): void {
  const known = ['object', 'id', ...file.health];
  const stray = header.find((name) => !known.includes(name));
  const what =
    stray !== undefined
      ? `has a column "${stray.slice(0, 60)}"`
      : !header.includes('object') || !header.includes('id')
        ? 'has no columns "object" and "id"'
        : null;
  if (what !== null)
    throw unreadable(
      file.shown,
      `${what}, so it is no results file of crm-hygiene and is left alone. Move it away, or name another file with \`results:\``,
    );
}

/** Adds what a results file holds to the rows. Throws FILE_UNREADABLE for a file that is not ours. */
export async function readResults(file: ResultsFile, rows: HealthRows, signal: AbortSignal): Promise<void> {
  let header: readonly string[] | null = null;
  for await (const { cells } of csvRecords(file, signal)) {
    if (header === null) {
      header = cells.map((name) => name.trim());
      checkOurs(file, header);
      continue;
    }
    const columns = header;
    const cell = (name: string): string => unguard(cells[columns.indexOf(name)] ?? '');
    const object = objectTypes.find((type) => type === cell('object'));
    if (object && cell('id') !== '') rows.put(object, cell('id'), file.health.map(cell));
  }
}

function* linesOf(rows: HealthRows): Generator<readonly (string | number)[]> {
  for (const { object, id, cells } of rows.filled()) {
    const [score = '', ...rest] = cells;
    yield [object, guardApostrophe(id), parseNumber(score) ?? score, ...rest.map(guardApostrophe)];
  }
}

/** Makes a rename durable; not every platform lets a folder be opened. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => null);
  try {
    await folder?.sync().catch(() => {});
  } finally {
    await folder?.close();
  }
}

/** Replaces a results file as a whole, or leaves it as it was. Throws FatalError FILE_UNWRITABLE. */
export async function writeResults(file: ResultsFile, rows: HealthRows, signal: AbortSignal): Promise<void> {
  const part = `${file.path}.part`;
  const columns = ['object', 'id', ...file.health];
  try {
    const format = stringify({ bom: true, header: true, columns, escape_formulas: true });
    // `flush` syncs the data before the rename makes it the file: a crash leaves the old one or the new one.
    await pipeline(Readable.from(linesOf(rows)), format, createWriteStream(part, { flush: true }), { signal });
    await rename(part, file.path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw asWriteError(file.shown, error);
  }
  await syncFolder(file.path);
}
