import { records } from './0001-records.ts';
import { judgements } from './0002-judgements.ts';
import { runs } from './0003-runs.ts';
import { keys } from './0004-keys.ts';

/** A step of the schema; once released its SQL is never changed, as its checksum is kept in every database. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** The registry of migrations: one line each, in order. SQL lives in modules because tsc copies no .sql files. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'records', sql: records },
  { number: 2, name: 'judgements', sql: judgements },
  { number: 3, name: 'runs', sql: runs },
  { number: 4, name: 'keys', sql: keys },
];
