import type { HealthBoth, SuppressionChange, SuppressionList, SuppressionRow } from '../../jobs/suppressions.ts';
import { refText } from '../../model/record.ts';
import { table } from './table.ts';

/** `health 81; 86 with suppressions`: a muted finding is never hidden. */
export function healthBothText({ health, withSuppressions }: HealthBoth): string {
  const text = (value: number | null): string => (value === null ? 'not enough data' : String(value));
  if (health === withSuppressions) return `health ${text(health)}`;
  return `health ${text(health)}; ${text(withSuppressions)} with suppressions`;
}

function findingText({ record, rule, field }: SuppressionRow): string {
  return `${rule}${field === null ? '' : ` (${field})`} on ${refText(record)}`;
}

/** What suppressing or lifting changed. */
export function changeOfSuppressionText(change: SuppressionChange): string {
  const head =
    change.state === 'lifted'
      ? `Lifted: ${findingText(change)} counts again.`
      : `Suppressed until ${change.until}: ${findingText(change)}.`;
  return [head, `  ${healthBothText(change)}`, '  The next scan takes it up.'].join('\n');
}

/** The muted findings, then the health of their records. */
export function suppressionsText({ suppressions, records }: SuppressionList): string {
  if (suppressions.length === 0) return 'Nothing is suppressed.';
  const rows = suppressions.map((row) => [
    refText(row.record),
    row.field === null ? row.rule : `${row.rule} (${row.field})`,
    row.state,
    row.until,
    row.by,
    row.reason,
  ]);
  const scores = records.map(({ record, ...both }) => [refText(record), healthBothText(both)]);
  return [table([['record', 'rule', 'state', 'until', 'by', 'reason'], ...rows], ''), '', table(scores, '')].join('\n');
}
