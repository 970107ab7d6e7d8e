import type { FieldName, RecordRef } from './record.ts';

/**
 * A dated, reasoned mute of one finding: it stays visible, but counts in no score and raises no flag until it ends.
 * For a group of records there are exceptions, in the agreement.
 */
export interface Suppression {
  readonly record: RecordRef;
  readonly rule: string;
  /** The field the muted finding is about; null for all findings of the rule on this record. */
  readonly field: FieldName | null;
  readonly reason: string;
  /** Who answers for it. */
  readonly by: string;
  readonly at: Date;
  /** The last day on which it holds, in days since 1970-01-01. */
  readonly until: number;
}

/** A suppression as it is listed later: lifted before its end, or not. */
export interface KeptSuppression extends Suppression {
  readonly lifted: { readonly at: Date; readonly by: string } | null;
}

/** Whether a suppression is about a finding of this rule and field. */
export function mutes(
  suppression: Pick<Suppression, 'rule' | 'field'>,
  rule: string,
  field: FieldName | null,
): boolean {
  return suppression.rule === rule && (suppression.field === null || suppression.field === field);
}
