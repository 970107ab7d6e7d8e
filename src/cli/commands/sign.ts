import { resolve } from 'node:path';
import type { Command } from 'commander';
import { explainProblems } from '../../agreement/explain.ts';
import { revisionOf } from '../../agreement/version.ts';
import { loadFile, readAgreementText } from '../../app.ts';
import { UserError } from '../../model/errors.ts';
import { personOf } from '../person.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

interface Signed {
  readonly revision: number;
  readonly hash: string;
  readonly team: string;
  readonly by: string;
  readonly signed: readonly string[];
  /** Teams that must sign and have not. */
  readonly missing: readonly string[];
}

function signedText({ revision, hash, team, by, missing }: Signed): string {
  const head = `${by} has signed revision ${revision} (${hash}) for ${team}.`;
  if (missing.length === 0) return `${head}\nNo signature is missing: the next scan puts it in force.`;
  return `${head}\nStill to sign: ${missing.join(', ')}`;
}

/** `sign --team NAME`: records that a team agrees to the terms of the file as it is. */
export function addSign(program: Command, session: Session): void {
  program
    .command('sign')
    .requiredOption('--team <name>', 'the team that signs')
    .option('--by <name>', 'who signs for it (default: the name you are logged in under)')
    .description('sign the agreement as it stands in the file')
    .action(async (own: { readonly team: string; readonly by?: string }) => {
      const options = program.opts<CommonOptions>();
      const { terminal } = session;
      const { team } = own;
      const by = personOf(own.by, terminal);
      const { loaded } = await loadFile(options.config, terminal);
      if ('problems' in loaded)
        throw new UserError({ code: 'AGREEMENT_INVALID', message: explainProblems(loaded.problems) });
      const { agreement } = loaded;
      const text = await readAgreementText(resolve(terminal.cwd, options.config));
      const names = [...new Set([...agreement.teams.map(({ name }) => name), ...agreement.requireSignatures])];
      if (!names.includes(team))
        throw new UserError({
          code: 'TEAM_UNKNOWN',
          message: `The agreement has no team "${team}"; it has: ${names.join(', ') || 'none'}.`,
        });
      await withApp(session, options, false, async ({ context: { store } }) => {
        const hash = revisionOf(agreement);
        const at = terminal.now();
        const revision = await store.noteRevision({
          ...{ revision: hash, version: agreement.version.hash, text },
          ...{ loadedAt: at, loadedBy: by },
        });
        await store.commit({ signed: { revision: hash, team, by, at } });
        const signed = (await store.signatures(hash)).map((signature) => signature.team);
        const missing = agreement.requireSignatures.filter((name) => !signed.includes(name));
        const result = { revision, hash, team, by, signed, missing };
        if (options.json) printJson(terminal, result);
        else print(terminal, signedText(result));
      });
    });
}
