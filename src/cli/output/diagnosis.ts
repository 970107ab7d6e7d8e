import type { SourceDiagnosis } from '../../jobs/diagnose.ts';
import { count, table } from './table.ts';

/** A longer detail would push the table over the edge of a terminal, so it goes below. */
const widestDetail = 60;

function isShort({ detail }: SourceDiagnosis): boolean {
  return detail.length <= widestDetail;
}

function troubleText(line: SourceDiagnosis): string {
  const sentences = [isShort(line) ? '' : line.detail, line.advice === line.detail ? '' : line.advice];
  return [`${line.source}: ${line.check}`, ...sentences.filter((text) => text !== '').map((text) => `  ${text}`)].join(
    '\n',
  );
}

/** Whether a check keeps the product from its work: what only writing needs does not, while nothing is written. */
export function isFailed(line: SourceDiagnosis, isPreview: boolean): boolean {
  return !line.ok && !(isPreview && line.isForWriting);
}

/** The checks as a table, and below it what to do about each that fails. */
export function diagnosisText(lines: readonly SourceDiagnosis[], isPreview: boolean): string {
  const bad = lines.filter((line) => !line.ok);
  const failed = lines.filter((line) => isFailed(line, isPreview));
  const rows = lines.map((line) => [
    line.ok ? 'pass' : isFailed(line, isPreview) ? 'FAIL' : 'note',
    line.source,
    line.check,
    line.ok || isShort(line) ? line.detail : 'see below',
  ]);
  const notes = bad.length - failed.length;
  const good =
    notes === 0 ? 'All is well.' : 'All is well for a preview; the notes matter once results are written to the CRM.';
  const end = failed.length === 0 ? good : `${count(failed.length, 'check')} of ${lines.length} failed.`;
  return [table(rows, ''), ...bad.map(troubleText), end].join('\n\n');
}
