import type { Command } from 'commander';
import { explainProblems, explainWarnings } from '../../agreement/explain.ts';
import { loadFile } from '../../app.ts';
import { count } from '../output/table.ts';
import { type CommonOptions, print, printJson, type Session, say } from '../terminal.ts';

/** `check [file]`: reads an agreement and lists all its problems at once. */
export function addCheck(program: Command, session: Session): void {
  program
    .command('check')
    .argument('[file]', 'the agreement (default: --config)')
    .description('check the agreement: every problem with its line, and what to write')
    .action(async (given: string | undefined) => {
      const options = program.opts<CommonOptions>();
      const { terminal } = session;
      const file = given ?? options.config;
      const { loaded } = await loadFile(file, terminal);
      if ('problems' in loaded) {
        session.exitCode = 2;
        if (options.json) printJson(terminal, { ok: false, problems: loaded.problems, warnings: loaded.warnings });
        else say(terminal, explainProblems(loaded.problems));
        return;
      }
      const { agreement, warnings } = loaded;
      if (options.json) {
        printJson(terminal, {
          ok: true,
          agreement: agreement.version.hash,
          rules: agreement.rules.length,
          problems: [],
          warnings,
        });
        return;
      }
      if (warnings.length > 0) say(terminal, explainWarnings(warnings));
      print(
        terminal,
        `${file} is a valid agreement: ${count(agreement.rules.length, 'rule')} on, ${count(agreement.sources.length, 'source')}, version ${agreement.version.hash}.`,
      );
    });
}
