import type { Command } from 'commander';
import { listSuppressions } from '../../jobs/suppressions.ts';
import { suppressionsText } from '../output/suppressions.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** `suppressions`: what is muted, by whom, why and until when, and what the records would score without. */
export function addSuppressions(program: Command, session: Session): void {
  program
    .command('suppressions')
    .description('list the muted findings, and the scores with and without them')
    .option('--all', 'those that ended or were lifted too')
    .option('--now <time>', 'judge records as of this date or time')
    .action(async (own: { readonly all?: boolean; readonly now?: string }) => {
      const options = { ...program.opts<CommonOptions>(), ...own };
      await withApp(session, options, false, async ({ context }) => {
        const list = await listSuppressions(context.store, context.engine, { all: own.all === true });
        if (options.json) printJson(session.terminal, list);
        else print(session.terminal, suppressionsText(list));
      });
    });
}
