import { makeId } from '../ids.ts';

/** Salesforce: a user has ten open cursors; opening another closes the oldest. */
const MAX_CURSORS = 10;

/** The rows that a query found, for its next pages. */
export interface Cursor {
  readonly id: string;
  /** How many rows there are. */
  readonly size: number;
  /** The rows from a place on, rendered; `base` is `/services/data/v67.0`. */
  page(from: number, rows: number, base: string): Record<string, unknown>[];
}

/** The open cursors, oldest first. */
export class Cursors {
  private readonly open = new Map<string, Cursor>();
  private opened = 0;

  add(cursor: Omit<Cursor, 'id'>): Cursor {
    this.opened += 1;
    const id = makeId('01g', this.opened);
    const added: Cursor = { id, size: cursor.size, page: cursor.page };
    this.open.set(id, added);
    const oldest = this.open.keys().next().value;
    if (this.open.size > MAX_CURSORS && oldest !== undefined) this.open.delete(oldest);
    return added;
  }

  find(id: string): Cursor | null {
    return this.open.get(id) ?? null;
  }
}
