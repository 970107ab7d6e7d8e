import { healthText } from '../../model/health-field.ts';
import { aloneVersion, type Identity } from '../../model/identity.ts';
import { type CrmRecord, type ObjectType, objectTypes, type RecordRef, type SourceName } from '../../model/record.ts';
import type { Evaluation, Settlement, UnitOfWork } from '../../model/store.ts';
import type { Database } from './database.ts';
import { type Dirty, dirtyIn } from './dirty.ts';
import { type Findings, findingsIn } from './findings.ts';
import { type Journal, journalIn } from './journal.ts';
import { type Keys, keysIn } from './keys.ts';
import { type Learnt, learntIn } from './learnt.ts';
import { type Links, linksIn } from './links.ts';
import { type Medians, mediansIn } from './medians.ts';
import { type Observed, observedIn } from './observations.ts';
import { type PendingWrites, pendingIn } from './pending.ts';
import { keepKeys, wakeCounterparts, wakePeers } from './recognise.ts';
import { type Records, recordsIn } from './records.ts';
import { type Revisions, revisionsIn } from './revisions.ts';
import { type Runs, runsIn } from './runs.ts';
import { type Scores, scoresIn } from './scores.ts';
import { type Suppressions, suppressionsIn } from './suppressions.ts';

type Part<K extends keyof UnitOfWork> = NonNullable<UnitOfWork[K]>;

/** All parts of one database. */
export interface Parts {
  readonly records: Records;
  readonly links: Links;
  readonly keys: Keys;
  readonly dirty: Dirty;
  readonly findings: Findings;
  readonly scores: Scores;
  readonly pending: PendingWrites;
  readonly runs: Runs;
  readonly journal: Journal;
  readonly observed: Observed;
  readonly learnt: Learnt;
  readonly medians: Medians;
  readonly suppressions: Suppressions;
  readonly revisions: Revisions;
}

/** The parts over one database, their statements prepared. */
export function partsOf(database: Database): Parts {
  return {
    records: recordsIn(database),
    links: linksIn(database),
    keys: keysIn(database),
    dirty: dirtyIn(database),
    findings: findingsIn(database),
    scores: scoresIn(database),
    pending: pendingIn(database),
    runs: runsIn(database),
    journal: journalIn(database),
    observed: observedIn(database),
    learnt: learntIn(database),
    medians: mediansIn(database),
    suppressions: suppressionsIn(database),
    revisions: revisionsIn(database),
  };
}

const idsPerSweep = 1000;

interface Shelf<T> {
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly byId: Map<string, T>;
}

/** Groups by source and object; of several with one id the last counts. */
function shelve<T>(items: readonly T[], refOf: (item: T) => RecordRef): readonly Shelf<T>[] {
  const shelves = new Map<string, Shelf<T>>();
  for (const item of items) {
    const { source, object, id } = refOf(item);
    const key = `${object} ${source}`;
    const shelf = shelves.get(key) ?? { source, object, byId: new Map<string, T>() };
    shelves.set(key, shelf);
    shelf.byId.set(id, item);
  }
  return [...shelves.values()];
}

function putShelf(parts: Parts, shelf: Shelf<CrmRecord>, pulled: Part<'pulled'>, identity?: Identity): void {
  const { source, object, byId } = shelf;
  const { records, links, dirty, pending } = parts;
  const changed = new Set<string>();
  for (const [id, record] of byId) {
    const change = records.put(record, pulled.run);
    if (change.isChanged) {
      changed.add(id);
      parts.observed.note(change.before, record);
    }
    if (change.isHealthMoved) pending.refresh(record.ref, healthText(record.health));
  }
  if (identity && identity.version !== aloneVersion && changed.size > 0) {
    const moved = [...changed].map((id) => byId.get(id)!);
    const { lost } = keepKeys(parts, identity, moved);
    const refs = moved.map(({ ref }) => ref);
    wakeCounterparts(parts, identity, refs, lost);
    wakePeers(parts, identity, refs, lost);
  }
  const moved = links.replace(source, object, [...byId.keys()], pulled.links, pulled.linksOf);
  for (const id of moved.changed) changed.add(id);
  dirty.bump(source, object, [...changed]);
  const neighbours = pulled.wakeNeighbours[object] ?? [];
  dirty.bumpLinked(source, object, [...changed], neighbours);
  const lost = [...moved.dropped.values()].flat();
  for (const neighbour of neighbours) {
    const ids = lost.filter((end) => end.object === neighbour).map((end) => end.id);
    dirty.bumpPresent(source, neighbour, ids);
  }
}

/** Keys that were made otherwise than now; what they lead to is judged again. */
function rekey(parts: Parts, { source, object, byId }: Shelf<CrmRecord>, identity: Identity): void {
  const { changed, lost } = keepKeys(parts, identity, [...byId.values()]);
  parts.dirty.bumpPresent(source, object, changed);
  const refs = changed.map((id) => ({ source, object, id }));
  wakeCounterparts(parts, identity, refs, lost);
  wakePeers(parts, identity, refs, lost);
}

/** A place of records, and when what it held was found gone. */
interface Grave {
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly at: Date;
  readonly identity: Identity | undefined;
}

