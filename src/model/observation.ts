import type { CrmRecord, Field, TimeValue } from './record.ts';
import type { StageMove, StageVisit } from './stage-visit.ts';

/** A close date that was moved out between two reads. */
export interface DateMove {
  /** Epoch ms: the latest moment at which it can have happened. */
  readonly at: number;
  readonly from: TimeValue;
  readonly to: TimeValue;
}

/** What we saw of one record over time, beside what its CRM tells. */
export interface Observations {
  /** Moves of a deal's stage, or of a person's canonical lifecycle stage, oldest first. */
  readonly moves: readonly StageMove[];
  /** Moves of the close date to a later time, oldest first. */
  readonly dateMoves: readonly DateMove[];
  /** Many records came into their present stage in the very second of this one. */
  readonly isImported: boolean;
}

/** So many records do not come into a stage in one second by hand. */
export const leastImported = 20;

function textOf(field: Field | undefined): string | null | undefined {
  if (field?.is === 'empty') return null;
  return field?.is === 'value' && typeof field.value === 'string' ? field.value : undefined;
}

function rawOf(field: Field | undefined): unknown {
  return field?.is === 'value' ? field.value : (field?.is ?? null);
}

/** The columns from which a person's canonical stage is told; where none changed, only its mapping did. */
const stageColumns = ['lifecycleStage', 'leadStatus'];

/** The move of a record's stage between two reads; null where it stayed, or is not known on one side. */
export function stageMoveBetween(before: CrmRecord['fields'], after: CrmRecord): StageMove | null {
  const isDeal = after.ref.object === 'deal';
  const name = isDeal ? 'stage' : 'lifecycle';
  const [from, to] = [textOf(before[name]), textOf(after.fields[name])];
  if (from === undefined || to === undefined || from === to) return null;
  if (!isDeal && stageColumns.every((column) => rawOf(before[column]) === rawOf(after.fields[column]))) return null;
  return { at: after.updatedAt.getTime(), from, to };
}

/** The move of a deal's close date to a later time between two reads; null where it stayed or came nearer. */
export function dateMoveBetween(before: CrmRecord['fields'], after: CrmRecord): DateMove | null {
  const [from, to] = [before.closeDate, after.fields.closeDate];
  if (after.ref.object !== 'deal' || from?.is !== 'value' || to?.is !== 'value') return null;
  const [earlier, later] = [from.value as TimeValue, to.value as TimeValue];
  return later.ms > earlier.ms ? { at: after.updatedAt.getTime(), from: earlier, to: later } : null;
}

/** The second (since 1970) in which a record came into its present stage; null where nobody knows. */
export function stageStartOf({ fields }: CrmRecord): number | null {
  const field = fields.stageVisits;
  const last = field?.is === 'value' ? (field.value as readonly StageVisit[]).at(-1) : undefined;
  return last === undefined ? null : Math.floor(last.enteredAt / 1000);
}
