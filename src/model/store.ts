import type { LearntLimit } from './aging-limit.ts';
import type { AgreementRevision, NewRevision, Signature } from './agreement-revision.ts';
import type { Account, Catalog, Gone } from './connector.ts';
import type { Finding, FindingDraft } from './finding.ts';

import type { Identity, KeyHolder, Place, RecordKey } from './identity.ts';
import type { Observations } from './observation.ts';

import type { CrmRecord, HealthValues, Link, ObjectType, RecordRef, SourceName } from './record.ts';
import type { Grade, StageHealth } from './score.ts';
import type { KeptSuppression, Suppression } from './suppression.ts';

/** The part of a score that is kept; the ledger is made again from the record when somebody asks. */
export interface ScoreSummary {
  readonly health: number | null;
  readonly data: number | null;
  readonly stage: number | null;
  readonly grade: Grade | null;
  readonly stageHealth: StageHealth | null;
  readonly coverage: number;
}

/** The result of judging one record, to be committed with its findings. */
export interface Evaluation {
  readonly ref: RecordRef;
  readonly findings: readonly FindingDraft[];
  /** Null for records that are out of scope or not scored (closed deals): their health fields are emptied. */
  readonly score: ScoreSummary | null;
  /** What the health fields are to hold. */
  readonly desired: HealthValues;
  /** Epoch ms at which time alone could change a verdict; null for never. */
  readonly wakeAt: number | null;
}

/** A scored record as reports list it. */
export interface ScoredRecord {
  readonly ref: RecordRef;
  readonly url: string;
  readonly score: ScoreSummary;
}

/** The kinds of run. */
export type RunKind = 'scan' | 'incremental' | 'write-back' | 'provision' | 'undo';

/** One run of a job, for the admin's list and for going on after a crash. */
export interface Run {
  readonly id: number;
  readonly kind: RunKind;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** The `now` everything is judged at. */
  readonly now: Date;
  readonly agreement: string;
  /** `finished`, `failed: …`, or null while it runs or after it was killed. */
  readonly outcome: string | null;
}

/** One intended write, journaled before the call; `before` and `after` hold the written keys only, null is empty. */
export interface JournalEntry {
  readonly id: number;
  readonly run: number;
  readonly ref: RecordRef;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly agreement: string;
  readonly at: Date;
  /** `intended` until the outcome is known; after a crash it is settled by reading the record. */
  readonly state: 'intended' | 'done' | 'refused' | 'gone' | 'not applied' | 'undone';
  readonly detail: string | null;
}

/** A write that is about to be made. */
export type NewIntent = Omit<JournalEntry, 'id' | 'state' | 'detail'>;

/** What became of an intent; `done` also makes `health` the record's known values in the CRM. */
export interface Settlement {
  readonly intent: number;
  readonly ref: RecordRef;
  readonly state: Exclude<JournalEntry['state'], 'intended'>;
  readonly detail: string | null;
  /** The record's new modification time in the CRM, where the answer told it. */
  readonly updatedAt: Date | null;
  /** The health fields as the CRM now holds them; null where the write did not happen. */
  readonly health: { readonly values: HealthValues; readonly scoredAt: string } | null;
}

/** A record whose health fields are not what they should be. */
export interface Pending {
  readonly ref: RecordRef;
  readonly health: HealthValues;
  readonly scoredAt: string;
  readonly desired: HealthValues;
}

/** The end of a suppression before its last day. */
export type Lifting = Pick<Suppression, 'record' | 'rule' | 'field' | 'by' | 'at'>;

