import { type Command, Option } from 'commander';
import type { App } from '../../app.ts';
import type { RunReport } from '../../jobs/report.ts';
import { scan } from '../../jobs/scan.ts';
import type { Agreement } from '../../model/agreement.ts';
import { isHygieneError } from '../../model/errors.ts';
import { type Severity, severities } from '../../model/rule.ts';
import { showRun } from '../output/show-run.ts';
import { type CommonOptions, type Session, say } from '../terminal.ts';
import { withApp } from '../with-app.ts';

interface ScanCommandOptions {
  readonly incremental?: boolean;
  readonly writeBack?: boolean;
  readonly preview?: boolean;
  readonly yes?: boolean;
  readonly now?: string;
  readonly failOn?: Severity;
}

/** 2 when a source could not be worked on, 1 when an open finding is at least as grave as `failOn`. */
export function exitCodeOf(report: RunReport, agreement: Agreement, failOn: Severity | undefined): 0 | 1 | 2 {
  if (report.problems.length > 0) return 2;
  if (failOn === undefined) return 0;
  const limit = severities.indexOf(failOn);
  const isGrave = (id: string): boolean => {
    const setting = [...agreement.rules, ...agreement.ownRules].find((rule) => rule.id === id);
    return setting !== undefined && severities.indexOf(setting.severity) <= limit;
  };
  return Object.entries(report.findings.byRule).some(([rule, count]) => count > 0 && isGrave(rule)) ? 1 : 0;
}

function modeOf(options: ScanCommandOptions, agreement: Agreement): 'preview' | 'on' {
  if (options.preview) return 'preview';
  return agreement.writeBack.mode === 'on' || (options.writeBack && options.yes) ? 'on' : 'preview';
}

/** `scan`: reads the CRMs, scores, and writes back where the agreement or `--yes` says so. */
export function addScan(program: Command, session: Session): void {
  program
    .command('scan')
    .description('read the CRMs, score every record and plan (or make) the write-back')
    .option('--incremental', 'read only what changed since the last scan')
    .option('--write-back', 'write the results to the CRM; only together with --yes')
    .addOption(new Option('--preview', 'never write, whatever the agreement says').conflicts('writeBack'))
    .option('--yes', 'yes, write (for --write-back)')
    .option('--now <time>', 'judge records as of this date or time: 2026-03-31, 2026-03-31T08:00:00Z')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 where a finding is at least this grave').choices([...severities]),
    )
    .action(async (own: ScanCommandOptions) => {
      const options = { ...program.opts<CommonOptions>(), ...own };
      const work = async ({ context, agreement, stays }: App): Promise<void> => {
        if (stays !== null) say(session.terminal, stays);
        const mode = modeOf(own, agreement);
        if (own.yes && mode === 'preview')
          say(session.terminal, 'Nothing will be written: --yes needs --write-back beside it.');
        const report = await scan(context, { kind: own.incremental ? 'incremental' : 'scan', mode });
        showRun(session, options, report);
        session.exitCode = stays === null ? exitCodeOf(report, agreement, own.failOn) : 2;
      };
      await withApp(session, options, true, work).catch((error: unknown) => {
        if (!isHygieneError(error) || error.code !== 'AGREEMENT_INVALID') throw error;
        // The file names what a CRM does not have: the version in force goes on; without one this is the end.
        return withApp(session, options, true, work, error.message);
      });
    });
}
