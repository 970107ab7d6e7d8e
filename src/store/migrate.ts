import { createHash } from 'node:crypto';
import { UserError } from '../model/errors.ts';
import { type Migration, migrations } from './migrations/index.ts';
import type { Database } from './sqlite/database.ts';

interface Applied {
  readonly number: number;
  readonly checksum: string;
}

const table = `
CREATE TABLE schema_migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT`;

function checksumOf(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/** The steps a database has taken; null for a new one. */
function readApplied(database: Database): readonly Applied[] | null {
  const names = database.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  if (names.length === 0) return null;
  if (names.some(({ name }) => name === 'schema_migration'))
    return database.prepare<[], Applied>('SELECT number, checksum FROM schema_migration ORDER BY number').all();
  throw new UserError({
    code: 'DATABASE_UNREADABLE',
    message: `${database.path} is a database of another program. Name a file of its own for crm-hygiene`,
  });
}

function refuseNewer(applied: readonly Applied[], path: string): void {
  const newest = Math.max(0, ...applied.map(({ number }) => number));
  const known = Math.max(...migrations.map(({ number }) => number));
  if (newest <= known) return;
  throw new UserError({
    code: 'DATABASE_NEWER',
    message: `${path} was written by a newer version of crm-hygiene (schema ${newest}, this version knows ${known}). Install that version again, or name a new file and scan again`,
  });
}

function refuseChanged(applied: readonly Applied[], path: string): void {
  const changed = applied.find(
    ({ number, checksum }) => checksumOf(migrations.find((migration) => migration.number === number)!) !== checksum,
  );
  if (!changed) return;
  throw new UserError({
    code: 'DATABASE_UNREADABLE',
    message: `${path} was written by a version of crm-hygiene that was never released (schema step ${changed.number} differs). Install that version again, or name a new file and scan again`,
  });
}

function missingSteps(database: Database): { readonly isNew: boolean; readonly steps: readonly Migration[] } {
  const applied = readApplied(database);
  if (applied === null) return { isNew: true, steps: migrations };
  refuseNewer(applied, database.path);
  refuseChanged(applied, database.path);
  const done = new Set(applied.map(({ number }) => number));
  return { isNew: false, steps: migrations.filter(({ number }) => !done.has(number)) };
}

/** Whether a database has the schema of this version; refuses one of a newer version. */
export function isMigrated(database: Database): boolean {
  return missingSteps(database).steps.length === 0;
}

/**
 * Brings a database to the schema of this version, all steps in one transaction. A database of a newer version is
 * refused, because writing the old way would undo what the newer one keeps.
 */
export function migrate(database: Database, now: Date): void {
  if (missingSteps(database).steps.length === 0) return;
  database.transact(() => {
    // Read again under the write lock: another process may have been quicker.
    const { isNew, steps } = missingSteps(database);
    if (isNew) database.exec(table);
    const insert = database.prepare<[number, string, string, number]>(
      'INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)',
    );
    for (const step of steps) {
      database.exec(step.sql);
      insert.run(step.number, step.name, checksumOf(step), now.getTime());
    }
  });
}
