import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '../model/errors.ts';
import type { Store } from '../model/store.ts';
import { openSqliteStore, openSqliteToRead } from './sqlite/store.ts';

function refuse(message: string): never {
  throw new UserError({ code: 'CONFIG_INVALID', message });
}

function sqlitePath(url: string): string {
  if (url.startsWith('file://')) return fileURLToPath(url);
  if (url.startsWith('file:')) return url.slice('file:'.length);
  // sqlite:path, and sqlite:///path as other programs write it.
  if (url.startsWith('sqlite:')) return url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  return url;
}

/** Whether the database that a URL names is there already; what is no URL of a database is said when it is opened. */
export function storeExists(url: string): boolean {
  return !/^postgres(ql)?:/i.test(url) && existsSync(sqlitePath(url));
}

/**
 * Opens a store for reading alone; null where there is none. Throws UserError where it has the schema of an older version,
 * for that can only be read once it was brought up to date.
 */
export function openStoreToRead(url: string): Store | null {
  return storeExists(url) ? openSqliteToRead(sqlitePath(url)) : null;
}

/**
 * Opens the store a URL names: `sqlite:path`, `file:path`, a bare path, or `:memory:` for one that ends with the
 * process. The URL of a database server carries a password, so no message repeats it.
 */
export async function openStore(url: string, env: { readonly now: () => Date }): Promise<Store> {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'postgres' || scheme === 'postgresql')
    refuse('this version does not speak PostgreSQL yet. Name a SQLite file instead, for example sqlite:hygiene.db');
  if (scheme !== undefined && scheme !== 'sqlite' && scheme !== 'file')
    refuse(`no database of the kind "${scheme}:" is known. Name a SQLite file, for example sqlite:hygiene.db`);
  const path = sqlitePath(url);
  if (path === '') refuse('the database has no path. Name a SQLite file, for example sqlite:hygiene.db');
  return openSqliteStore(path, env.now);
}
