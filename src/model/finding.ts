import type { FieldName, RecordRef } from './record.ts';
import type { Severity } from './rule.ts';

/** A failed check as the engine reports it. */
export interface FindingDraft {
  readonly rule: string;
  readonly field: FieldName | null;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
}

/** A failed check, opened and closed over time. It is the same finding while record, rule and field are the same. */
export interface Finding extends FindingDraft {
  readonly record: RecordRef;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** What makes a finding the same one over time: no day counts, no values. */
export function fingerprintOf(record: RecordRef, finding: Pick<FindingDraft, 'rule' | 'field'>): string {
  return [record.source, record.object, record.id, finding.rule, finding.field ?? ''].join('|');
}
