import type { Command } from 'commander';
import { knownRules } from '../known-rules.ts';
import { type RuleRow, ruleRows } from '../output/rule.ts';
import { table } from '../output/table.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';

function ruleSummary({ summary, plugin }: RuleRow): string {
  return plugin === null ? summary : `${summary} (plug-in ${plugin})`;
}

/** `rules`: the catalogue of built-in rules, and of those that plug-ins of the agreement bring. */
export function addRules(program: Command, session: Session): void {
  program
    .command('rules')
    .description('list the rules, those of plug-ins marked; explain one with: crm-hygiene explain deal/close-date-past')
    .action(async () => {
      const options = program.opts<CommonOptions>();
      const { rules, pluginOf } = await knownRules(session, options);
      const rows = ruleRows(rules, pluginOf);
      if (options.json) {
        printJson(session.terminal, { rules: rows });
        return;
      }
      const lines = rows.map((row) => [row.id, row.half, row.dimension, row.severity, ruleSummary(row)]);
      print(session.terminal, table([['rule', 'half', 'dimension', 'severity', 'says'], ...lines], ''));
    });
}
