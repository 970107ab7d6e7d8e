import type { Command } from 'commander';
import { undo } from '../../jobs/undo.ts';
import { UserError } from '../../model/errors.ts';
import type { Store } from '../../model/store.ts';
import { table } from '../output/table.ts';
import { undoReportText } from '../output/undo-report.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

interface UndoOptions {
  readonly yes?: boolean;
  readonly list?: boolean;
}

/** A run that wrote anything shows it among its first entries: only refused and deleted records come before. */
const entriesLookedAt = 200;

async function whatItWrote(store: Store, run: number): Promise<'yes' | 'undone' | 'no'> {
  const states = new Set((await store.journal(run, 0, entriesLookedAt)).map((entry) => entry.state));
  if (states.has('done')) return 'yes';
  return states.has('undone') ? 'undone' : 'no';
}

async function listRuns(session: Session, options: CommonOptions, store: Store): Promise<void> {
  const runs = await Promise.all(
    (await store.runs(20)).map(async (run) => ({ ...run, wrote: await whatItWrote(store, run.id) })),
  );
  if (options.json) {
    printJson(session.terminal, { runs });
    return;
  }
  const rows = runs.map((run) => [
    run.id,
    run.kind,
    run.startedAt.toISOString(),
    run.wrote,
    run.outcome ?? 'not finished',
  ]);
  const head = ['run', 'what', 'started', 'wrote', 'outcome'];
  print(session.terminal, runs.length > 0 ? table([head, ...rows], '') : 'There were no runs yet.');
}

/** `undo RUN`: takes back what a run wrote, where the field still holds our value. */
export function addUndo(program: Command, session: Session): void {
  program
    .command('undo')
    .argument('[run]', 'the number of the run')
    .description('take back what a run wrote, only where the field still holds our value')
    .option('--list', 'list the latest runs')
    .option('--yes', 'yes, write to the CRM')
    .action(async (text: string | undefined, own: UndoOptions) => {
      const options = program.opts<CommonOptions>();
      const { terminal } = session;
      if (own.list || (text === undefined && !own.yes)) {
        await withApp(session, options, false, ({ context }) => listRuns(session, options, context.store));
        return;
      }
      if (text === undefined)
        throw new UserError({
          code: 'RUN_UNKNOWN',
          message:
            'Name the run to take back, for example: crm-hygiene undo 3 --yes. List them with: crm-hygiene undo --list',
        });
      const run = Number(text);
      if (!Number.isSafeInteger(run) || run < 1)
        throw new UserError({
          code: 'RUN_UNKNOWN',
          message: `"${text}" is no run. List them with: crm-hygiene undo --list`,
        });
      if (!own.yes)
        throw new UserError({
          code: 'CONFIG_INVALID',
          message: `This writes to the CRM. To undo run ${run}: crm-hygiene undo ${run} --yes`,
        });
      await withApp(session, options, true, async ({ context }) => {
        const report = await undo(context, run);
        if (options.json) printJson(terminal, report);
        else print(terminal, undoReportText(report));
      });
    });
}
