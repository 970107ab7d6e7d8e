import { resolve } from 'node:path';
import type { Command } from 'commander';
import { explainProblems, explainWarnings } from '../../agreement/explain.ts';
import type { Loaded } from '../../agreement/load.ts';
import { revisionOf } from '../../agreement/version.ts';
import { openText, readAgreementText } from '../../app.ts';
import { readKnown } from '../../open-impact.ts';
import { count } from '../output/table.ts';
import { type CommonOptions, print, printJson, type Session, say } from '../terminal.ts';

/** Reads an agreement against the catalogs of the last scan, where there was one, and who has signed it. */
async function loadKnown(file: string, { terminal }: Session): Promise<Loaded> {
  const open = await openText(await readAgreementText(resolve(terminal.cwd, file)), file, terminal);
  const now = terminal.now().getTime();
  const plain = open.read({ now });
  if ('problems' in plain) return plain;
  return open.read({ now, ...(await readKnown(plain.agreement, revisionOf(plain.agreement), terminal)) });
}

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
      const loaded = await loadKnown(file, session);
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
          rules: agreement.rules.length + agreement.ownRules.length,
          problems: [],
          warnings,
        });
        return;
      }
      if (warnings.length > 0) say(terminal, explainWarnings(warnings));
      print(
        terminal,
        `${file} is a valid agreement: ${count(agreement.rules.length + agreement.ownRules.length, 'rule')} on, ${count(agreement.sources.length, 'source')}, version ${agreement.version.hash}.`,
      );
    });
}
