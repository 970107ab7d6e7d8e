import type { Command } from 'commander';
import type { App } from '../../app.ts';
import { liftSuppression, suppressFinding } from '../../jobs/suppressions.ts';
import { createCalendar } from '../../model/calendar.ts';
import { UserError } from '../../model/errors.ts';
import { parseTime } from '../../model/parse-field.ts';
import type { RecordRef } from '../../model/record.ts';
import { changeOfSuppressionText } from '../output/suppressions.ts';
import { personOf } from '../person.ts';
import { type CommonOptions, print, printJson, type Session } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { parseRecord } from './explain.ts';

interface SuppressOptions {
  readonly field?: string;
  readonly reason?: string;
  readonly until?: string;
  readonly by?: string;
  readonly lift?: boolean;
  readonly now?: string;
}

function refuse(message: string): never {
  throw new UserError({ code: 'CONFIG_INVALID', message });
}

/** The last day of a suppression; it must not be over. */
function parseUntil(text: string | undefined, { context, agreement }: App): number {
  const example = 'for example: --until 2027-03-31';
  if (text === undefined) refuse(`A suppression needs its last day, ${example}`);
  const time = parseTime(text);
  if (time?.precision !== 'day') refuse(`--until takes a date, ${example}; found "${text}".`);
  const day = time.ms / 86_400_000;
  if (day < createCalendar(agreement.timeZone).day(context.engine.now.getTime()))
    refuse(`--until ${text} is over; name a day to come.`);
  return day;
}

function parseReason(text: string | undefined): string {
  const reason = text?.trim() ?? '';
  if (reason === '') refuse('A suppression needs a reason, for example: --reason "the signer is on the contract"');
  return reason;
}

function parseRule(
  words: readonly string[],
  { agreement }: App,
): { readonly rule: string; readonly record: RecordRef } {
  const rule = words.at(-1)!;
  const known = [...agreement.rules, ...agreement.ownRules].map(({ id }) => id as string);
  if (!known.includes(rule))
    throw new UserError({
      code: 'RULE_UNKNOWN',
      message: `The agreement has no rule "${rule}" on. Write a record and a rule, for example: crm-hygiene suppress deal 9012 deal/close-date-past`,
    });
  return { rule, record: parseRecord(words.slice(0, -1), agreement) };
}

async function suppress(app: App, session: Session, words: readonly string[], own: SuppressOptions) {
  const { store, engine, now } = app.context;
  const { rule, record } = parseRule(words, app);
  const what = { record, rule, field: own.field ?? null, by: personOf(own.by, session.terminal), at: now() };
  if (own.lift) return liftSuppression(store, engine, what);
  return suppressFinding(store, engine, {
    ...what,
    reason: parseReason(own.reason),
    until: parseUntil(own.until, app),
  });
}

/** `suppress <record> <rule>`: mutes one finding until a day, with a reason; or lifts the suppression. */
export function addSuppress(program: Command, session: Session): void {
  program
    .command('suppress')
    .argument('<record and rule...>', 'a record and a rule: deal 9012 deal/close-date-past')
    .option('--reason <text>', 'why the finding does not matter')
    .option('--until <date>', 'the last day on which it is muted')
    .option('--field <name>', 'only the finding about this field')
    .option('--by <name>', 'who answers for it (default: the name you are logged in under)')
    .option('--lift', 'end a suppression before its last day')
    .option('--now <time>', 'judge the record as of this date or time')
    .description('mute one finding of a record until a day; it stays visible, but does not count')
    .action(async (words: readonly string[], own: SuppressOptions) => {
      const options = { ...program.opts<CommonOptions>(), ...own };
      await withApp(session, options, false, async (app) => {
        const change = await suppress(app, session, words, own);
        if (options.json) printJson(session.terminal, change);
        else print(session.terminal, changeOfSuppressionText(change));
      });
    });
}
