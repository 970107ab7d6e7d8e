import type { FileText } from './decode.ts';

/** A column that the agreement names, and where it names it (`columns › close date`). */
export interface WantedColumn {
  readonly column: string;
  readonly setting: string;
}

/** A file with rows, and the columns that are wanted of it. */
export interface TableFile extends FileText {
  readonly format: 'csv' | 'json';
  /** Null: found from the header line. */
  readonly delimiter: string | null;
  readonly wanted: readonly WantedColumn[];
}

/** One row: the wanted cells in their order, and the line it begins on (in a JSON array, the number of the object). */
export interface Row {
  readonly line: number;
  readonly cells: readonly unknown[];
}

/** The distinct wanted columns; `Row.cells` follows this order. */
export function wantedNames(wanted: readonly WantedColumn[]): readonly string[] {
  return [...new Set(wanted.map(({ column }) => column))];
}
