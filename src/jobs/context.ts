import type { Engine } from '../engine/engine.ts';
import type { NewRevision } from '../model/agreement-revision.ts';
import type { Account, Catalog, Connector } from '../model/connector.ts';
import type { Log } from '../model/log.ts';
import type { ObjectType, SourceName } from '../model/record.ts';
import type { Store } from '../model/store.ts';
import type { RuleFaults } from './rule-faults.ts';

/** How calls of one source were counted in this process. */
export interface CallReport {
  readonly total: number;
  readonly byRoute: Readonly<Record<string, number>>;
  readonly retried: number;
  readonly throttled: number;
}

/** An opened source: its connection and what it is to sync. */
export interface OpenSource {
  readonly name: SourceName;
  readonly objects: readonly ObjectType[];
  readonly connector: Connector;
  /** Whether the connector can read only what changed. */
  readonly readsChanges: boolean;
  calls(): CallReport;
}

/** A source with its account and catalog read. */
export interface KnownSource extends OpenSource {
  readonly account: Account;
  readonly catalog: Catalog;
}

/** The steps of a job, as a terminal shows them. */
export type Phase = 'connect' | 'read' | 'score' | 'write' | 'provision' | 'undo';

/** Told what is going on; `total` is null while it is not known. */
export interface Progress {
  start(phase: Phase, label: string, total: number | null): void;
  advance(phase: Phase, count: number): void;
  end(phase: Phase): void;
}

/** What every job works with; time and progress are passed in. */
export interface JobContext {
  readonly store: Store;
  readonly engine: Engine;
  /** The agreement at work, as it is put in force by a scan. */
  readonly revision: NewRevision;
  /** The engine for the agreement read against fresh catalogs; throws UserError where it does not fit them. */
  resolve(catalogs: Readonly<Record<SourceName, Catalog>>): Engine;
  readonly sources: readonly OpenSource[];
  readonly log: Log;
  readonly progress: Progress;
  /** Counts rules that throw, for the report of the run. */
  readonly ruleFaults: RuleFaults;
  /** Aborted when the person who started the run stops it; what is committed stays. */
  readonly signal: AbortSignal;
  /** The real time, for stamps; records are judged at `engine.now`. */
  now(): Date;
}
