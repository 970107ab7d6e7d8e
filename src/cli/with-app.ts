import { resolve } from 'node:path';
import { type App, openApp } from '../app.ts';
import { createCalendar } from '../model/calendar.ts';
import { UserError } from '../model/errors.ts';
import { parseTime } from '../model/parse-field.ts';
import { createDisplay, silentDisplay } from './progress.ts';
import { type CommonOptions, type Session, say } from './terminal.ts';

/**
 * The instant of `--now`: an ISO time, or a date, which is its midnight in the agreement's zone. Throws UserError
 * for what is neither.
 */
export function parseNow(text: string, timeZone: string): Date {
  const time = parseTime(text);
  if (!time)
    throw new UserError({
      code: 'CONFIG_INVALID',
      message: `--now takes a date or a time such as 2026-03-31 or 2026-03-31T08:00:00Z; found "${text}".`,
    });
  if (time.precision === 'instant') return new Date(time.ms);
  return new Date(createCalendar(timeZone).startOf(time.ms / 86_400_000));
}

/** Opens the application for a command, and closes it whatever happens. Ctrl-C is answered at once. */
export async function withApp<T>(
  session: Session,
  options: CommonOptions,
  connect: boolean,
  work: (app: App) => Promise<T>,
  byInForce?: string,
): Promise<T> {
  const { terminal } = session;
  const file = resolve(terminal.cwd, options.config);
  const { now } = options;
  const judgedAt = now === undefined ? null : (timeZone: string) => parseNow(now, timeZone);
  const display = options.json ? silentDisplay(terminal) : createDisplay(terminal);
  const app = await openApp({
    outside: { ...terminal, stderr: display.stderr },
    file,
    judgedAt,
    progress: display.progress,
    logLevel: options.logLevel ?? null,
    connect,
    ...(byInForce === undefined ? {} : { byInForce }),
  });
  const answerStop = (): void => {
    display.stop();
    say(terminal, 'Stopping as soon as the step under way is kept. Ctrl-C again stops at once.');
  };
  terminal.signal.addEventListener('abort', answerStop, { once: true });
  try {
    return await work(app);
  } finally {
    terminal.signal.removeEventListener('abort', answerStop);
    display.stop();
    await app.close();
  }
}
