import type { Command } from 'commander';
import { impact } from '../../jobs/impact.ts';
import { openImpact } from '../../open-impact.ts';
import { impactText } from '../output/impact.ts';
import { createDisplay, silentDisplay } from '../progress.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { parseNow } from '../with-app.ts';

/** `impact [draft]`: what a draft would change over the records of the last scan; writes nothing, anywhere. */
export function addImpact(program: Command, session: Session): void {
  program
    .command('impact')
    .argument('[draft]', 'the draft (default: --config, against the version in force)')
    .option('--now <time>', 'judge records as of this date or time')
    .description('say what a draft would change: flags, scores, writes and calls, over the records of the last scan')
    .action(async (draft: string | undefined, own: { readonly now?: string }) => {
      const options = { ...program.opts<CommonOptions>(), ...own };
      const { terminal } = session;
      const { now } = options;
      const display = options.json ? silentDisplay(terminal) : createDisplay(terminal);
      try {
        const open = await openImpact({
          outside: { ...terminal, stderr: display.stderr },
          file: options.config,
          draft: draft ?? null,
          judgedAt: now === undefined ? null : (timeZone) => parseNow(now, timeZone),
          progress: display.progress,
        });
        try {
          const report = { changes: open.changes, ...(await impact(open.context)) };
          display.stop();
          if (options.json) printJson(terminal, report);
          else print(terminal, impactText(report));
        } finally {
          await open.close();
        }
      } finally {
        display.stop();
      }
    });
}