/** Everything one step changes: committed in one synchronous transaction, or not at all. */
export interface UnitOfWork {
  readonly source?: { readonly name: SourceName; readonly account: Account; readonly catalog: Catalog };
  /**
   * How records are recognised in other sources: the keys of changed records are kept, and their counterparts, old
   * and new, judged again. Without it keys stay as they are, but for records that are gone.
   */
  readonly identity?: Identity;
  /** Stored records whose keys are to be made anew, as `identity` reads them now. */
  readonly rekeyed?: readonly CrmRecord[];
  /** All stored records of an object have keys of this version. */
  readonly keyed?: { readonly source: SourceName; readonly object: ObjectType; readonly version: string };
  /** Records as read in run `run`; those whose fields or links changed become dirty. */
  readonly pulled?: {
    readonly run: number;
    readonly records: readonly CrmRecord[];
    readonly links: readonly Link[];
    /**
     * Objects for which `links` is complete for these records, so that other stored links between the two are
     * dropped, whichever side reported them. An object whose links the source tells only in part is left out.
     */
    readonly linksOf: readonly ObjectType[];
    /** For each object: neighbours to be judged again when a record of it changes. */
    readonly wakeNeighbours: Readonly<Partial<Record<ObjectType, readonly ObjectType[]>>>;
  };
  readonly gone?: { readonly source: SourceName; readonly at: Date; readonly records: readonly Gone[] };
  /** A finished full read: stored records of the object that this run did not see are gone. */
  readonly swept?: {
    readonly source: SourceName;
    readonly object: ObjectType;
    readonly run: number;
    readonly at: Date;
  };
  readonly evaluated?: {
    readonly at: Date;
    readonly agreement: string;
    readonly evaluations: readonly Evaluation[];
    /**
     * `Store.tick()` from before the records were read: those that another process changed since stay dirty.
     * Without it all of them count as judged.
     */
    readonly asOf?: number;
  };
  /** Limits that were accepted, in place of all before; deals are judged again. */
  readonly learnt?: { readonly at: Date; readonly limits: readonly LearntLimit[] };
  /** The median amounts of won deals by pipeline, in place of those before; the deals of the source are judged again. */
  readonly wonMedians?: { readonly source: SourceName; readonly byPipeline: ReadonlyMap<string, number> };
  readonly checkpoint?: { readonly run: number; readonly key: string; readonly value: string };
  readonly cursor?: { readonly source: SourceName; readonly object: ObjectType; readonly value: string };
  readonly settlements?: readonly Settlement[];
  /** Mutes a finding; its record becomes dirty. An earlier suppression of the same finding ends with it. */
  readonly suppress?: Suppression;
  /** Ends a suppression; its record becomes dirty. */
  readonly lift?: Lifting;
  readonly signed?: Signature;
  /** Puts a revision in force; where it is so already, only its text is kept as it is now. */
  readonly inForce?: { readonly revision: NewRevision; readonly at: Date; readonly by: string };
  readonly finish?: { readonly run: number; readonly at: Date; readonly outcome: string };
}

/** Counts for the report of a run. */
export interface Totals {
  readonly records: Readonly<Record<ObjectType, number>>;
  readonly findingsByRule: Readonly<Record<string, number>>;
  readonly grades: Readonly<Record<Grade, number>>;
  /** Mean of the health scores; null where nothing is scored. */
  readonly mean: number | null;
  /** Records in scope without a score, for want of known fields. */
  readonly unscored: number;
  /** Records whose health fields are as they should be. */
  readonly unchanged: number;
}

/** Which page of records: ids are compared as text, so that a page can go on after any id. */
export interface Keyset {
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly after: string;
  readonly limit: number;
}

/**
 * Everything that outlives a run. Reads never hold a cursor open (an open read keeps the write-ahead log growing);
 * pages are taken by key. All methods may reject with UserError (DATABASE_*), nothing else.
 */
