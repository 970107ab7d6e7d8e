import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { writeBackOnly } from '../../jobs/scan.ts';
import { plannedChanges } from '../../jobs/write-back.ts';
import { changeText } from '../output/change.ts';
import { showRun } from '../output/show-run.ts';
import { type CommonOptions, print, type Session, say } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** Prints the planned changes one by one, as a large account has too many to hold. */
async function listChanges({ context, agreement }: App, { terminal }: Session, isJson: boolean): Promise<void> {
  const names = agreement.sources.map((source) => source.name);
  const changes = plannedChanges(context.store, names, agreement.writeBack.fields, context.engine.now);
  let isFirst = true;
  if (isJson) terminal.stdout.write('{"changes":[');
  for await (const { ref, before, after } of changes) {
    if (isJson) terminal.stdout.write(`${isFirst ? '' : ','}${JSON.stringify({ record: ref, before, after })}`);
    else print(terminal, changeText(ref, before, after));
    isFirst = false;
  }
  if (isJson) print(terminal, ']}');
  else if (isFirst) print(terminal, 'Nothing to write: all records are as they should be.');
}

/** `write-back`: writes what the last scan found to differ; a preview without `--yes` or `write_back.mode: on`. */
export function addWriteBack(program: Command, session: Session): void {
  program
    .command('write-back')
    .description('write the results of the last scan to the CRMs; only plans without --yes or write_back.mode: on')
    .option('--list', 'list every change that would be written, worst first, and write nothing')
    .option('--yes', 'yes, write to the CRM')
    .action(async (own: { readonly yes?: boolean; readonly list?: boolean }) => {
      const options = program.opts<CommonOptions>();
      if (own.list) {
        await withApp(session, options, false, (app) => listChanges(app, session, options.json === true));
        return;
      }
      await withApp(session, options, true, async ({ context, agreement, stays }) => {
        if (stays !== null) say(session.terminal, stays);
        const mode = own.yes || agreement.writeBack.mode === 'on' ? 'on' : 'preview';
        const report = await writeBackOnly(context, mode);
        showRun(session, options, report);
        if (report.problems.length > 0 || stays !== null) session.exitCode = 2;
      });
    });
}
