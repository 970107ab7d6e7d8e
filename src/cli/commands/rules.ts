import type { Command } from 'commander';
import { builtIn } from '../../app.ts';
import { ruleRows } from '../output/rule.ts';
import { table } from '../output/table.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';

/** `rules`: the catalogue of built-in rules. */
export function addRules(program: Command, session: Session): void {
  program
    .command('rules')
    .description('list the built-in rules; explain one with: crm-hygiene explain deal/close-date-past')
    .action(() => {
      const rows = ruleRows(builtIn.rules);
      if (program.opts<CommonOptions>().json) {
        printJson(session.terminal, { rules: rows });
        return;
      }
      const lines = rows.map((row) => [row.id, row.half, row.dimension, row.severity, row.summary]);
      print(session.terminal, table([['rule', 'half', 'dimension', 'severity', 'says'], ...lines], ''));
    });
}
