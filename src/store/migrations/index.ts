import { records } from './0001-records.ts';
import { judgements } from './0002-judgements.ts';
import { runs } from './0003-runs.ts';
import { keys } from './0004-keys.ts';
import { suppressions } from './0005-suppressions.ts';
import { versions } from './0006-versions.ts';
import { observations } from './0007-observations.ts';
import { learntLimits } from './0008-learnt-limits.ts';
import { wonMedians } from './0009-won-medians.ts';

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
  { number: 5, name: 'suppressions', sql: suppressions },
  { number: 6, name: 'versions', sql: versions },
  { number: 7, name: 'observations', sql: observations },
  { number: 8, name: 'learnt limits', sql: learntLimits },
  { number: 9, name: 'won medians', sql: wonMedians },
];
