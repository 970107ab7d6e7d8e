import type { Command } from 'commander';
import { type Rebase, rebase } from '../../jobs/rebase.ts';
import { openImpact } from '../../open-impact.ts';
import { count } from '../output/table.ts';
import { createDisplay, silentDisplay } from '../progress.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { parseNow } from '../with-app.ts';

function moveText(from: number | null, to: number | null, less: string, more: string): string {
  if (from === null || to === null) return 'not known: there are no scores to compare';
  const by = Math.round((to - from) * 10) / 10;
  const says = by === 0 ? 'no change' : `${by < 0 ? less : more} by ${Math.abs(by)}`;
  return `${from} → ${to}  ${says}`;
}

function rebaseText({ records, agreements, given, byOldRules, byNewRules }: Rebase): string {
  return [
    `Mean health of ${count(records, 'record')}, since agreement ${agreements.after} replaced ${agreements.before}`,
    `  the data   ${moveText(given, byOldRules, 'worse', 'better')}`,
    `  the rules  ${moveText(byOldRules, byNewRules, 'stricter', 'milder')}`,
  ].join('\n');
}

/** `rebase`: tells what the data did to the scores from what a change of the agreement did. */
export function addRebase(program: Command, session: Session): void {
  program
    .command('rebase')
    .option('--now <time>', 'judge records as of this date or time')
    .description('tell worse data from stricter rules, since the agreement last changed')
    .action(async (own: { readonly now?: string }) => {
      const options = { ...program.opts<CommonOptions>(), ...own };
      const { terminal } = session;
      const { now } = options;
      const display = options.json ? silentDisplay(terminal) : createDisplay(terminal);
      try {
        const open = await openImpact({
          outside: { ...terminal, stderr: display.stderr },
          file: options.config,
          draft: null,
          isRebase: true,
          judgedAt: now === undefined ? null : (timeZone) => parseNow(now, timeZone),
          progress: display.progress,
        });
        try {
          const report = await rebase(open.context);
          display.stop();
          if (options.json) printJson(terminal, report);
          else print(terminal, rebaseText(report));
        } finally {
          await open.close();
        }
      } finally {
        display.stop();
      }
    });
}
