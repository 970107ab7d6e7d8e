import { UserError } from '../../model/errors.ts';
import type { Store } from '../../model/store.ts';
import { isMigrated, migrate } from '../migrate.ts';
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

function openAsItIs(path: string): Database {
  const database = openDatabase(path, true);
  try {
    if (isMigrated(database)) return database;
    const message = `${path} was written by an older version of crm-hygiene. Bring it up to date with a scan: crm-hygiene scan`;
    throw new UserError({ code: 'DATABASE_UNREADABLE', message });
  } catch (error) {
    database.close();
    throw explainError(error, path);
  }
}

/** Opens a store for reading alone: what writes is refused by the database itself. */
export function openSqliteToRead(path: string): Store {
  return storeOver(openAsItIs(path), () => new Date(0));
}

/** Opens a store in a SQLite file (or `:memory:`), brought to the schema of this version. */
export function openSqliteStore(path: string, now: () => Date): Store {
  return storeOver(openMigrated(path, now()), now);
}

function storeOver(database: Database, now: () => Date): Store {
  const { path } = database;
  const parts = partsOf(database);
  const {
    records,
    links,
    keys,
    dirty,
    findings,
    scores,
    pending,
    runs,
    journal,
    suppressions,
    revisions,
    observed,
    learnt,
    medians,
  } = parts;
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
    peers: (source, object, ids, asked) => answer(() => keys.peers(source, object, ids, asked)),
    sharing: (keyset) => answer(() => keys.sharing(keyset)),
    unseen: (source, object, hits) => answer(() => records.unseen(source, object, hits)),
    tick: () => answer(() => dirty.tick()),
    due: (source, object, at, agreement, limit) =>
      answer(() => dirty.due(source, object, at.getTime(), agreement, limit)),
    findings: (ref) => answer(() => findings.of(ref)),
    openFindings: (keyset) => answer(() => findings.page(keyset)),
    suppressions: (source, object, ids) => answer(() => suppressions.of(source, object, ids)),
    allSuppressions: () => answer(() => suppressions.list()),
    wonMedians: (source) => answer(() => medians.of(source)),
    learntLimits: () => answer(() => learnt.all()),
    observations: (source, object, ids) => answer(() => observed.of(source, object, ids)),
    noteRevision: (revision) => answer(() => database.transact(() => revisions.put(revision))),
    revisions: () => answer(() => revisions.list()),
    revisionInForce: () => answer(() => revisions.inForce()),
    signatures: (revision) => answer(() => revisions.signatures(revision)),
    score: (ref) => answer(() => scores.of(ref)),
    meanBefore: (agreement, sources) => answer(() => scores.meanBefore(agreement, sources)),
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
