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

/** The checks as a table, and below it what to do about each that fails. */
export function diagnosisText(lines: readonly SourceDiagnosis[]): string {
  const bad = lines.filter((line) => !line.ok);
  const rows = lines.map((line) => [
    line.ok ? 'pass' : 'FAIL',
    line.source,
    line.check,
    line.ok || isShort(line) ? line.detail : 'see below',
  ]);
  const end = bad.length === 0 ? 'All is well.' : `${count(bad.length, 'check')} of ${lines.length} failed.`;
  return [table(rows, ''), ...bad.map(troubleText), end].join('\n\n');
}
