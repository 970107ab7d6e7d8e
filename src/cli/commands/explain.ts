import type { Command } from 'commander';
import { explain } from '../../jobs/explain.ts';
import type { Agreement } from '../../model/agreement.ts';
import { UserError } from '../../model/errors.ts';
import { type ObjectType, objectTypes, type RecordRef } from '../../model/record.ts';
import { knownRules } from '../known-rules.ts';
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

/** Explains a rule; false for a word that is none, and so may be a record. */
async function explainRule(session: Session, options: CommonOptions, id: string): Promise<boolean> {
  const { rules, pluginOf } = await knownRules(session, options);
  const rule = rules.find((candidate) => candidate.meta.id === id);
  if (!rule && !isRuleId(id)) return false;
  if (!rule)
    throw new UserError({
      code: 'RULE_UNKNOWN',
      message: `There is no rule "${id}". List them with: crm-hygiene rules`,
    });
  if (options.json) printJson(session.terminal, ruleRows([rule], pluginOf)[0]);
  else print(session.terminal, ruleText(rule, pluginOf.get(id) ?? null));
  return true;
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
      const [word = '', ...more] = words;
      const mayBeRule = more.length === 0 && /^[a-z]+\/[a-z]/.test(word);
      if (mayBeRule && (await explainRule(session, options, word))) return;
      await withApp(session, options, false, async ({ context, agreement }) => {
        const explanation = await explain(context.store, context.engine, parseRecord(words, agreement));
        if (options.json) printJson(session.terminal, explanation);
        else print(session.terminal, explanationText(explanation));
      });
    });
}
