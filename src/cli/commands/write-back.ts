import type { Command } from 'commander';
import { writeBackOnly } from '../../jobs/scan.ts';
import { showRun } from '../output/show-run.ts';
import type { CommonOptions, Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** `write-back`: writes what the last scan found to differ; a preview without `--yes` or `write_back.mode: on`. */
export function addWriteBack(program: Command, session: Session): void {
  program
    .command('write-back')
    .description('write the results of the last scan to the CRMs; only plans without --yes or write_back.mode: on')
    .option('--yes', 'yes, write to the CRM')
    .action(async (own: { readonly yes?: boolean }) => {
      const options = program.opts<CommonOptions>();
      await withApp(session, options, true, async ({ context, agreement }) => {
        const mode = own.yes || agreement.writeBack.mode === 'on' ? 'on' : 'preview';
        const report = await writeBackOnly(context, mode);
        showRun(session, options, report);
        if (report.problems.length > 0) session.exitCode = 2;
      });
    });
}
