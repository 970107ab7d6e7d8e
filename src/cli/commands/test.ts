import { resolve } from 'node:path';
import type { Command } from 'commander';
import { explainProblems } from '../../agreement/explain.ts';
import type { ExampleOutcome } from '../../agreement/sections/run-examples.ts';
import { openText, readAgreementText } from '../../app.ts';
import { UserError } from '../../model/errors.ts';
import { examplesText } from '../output/examples.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { parseNow } from '../with-app.ts';

/** The zone of a bare date in `--now`, before the agreement with its own zone is read. */
const zoneOfNow = 'UTC';

/** `test [file]`: runs the examples that stand beside the agreement's own rules. */
export function addTest(program: Command, session: Session): void {
  program
    .command('test')
    .argument('[file]', 'the agreement (default: --config)')
    .option('--now <time>', 'judge the examples as of this date (UTC) or time')
    .description('run the examples (passes:, fails:) beside the rules of the agreement')
    .action(async (given: string | undefined, own: { readonly now?: string }) => {
      const options = program.opts<CommonOptions>();
      const { terminal } = session;
      const file = given ?? options.config;
      const text = await readAgreementText(resolve(terminal.cwd, file));
      const now = own.now === undefined ? terminal.now() : parseNow(own.now, zoneOfNow);
      const examples: ExampleOutcome[] = [];
      const exampleRun = { now, see: (outcome: ExampleOutcome) => void examples.push(outcome) };
      const loaded = (await openText(text, file, terminal)).read({ exampleRun });
      const failed = examples.filter(({ isAsItSays }) => isAsItSays === false).length;
      // Each example that fails is a problem too; any other one keeps the rules from being run at all.
      if ('problems' in loaded && loaded.problems.length > failed)
        throw new UserError({ code: 'AGREEMENT_INVALID', message: explainProblems(loaded.problems) });
      if (options.json) printJson(terminal, { ok: failed === 0, examples });
      else print(terminal, examplesText(file, examples));
      if (failed > 0) session.exitCode = 1;
    });
}
