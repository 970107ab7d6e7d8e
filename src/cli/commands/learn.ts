import type { Command } from 'commander';
import { learnLimits } from '../../jobs/learn-limits.ts';
import { limitsText } from '../output/limits.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** `learn`: how long won deals stayed in the stages that learn their limit; nothing holds until it is accepted. */
export function addLearn(program: Command, session: Session): void {
  program
    .command('learn')
    .description('propose the limits of stages from the deals that were won')
    .option('--accept', 'put the proposed limits in force')
    .option('--now <time>', 'learn as of this date or time')
    .action(async (own: { readonly accept?: boolean; readonly now?: string }) => {
      const options = { ...program.opts<CommonOptions>(), ...own };
      await withApp(session, options, false, async ({ context }) => {
        const report = await learnLimits(context, { accept: own.accept === true });
        if (options.json) printJson(session.terminal, report);
        else print(session.terminal, limitsText(report));
      });
    });
}
