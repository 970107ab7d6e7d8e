import type { Command } from 'commander';
import { diffAgreements } from '../../agreement/diff.ts';
import { explainProblems } from '../../agreement/explain.ts';
import { openText } from '../../app.ts';
import { revisionNumbered } from '../../jobs/revisions.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { AgreementRevision } from '../../model/agreement-revision.ts';
import { UserError } from '../../model/errors.ts';
import type { Store } from '../../model/store.ts';
import { table } from '../output/table.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

function revisionRow(revision: AgreementRevision) {
  const { number, revision: hash, version, loadedAt, loadedBy, inForce, signatures } = revision;
  return {
    ...{ number, revision: hash, agreement: version, loadedAt, loadedBy, inForce },
    signatures: signatures.map(({ team, by, at }) => ({ team, by, at })),
  };
}

async function listRevisions(session: Session, options: CommonOptions, store: Store): Promise<void> {
  const revisions = await store.revisions();
  const inForce = (await store.revisionInForce())?.number ?? null;
  if (options.json) {
    printJson(session.terminal, { inForce, revisions: revisions.map(revisionRow) });
    return;
  }
  const rows = revisions.map((revision) => [
    `${revision.number}${revision.number === inForce ? ' *' : ''}`,
    revision.revision,
    revision.inForce ? `since ${revision.inForce.at.toISOString()} by ${revision.inForce.by}` : 'never',
    revision.signatures.map(({ team, by }) => `${team} (${by})`).join(', '),
  ]);
  const head = ['revision', 'hash', 'in force', 'signed by'];
  print(session.terminal, rows.length > 0 ? table([head, ...rows], '') : 'No agreement has been in force yet.');
}

async function readRevision(revision: AgreementRevision, session: Session, file: string): Promise<Agreement> {
  const open = await openText(revision.text, file, session.terminal);
  const loaded = open.read({});
  if ('problems' in loaded)
    throw new UserError({ code: 'AGREEMENT_INVALID', message: explainProblems(loaded.problems) });
  return loaded.agreement;
}

async function compare(session: Session, options: CommonOptions, store: Store, from: number, to: number) {
  const [before, after] = [await revisionNumbered(store, from), await revisionNumbered(store, to)];
  const changes = diffAgreements(
    await readRevision(before, session, options.config),
    await readRevision(after, session, options.config),
  );
  if (options.json) printJson(session.terminal, { from: revisionRow(before), to: revisionRow(after), changes });
  else
    print(
      session.terminal,
      changes.length === 0
        ? `Revisions ${from} and ${to} say the same.`
        : [`Revision ${to}, other than revision ${from}`, ...changes.map((text) => `  ${text}`)].join('\n'),
    );
}

function numberOf(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new UserError({
    code: 'REVISION_UNKNOWN',
    message: `"${text}" is no revision. List them with: crm-hygiene versions`,
  });
}

/** `versions [from] [to]`: the revisions of the agreement, or what one says otherwise than another. */
export function addVersions(program: Command, session: Session): void {
  program
    .command('versions')
    .argument('[from]', 'a revision; alone: compare the one before with it')
    .argument('[to]', 'a later revision')
    .description('list the revisions of the agreement; or say in words what one says otherwise than another')
    .action(async (from: string | undefined, to: string | undefined) => {
      const options = program.opts<CommonOptions>();
      await withApp(session, options, false, async ({ context: { store } }) => {
        if (from === undefined) return listRevisions(session, options, store);
        const first = numberOf(from);
        if (to !== undefined) return compare(session, options, store, first, numberOf(to));
        return compare(session, options, store, first - 1, first);
      });
    });
}