/** What is gone is judged no more, and all that hung on it is judged again. */
function bury(parts: Parts, { source, object, at, identity }: Grave, ids: readonly string[]): void {
  const buried = parts.records.markGone(source, object, ids, at);
  if (buried.length === 0) return;
  const lost = parts.keys.of(source, object, buried);
  parts.keys.forget(source, object, buried);
  const refs = buried.map((id) => ({ source, object, id }));
  wakeCounterparts(parts, identity, refs, lost);
  wakePeers(parts, identity, refs, lost);
  parts.findings.closeAll(source, object, buried, at);
  parts.scores.forget(source, object, buried);
  parts.observed.forget(source, object, buried);
  parts.dirty.forget(source, object, buried);
  parts.dirty.bumpLinked(source, object, buried, objectTypes);
  parts.links.forget(source, object, buried);
}

function buryReported(parts: Parts, { source, at, records }: Part<'gone'>, identity?: Identity): void {
  for (const { object, byId } of shelve(records, ({ object, id }) => ({ source, object, id })))
    bury(parts, { source, object, at, identity }, [...byId.keys()]);
}

function sweep(parts: Parts, { source, object, run, at }: Part<'swept'>, identity?: Identity): void {
  let after = '';
  for (;;) {
    const ids = parts.records.unseenSince(source, object, run, after, idsPerSweep);
    bury(parts, { source, object, at, identity }, ids);
    if (ids.length < idsPerSweep) return;
    after = ids.at(-1)!;
  }
}

function judge(parts: Parts, shelf: Shelf<Evaluation>, evaluated: Part<'evaluated'>, agreement: number): void {
  const { source, object, byId } = shelf;
  const standing = parts.scores.standing(source, object, [...byId.keys()]);
  const ids = standing.map(({ id }) => id);
  const open = parts.findings.openOf(source, object, ids);
  for (const before of standing) {
    const evaluation = byId.get(before.id)!;
    parts.findings.compare(evaluation.ref, open.get(before.id), evaluation.findings, evaluated.at);
    parts.scores.put(evaluation, before, { agreement, at: evaluated.at });
  }
  parts.dirty.settle(source, object, ids, evaluated.asOf ?? Number.MAX_SAFE_INTEGER);
}

function judgeAll(parts: Parts, evaluated: Part<'evaluated'>): void {
  if (evaluated.evaluations.length === 0) return;
  const agreement = parts.scores.agreementNumber(evaluated.agreement, evaluated.at);
  for (const shelf of shelve(evaluated.evaluations, ({ ref }) => ref)) judge(parts, shelf, evaluated, agreement);
}

function settle(parts: Parts, settlement: Settlement): void {
  parts.journal.settle(settlement);
  const { ref, health, updatedAt } = settlement;
  if (!health) return;
  const text = healthText(health.values);
  parts.records.setHealth(ref, text, health.scoredAt, updatedAt);
  parts.pending.refresh(ref, text);
}

/** Mutes and lifts; what a record counts for changes with it, so it is judged again. */
function changeSuppressions({ suppressions, dirty }: Parts, { suppress, lift }: UnitOfWork): void {
  if (suppress) suppressions.add(suppress);
  if (lift) suppressions.lift(lift);
  for (const change of [suppress, lift])
    if (change) dirty.bumpPresent(change.record.source, change.record.object, [change.record.id]);
}

function changeRevisions({ revisions }: Parts, { inForce, signed }: UnitOfWork): void {
  if (signed) revisions.sign(signed);
  if (inForce) {
    const number = revisions.put(inForce.revision);
    if (revisions.inForce()?.number !== number) revisions.putInForce(number, inForce.at, inForce.by);
  }
}

/** A limit of a stage holds for every deal that is or comes there, so all of them are judged again. */
function acceptLimits({ learnt, dirty }: Parts, work: UnitOfWork): void {
  if (!work.learnt) return;
  learnt.accept(work.learnt.limits, work.learnt.at);
  dirty.bumpAll('deal');
}

/** Applies a unit of work, part by part; the caller holds the transaction around it. */
export function applyUnit(parts: Parts, work: UnitOfWork): void {
  const { identity } = work;
  parts.observed.begin();
  if (work.source) parts.runs.putSource(work.source);
  if (work.pulled)
    for (const shelf of shelve(work.pulled.records, ({ ref }) => ref)) putShelf(parts, shelf, work.pulled, identity);
  if (work.gone) buryReported(parts, work.gone, identity);
  if (work.swept) sweep(parts, work.swept, identity);
  // Where a stage turns out to be an import, those who came before are judged again.
  for (const { source, object, ids } of parts.observed.takeTurned()) parts.dirty.bumpPresent(source, object, ids);
  if (identity) for (const shelf of shelve(work.rekeyed ?? [], ({ ref }) => ref)) rekey(parts, shelf, identity);
  if (work.keyed) parts.keys.setVersion(work.keyed.source, work.keyed.object, work.keyed.version);
  if (work.evaluated) judgeAll(parts, work.evaluated);
  for (const settlement of work.settlements ?? []) settle(parts, settlement);
  changeSuppressions(parts, work);
  changeRevisions(parts, work);
  acceptLimits(parts, work);
  if (work.wonMedians) {
    parts.medians.keep(work.wonMedians.source, work.wonMedians.byPipeline);
    parts.dirty.bumpAll('deal', work.wonMedians.source);
  }
  if (work.checkpoint) parts.runs.putCheckpoint(work.checkpoint);
  if (work.cursor) parts.runs.putCursor(work.cursor);
  if (work.finish) parts.runs.finish(work.finish);
}
