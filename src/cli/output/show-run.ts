import type { RunReport } from '../../jobs/report.ts';
import { type CommonOptions, print, printJson, type Session, say, stoppedText } from '../terminal.ts';
import { problemsText, runReportText } from './run-report.ts';
import { count } from './table.ts';

/** Whether a run got as far as to have a result: a source without trouble, or records that were judged or written. */
function hasResult({ problems, apiCalls, evaluated, writeBack }: RunReport): boolean {
  return problems.length < Object.keys(apiCalls).length || evaluated > 0 || writeBack.written > 0;
}

/**
 * Shows the report of a run: one JSON object, or a text, with the problems of sources on stderr. Where no source
 * could be worked on there is nothing to report but the problems; after Ctrl-C, not even those.
 */
export function showRun(session: Session, options: Pick<CommonOptions, 'json'>, report: RunReport): void {
  const { terminal } = session;
  if (options.json) {
    printJson(terminal, report);
    return;
  }
  if (report.problems.length > 0 && terminal.signal.aborted) {
    const { written } = report.writeBack;
    const trace = written > 0 ? ` Run ${report.run} wrote ${count(written, 'record')} to the CRM before.` : '';
    say(terminal, `${stoppedText}${trace}`);
    return;
  }
  if (hasResult(report)) print(terminal, runReportText(report));
  if (report.problems.length > 0) say(terminal, problemsText(report.problems));
}
