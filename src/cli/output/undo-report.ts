import type { UndoReport } from '../../jobs/undo.ts';
import { count } from './table.ts';

/** What an undo did, in one sentence; where it had nothing to do, why. */
export function undoReportText(report: UndoReport): string {
  const { run, undid, restored, keptChanged, gone, refused } = report;
  if (restored + keptChanged + gone + refused === 0)
    return `Nothing to take back: run ${undid} wrote nothing to the CRM, or was undone before.`;
  const parts = [
    `${count(restored, 'record')} restored`,
    ...(keptChanged > 0 ? [`${count(keptChanged, 'record')} changed since and left alone`] : []),
    ...(gone > 0 ? [`${count(gone, 'record')} gone`] : []),
    ...(refused > 0 ? [`${count(refused, 'record')} refused by the CRM`] : []),
  ];
  return `Run ${undid} undone by run ${run}: ${parts.join(', ')}.`;
}
