/** Property values by name; null is a property that was cleared. */
export type Values = Readonly<Record<string, string | null>>;

/** Who changed a record, as HubSpot's property history tells it. */
export interface Actor {
  /** `INTEGRATION` for apps, `CRM_UI` for people, `IMPORT`, `MERGE_OBJECTS`. */
  readonly sourceType: string;
  /** The app id, or `userId:N`. */
  readonly sourceId: string;
  readonly sourceLabel: string;
  readonly userId: number | null;
}

/** One write to a record. */
export interface Change {
  /** Epoch ms of the sandbox's clock, different for every change of the account. */
  readonly at: number;
  readonly by: Actor;
  readonly values: Values;
}

/** Whether a record is there: merged and purged (privacy deletion) ones are in no list, not even of archived ones. */
export type RecordState = 'live' | 'archived' | 'merged' | 'purged';

/** What was written to a record since the start; records nobody wrote to have none. */
export interface Written {
  readonly id: string;
  /** Index in the population, or null for a record that was created since. */
  readonly index: number | null;
  /** Epoch ms; null for planted records, which know it themselves. */
  readonly createdAt: number | null;
  readonly modifiedAt: number;
  /** All changed values, the latest of each. */
  readonly values: Values;
  /** Oldest first, at most KEPT_CHANGES. */
  readonly changes: readonly Change[];
  readonly state: RecordState;
  readonly archivedAt: number | null;
  /** Whether anything but hygiene fields was changed, in the record or in what it is associated with. */
  readonly isEdited: boolean;
}

/** HubSpot keeps at most 45 versions of a contact's property. */
const KEPT_CHANGES = 45;

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

/** The record as it stood at a moment (epoch ms), for the search index that lags behind; null where it did not exist or was untouched. */
export function rewind(written: Written, at: number): Written | null {
  const changes = written.changes.filter((change) => change.at <= at);
  const last = changes.at(-1);
  if (last === undefined) return null;
  const values: Values = Object.assign({}, ...changes.map((change) => change.values));
  const wasArchived = written.archivedAt !== null && written.archivedAt <= at;
  const state = written.state === 'live' || wasArchived ? written.state : 'live';
  return { ...written, changes, values, modifiedAt: last.at, state };
}
