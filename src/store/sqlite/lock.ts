import SqliteDatabase from 'better-sqlite3';
import { UserError } from '../../model/errors.ts';
import { explainError, sqliteCode } from './explain-error.ts';

/** Held while a run is at work; the operating system gives it up with the process, however that ends. */
export interface RunLock {
  release(): void;
}

/**
 * Takes the lock beside a database: an exclusive transaction on an empty side file, so that it stands in no one's way
 * who reads or commits. (A row with a heartbeat would outlive a killed run, and a sleeping laptop would lose it.)
 */
export function lockRun(path: string): RunLock {
  if (path === ':memory:') return { release() {} };
  const handle = new SqliteDatabase(`${path}.lock`, { timeout: 0 });
  try {
    handle.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    handle.close();
    if (!sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw explainError(error, `${path}.lock`);
    const message = `another run is at work on ${path}. Wait until it is finished, or stop it; what it did so far is kept`;
    throw new UserError({ code: 'RUN_ACTIVE', message });
  }
  return { release: () => void handle.close() };
}
