import type { Command } from 'commander';
import { diagnose } from '../../jobs/diagnose.ts';
import { diagnosisText, isFailed } from '../output/diagnosis.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** `doctor`: checks database, credentials, permissions, limits and clock; each line passes or says what to do. */
export function addDoctor(program: Command, session: Session): void {
  program
    .command('doctor')
    .description('check credentials, scopes, field permissions, limits, clock and database')
    .action(async () => {
      const options = program.opts<CommonOptions>();
      await withApp(session, options, true, async ({ context, agreement }) => {
        const lines = await diagnose(context);
        const isPreview = agreement.writeBack.mode === 'preview';
        const isOk = !lines.some((line) => isFailed(line, isPreview));
        if (!isOk) session.exitCode = 2;
        if (options.json) {
          printJson(session.terminal, { ok: isOk, checks: lines });
          return;
        }
        print(session.terminal, diagnosisText(lines, isPreview));
      });
    });
}
