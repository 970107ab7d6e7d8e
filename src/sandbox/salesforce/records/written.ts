import type { Values } from '../value.ts';

/** One write to a record, for its page. */
export interface Change {
  /** Epoch ms, whole seconds. */
  readonly at: number;
  readonly byId: string;
  /** The name of the client (`Sforce-Call-Options`), or how else it came. */
  readonly origin: string;
  readonly values: Values;
}

/** What was written to a record since the start; records nobody wrote to have none. */
export interface Written {
  readonly id: string;
  readonly position: number;
  /** Index in the population, or null for a record that was created since. */
  readonly index: number | null;
  /** Epoch ms; null for planted records, which know it themselves. */
  readonly createdAt: number | null;
  readonly modifiedAt: number;
  readonly modifiedById: string;
  /** All changed values, the latest of each. */
  readonly values: Values;
  /** Oldest first, at most the last 40. */
  readonly changes: readonly Change[];
  /** Epoch ms of the deletion, null while the record is in use. */
  readonly deletedAt: number | null;
  /** Whether a field other than custom ones was changed: what was planted may no longer be found. */
  readonly isEdited: boolean;
}

const KEPT_CHANGES = 40;

/** The values after one more change; the first change's object is shared, as a million records may have just one. */
export function appendChange(
  values: Values,
  changes: readonly Change[],
  change: Change,
): Pick<Written, 'values' | 'changes'> {
  if (changes.length === 0) return { values: change.values, changes: [change] };
  const kept = changes.length < KEPT_CHANGES ? changes : changes.slice(1 - KEPT_CHANGES);
  return { values: { ...values, ...change.values }, changes: [...kept, change] };
}
