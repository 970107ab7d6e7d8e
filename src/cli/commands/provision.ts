import type { Command } from 'commander';
import { type ProvisionReport, provision } from '../../jobs/provision.ts';
import { count, table } from '../output/table.ts';
import { type CommonOptions, print, printJson, type Session, say } from '../terminal.ts';
import { withApp } from '../with-app.ts';

function stateOf(is: ProvisionReport['steps'][number]['is'], isDone: boolean): string {
  if (is === 'conflict') return 'CONFLICT';
  if (is === 'present') return 'ok';
  return isDone ? 'done' : 'to do';
}

function outcomeText(open: number, report: ProvisionReport): string {
  const conflicts = report.steps.filter((step) => step.is === 'conflict').length;
  if (conflicts > 0)
    return (
      `${count(conflicts, 'conflict')}: nothing is created before it is solved. Delete or rename the field in the CRM, or\n` +
      'choose another prefix in the agreement, for example:\nwrite_back:\n  field_prefix: crm_hygiene'
    );
  if (open === 0) return 'Everything is there.';
  if (report.done) return `${count(open, 'step')} done.`;
  return `${count(open, 'step')} to do. Do it with: crm-hygiene provision --yes`;
}

function reportText(report: ProvisionReport): string {
  const open = report.steps.filter((step) => step.is === 'create' || step.is === 'extend');
  const rows = report.steps.map((step) => [stateOf(step.is, report.done), step.source, step.summary]);
  return [table(rows, ''), outcomeText(open.length, report)].join('\n');
}

/** `provision`: plans the health fields in the CRMs, and with `--yes` creates them. */
export function addProvision(program: Command, session: Session): void {
  program
    .command('provision')
    .description('plan the health fields in the CRMs; create them with --yes')
    .option('--yes', 'yes, create what is missing in the CRM')
    .action(async (own: { readonly yes?: boolean }) => {
      const options = program.opts<CommonOptions>();
      await withApp(session, options, true, async ({ context }) => {
        const report = await provision(context, { isDry: !own.yes });
        if (options.json) printJson(session.terminal, report);
        else if (report.steps.length > 0) print(session.terminal, reportText(report));
        else if (report.problems.length === 0)
          print(session.terminal, 'Nothing to provision: no source needs fields made.');
        if (!options.json)
          for (const problem of report.problems)
            say(session.terminal, `${problem.source}: ${problem.message}  [${problem.code}]`);
        if (report.problems.length > 0 || report.steps.some((step) => step.is === 'conflict')) session.exitCode = 2;
      });
    });
}
