import type { Problem } from '../errors.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';

/** What is to be done with one row. */
export interface RowWrite {
  readonly operation: 'create' | 'update' | 'delete';
  readonly object: ObjectDefinition;
  /** As it was given, of either length; null where none was. */
  readonly id: string | null;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A row that can be written (by `commit`, which gives its id), or why it cannot. */
export type PreparedRow = { readonly problems: readonly Problem[] } | { readonly problems: null; commit(): string };

/** A single problem as the outcome of a row. */
export function refuse(code: string, message: string, fields: readonly string[] | null = []): PreparedRow {
  return { problems: [{ code, message, fields }] };
}