export interface Store {
  commit(work: UnitOfWork): Promise<void>;
  /** Journals intents before the calls are made and gives their ids, in order. */
  intend(intents: readonly NewIntent[]): Promise<readonly number[]>;
  startRun(run: Pick<Run, 'kind' | 'startedAt' | 'now' | 'agreement'>): Promise<number>;
  run(id: number): Promise<Run | null>;
  runs(limit: number): Promise<readonly Run[]>;
  /** The newest run of a kind that neither finished nor failed, with its checkpoints. */
  unfinished(
    kind: RunKind,
    agreement: string,
  ): Promise<{ readonly run: Run; readonly checkpoints: ReadonlyMap<string, string> } | null>;
  /** Keeps other runs off this database until it is released or the process ends; rejects with RUN_ACTIVE. */
  lockRun(): Promise<{ release(): void }>;
  source(name: SourceName): Promise<{ readonly account: Account; readonly catalog: Catalog } | null>;
  cursor(source: SourceName, object: ObjectType): Promise<string | null>;
  page(keyset: Keyset): Promise<readonly CrmRecord[]>;
  byId(source: SourceName, object: ObjectType, ids: readonly string[]): Promise<readonly CrmRecord[]>;
  /** Links of records to an object, whichever side reported them; `from` is always the asked record. */
  links(source: SourceName, object: ObjectType, ids: readonly string[], to: ObjectType): Promise<readonly Link[]>;
  /** The version of `Identity` that made the keys of an object; null where none ever did. */
  keyVersion(source: SourceName, object: ObjectType): Promise<string | null>;
  /** The keys of records that are there, their own ids not among them. */
  keys(source: SourceName, object: ObjectType, ids: readonly string[]): Promise<readonly KeyHolder[]>;
  /** The records of some places that hold one of these keys, or have it as their own id. */
  holders(keys: readonly RecordKey[], places: readonly Place[]): Promise<readonly KeyHolder[]>;
  /**
   * For records of one object: the other records of their source, of object `among`, that share a key of a kind with
   * them. The first by id up to `limit`; records without any are left out.
   */
  peers(
    source: SourceName,
    object: ObjectType,
    ids: readonly string[],
    asked: { readonly kind: string; readonly among: ObjectType; readonly limit: number },
  ): Promise<ReadonlyMap<string, { readonly ids: readonly string[]; readonly isMore: boolean }>>;
  /** Ids of the records that name an id of another CRM, or hold a key that a record of another source holds. */
  sharing(keyset: Keyset): Promise<readonly string[]>;
  /** Of these hits, the ids that are not stored with this very modification time. */
  unseen(
    source: SourceName,
    object: ObjectType,
    hits: readonly { id: string; updatedAt: Date }[],
  ): Promise<readonly string[]>;
  /** Records to be judged again: changed ones and, up to `now`, those whose wake time has come. */
  due(source: SourceName, object: ObjectType, now: Date, agreement: string, limit: number): Promise<readonly string[]>;
  /** A number that grows with every change that makes records dirty; ask for it before reading what is to be judged. */
  tick(): Promise<number>;
  /** Open findings, then closed ones, the latest first. */
  findings(ref: RecordRef): Promise<readonly Finding[]>;
  /** The open findings of the next `limit` records that have any. */
  openFindings(keyset: Keyset): Promise<readonly Finding[]>;
  /** Suppressions of some records that nobody has lifted, by id; those past their last day too. */
  suppressions(
    source: SourceName,
    object: ObjectType,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Suppression[]>>;
  /** All there ever were, the oldest first. */
  allSuppressions(): Promise<readonly KeptSuppression[]>;
  /** The median amounts of won deals by pipeline as they were last kept; null where they never were. */
  wonMedians(source: SourceName): Promise<ReadonlyMap<string, number> | null>;
  /** The limits of stages that were learnt and accepted. */
  learntLimits(): Promise<readonly LearntLimit[]>;
  /** What we saw of records over time; those of which nothing was seen are absent. */
  observations(
    source: SourceName,
    object: ObjectType,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Observations>>;
  /** Numbers a revision that was read but is not (yet) in force. */
  noteRevision(revision: NewRevision): Promise<number>;
  /** All revisions, the newest first. */
  revisions(): Promise<readonly AgreementRevision[]>;
  revisionInForce(): Promise<AgreementRevision | null>;
  /** Who has signed some terms, by their hash. */
  signatures(revision: string): Promise<readonly Signature[]>;
  score(ref: RecordRef): Promise<ScoreSummary | null>;
  /** The mean of the last health scores that other agreements than this one gave; null where there are none. */
  meanBefore(agreement: string, sources: readonly SourceName[]): Promise<number | null>;
  worst(limit: number): Promise<readonly ScoredRecord[]>;
  totals(sources: readonly SourceName[]): Promise<Totals>;
  /** Records whose health fields differ from what they should be, worst first; `skip` holds those already tried. */
  pending(
    sources: readonly SourceName[],
    limit: number,
    after: PendingKey | null,
  ): Promise<{ readonly rows: readonly Pending[]; readonly next: PendingKey | null }>;
  countPending(sources: readonly SourceName[]): Promise<number>;
  /** Intents without outcome, of any run. */
  openIntents(source: SourceName, limit: number): Promise<readonly JournalEntry[]>;
  journal(run: number, afterId: number, limit: number): Promise<readonly JournalEntry[]>;
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** Where a page of pending records ended. */
export interface PendingKey {
  readonly health: number;
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly id: string;
}
