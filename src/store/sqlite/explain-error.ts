import type { ErrorCode } from '../../model/error-codes.ts';
import { UserError } from '../../model/errors.ts';

type DatabaseCode = Extract<ErrorCode, `DATABASE_${string}`>;

const sentences: Readonly<Partial<Record<DatabaseCode, (path: string) => string>>> = {
  DATABASE_FULL: (path) =>
    `the disk that holds ${path} is full; the step under way was not kept. Free some space and start again: the run goes on where it stopped`,
  DATABASE_BUSY: (path) =>
    `another process is writing to ${path} and did not finish within 5 seconds. Wait for it or stop it, then start again`,
  DATABASE_UNREADABLE: (path) =>
    `${path} cannot be used: it is damaged, is no database, or may not be written. Check the path and its permissions, restore a backup, or name a new file and scan again`,
};

/**
 * The code SQLite gave an error (`SQLITE_FULL` …); null for other errors. Read from the error itself: its class is
 * another one where the native library was loaded twice.
 */
export function sqliteCode(error: unknown): string | null {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}

function databaseCode(code: string): DatabaseCode | null {
  if (code === 'SQLITE_FULL') return 'DATABASE_FULL';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'DATABASE_BUSY';
  if (/^SQLITE_(NOTADB|CORRUPT|CANTOPEN|READONLY|IOERR|PERM|AUTH|FORMAT)/.test(code)) return 'DATABASE_UNREADABLE';
  return null;
}

/** Turns what SQLite says of disk, file and locks into a sentence with advice; any other error is a fault of ours. */
export function explainError(error: unknown, path: string): unknown {
  const code = databaseCode(sqliteCode(error) ?? '');
  return code === null ? error : new UserError({ code, message: sentences[code]!(path), cause: error });
}
