import type { Command } from 'commander';
import { builtIn } from '../../app.ts';
import { explain } from '../../jobs/explain.ts';
import type { Agreement } from '../../model/agreement.ts';
import { UserError } from '../../model/errors.ts';
import { type ObjectType, objectTypes, type RecordRef } from '../../model/record.ts';
import { explanationText } from '../output/explanation.ts';
import { ruleRows, ruleText } from '../output/rule.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** Whether a word is meant as a rule: a family, and a problem in letters and dashes; ids of records have digits. */
function isRuleId(word: string): boolean {
  return /^(person|lead|company|deal)\/[a-z]+(-[a-z]+)+$/.test(word);
}

/** Reads `deal 9012`, `deal/9012` or `main_hubspot/deal/9012`; without a source the first that syncs the object. */
export function parseRecord(words: readonly string[], agreement: Agreement): RecordRef {
  const parts = words.flatMap((word) => word.split('/')).filter((part) => part !== '');
  const object = parts[parts.length - 2] as ObjectType | undefined;
  const id = parts[parts.length - 1];
  if (parts.length < 2 || parts.length > 3 || object === undefined || id === undefined || !objectTypes.includes(object))
    throw new UserError({
      code: 'RECORD_UNKNOWN',
      message: `"${words.join(' ')}" is no record. Write an object and an id, for example: crm-hygiene explain deal 9012`,
    });
  const source =
    parts.length === 3 ? parts[0] : agreement.sources.find((settings) => settings.sync.includes(object))?.name;
  if (source === undefined || !agreement.sources.some((settings) => settings.name === source))
    throw new UserError({
      code: 'RECORD_UNKNOWN',
      message: `No source of the agreement ${parts.length === 3 ? `is called "${parts[0]}"` : `syncs ${object} records`}.`,
    });
  return { source, object, id };
}

/** `explain <record|rule>`: why a record has its score, or what a rule says. */
export function addExplain(program: Command, session: Session): void {
  program
    .command('explain')
    .argument('<record...>', 'a record (deal 9012) or a rule (deal/close-date-past)')
    .option('--now <time>', 'judge the record as of this date or time')
    .description('explain a score line by line, with what to fix first; or explain a rule')
    .action(async (words: readonly string[], own: { readonly now?: string }) => {
      const options = { ...program.opts<CommonOptions>(), ...own };
      const rule = words.length === 1 ? builtIn.rules.find((candidate) => candidate.meta.id === words[0]) : undefined;
      if (rule) {
        if (options.json) printJson(session.terminal, ruleRows([rule])[0]);
        else print(session.terminal, ruleText(rule));
        return;
      }
      if (words.length === 1 && isRuleId(words[0]!))
        throw new UserError({
          code: 'RULE_UNKNOWN',
          message: `There is no rule "${words[0]}". List them with: crm-hygiene rules`,
        });
      await withApp(session, options, false, async ({ context, agreement }) => {
        const explanation = await explain(context.store, context.engine, parseRecord(words, agreement));
        if (options.json) printJson(session.terminal, explanation);
        else print(session.terminal, explanationText(explanation));
      });
    });
}
