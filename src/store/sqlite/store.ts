import type { Store } from '../../model/store.ts';
import { migrate } from '../migrate.ts';
import { applyUnit, partsOf } from './commit.ts';
import { type Database, openDatabase } from './database.ts';
import { explainError } from './explain-error.ts';
import { lockRun } from './lock.ts';
import { totalsIn } from './totals.ts';

function openMigrated(path: string, now: Date): Database {
  const database = openDatabase(path);
  try {
    migrate(database, now);
    return database;
  } catch (error) {
    database.close();
    throw explainError(error, path);
  }
}

/** Opens a store in a SQLite file (or `:memory:`), brought to the schema of this version. */
export function openSqliteStore(path: string, now: () => Date): Store {
  const database = openMigrated(path, now());
  const parts = partsOf(database);
  const { records, links, keys, dirty, findings, scores, pending, runs, journal } = parts;
  /** Runs at once; what the database says against it becomes a sentence. */
  const answer = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw explainError(error, path);
    }
  };
  return {
    commit: (work) => answer(() => database.transact(() => applyUnit(parts, work))),
    intend: (intents) => answer(() => journal.intend(intents)),
    startRun: (run) => answer(() => runs.start(run)),
    run: (id) => answer(() => runs.byId(id)),
    runs: (limit) => answer(() => runs.newest(limit)),
    unfinished: (kind, agreement) => answer(() => runs.unfinished(kind, agreement)),
    lockRun: () => answer(() => lockRun(path)),
    source: (name) => answer(() => runs.source(name)),
    cursor: (source, object) => answer(() => runs.cursor(source, object)),
    page: (keyset) => answer(() => records.page(keyset)),
    byId: (source, object, ids) => answer(() => records.byId(source, object, ids)),
    links: (source, object, ids, to) => answer(() => links.of(source, object, ids, to)),
    keyVersion: (source, object) => answer(() => keys.version(source, object)),
    keys: (source, object, ids) => answer(() => keys.of(source, object, ids)),
    holders: (wanted, places) => answer(() => keys.holders(wanted, places)),
    sharing: (keyset) => answer(() => keys.sharing(keyset)),
    unseen: (source, object, hits) => answer(() => records.unseen(source, object, hits)),
    tick: () => answer(() => dirty.tick()),
    due: (source, object, at, agreement, limit) =>
      answer(() => dirty.due(source, object, at.getTime(), agreement, limit)),
    findings: (ref) => answer(() => findings.of(ref)),
    openFindings: (keyset) => answer(() => findings.page(keyset)),
    score: (ref) => answer(() => scores.of(ref)),
    worst: (limit) => answer(() => scores.worst(limit)),
    totals: (sources) => answer(() => totalsIn(database, sources)),
    pending: (sources, limit, after) => answer(() => pending.page(sources, limit, after)),
    countPending: (sources) => answer(() => pending.count(sources)),
    openIntents: (source, limit) => answer(() => journal.open(source, limit)),
    journal: (run, afterId, limit) => answer(() => journal.ofRun(run, afterId, limit)),
    migrate: () => answer(() => migrate(database, now())),
    close: () => answer(() => database.close()),
  };
}
