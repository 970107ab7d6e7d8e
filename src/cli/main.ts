import { setTimeout as delay } from 'node:timers/promises';
import { Command, CommanderError, Option } from 'commander';
import { redact } from '../log.ts';
import { isHygieneError } from '../model/errors.ts';
import { addCheck } from './commands/check.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addImpact } from './commands/impact.ts';
import { addInit } from './commands/init.ts';
import { addLearn } from './commands/learn.ts';
import { addProvision } from './commands/provision.ts';
import { addRebase } from './commands/rebase.ts';
import { addRules } from './commands/rules.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addScan } from './commands/scan.ts';
import { addSchema } from './commands/schema.ts';
import { addSign } from './commands/sign.ts';
import { addSuppress } from './commands/suppress.ts';
import { addSuppressions } from './commands/suppressions.ts';
import { addTest } from './commands/test.ts';
import { addUndo } from './commands/undo.ts';
import { addVersions } from './commands/versions.ts';
import { addWriteBack } from './commands/write-back.ts';
import { type CommonOptions, printJson, type Session, say, stoppedText, type Terminal } from './terminal.ts';
import { version } from './version.ts';

function createProgram(session: Session): Command {
  const { terminal } = session;
  const program = new Command('crm-hygiene')
    .description('Keeps CRM records to the agreement that sales and marketing wrote.')
    .version(version)
    .addOption(new Option('-c, --config <file>', 'the agreement to work by').default('hygiene.yaml'))
    .addOption(
      new Option('--log-level <level>', 'what is told on stderr beside the result').choices([
        'error',
        'warn',
        'info',
        'debug',
      ]),
    )
    .option('--json', 'print one JSON object to stdout instead of text')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('(try --help)')
    .exitOverride();
  for (const add of [
    addInit,
    addCheck,
    addTest,
    addImpact,
    addSign,
    addVersions,
    addRebase,
    addScan,
    addExplain,
    addRules,
    addSchema,
    addProvision,
    addWriteBack,
    addUndo,
    addSuppress,
    addSuppressions,
    addLearn,
    addDoctor,
    addSandbox,
    addDemo,
  ])
    add(program, session);
  return program;
}

/**
 * One sentence for what went wrong, and with `--json` an object that carries it; an unexpected error shows its stack
 * only at log level debug. After Ctrl-C what failed is only what was stopped.
 */
function explainFailure(error: unknown, terminal: Terminal, options: CommonOptions): void {
  const fail = (code: string, message: string): void => {
    if (options.json) printJson(terminal, { error: { code, message } });
  };
  if (terminal.signal.aborted) {
    fail('STOPPED', stoppedText);
    say(terminal, stoppedText);
    return;
  }
  if (isHygieneError(error)) {
    const message = redact(error.message, []);
    fail(error.code, message);
    say(terminal, `${message}  [${error.code}]`);
    return;
  }
  const isDebug = options.logLevel === 'debug';
  const message = redact(error instanceof Error ? error.message : String(error), []);
  const stack = error instanceof Error ? error.stack : undefined;
  fail('UNEXPECTED', message);
  say(terminal, `Unexpected error: ${isDebug && stack ? redact(stack, []) : message}`);
  if (!isDebug) say(terminal, 'This is a bug. Run again with --log-level debug for details.');
}

/** Runs the command line `args` on a terminal and says how it ended. */
export async function run(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const session: Session = { terminal, exitCode: 0 };
  const program = createProgram(session);
  try {
    await program.parseAsync(args, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    explainFailure(error, terminal, program.opts<CommonOptions>());
    return 2;
  }
}

/** The entry point of the binary: the only place that exits, and with cli/bin the only one that knows the process. */
export async function main(): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  process.exitCode = await run(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stop.signal,
    now: () => new Date(),
    random: Math.random,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
  });
}
