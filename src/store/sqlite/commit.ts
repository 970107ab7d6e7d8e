import { healthText } from '../../model/health-field.ts';
import { type CrmRecord, type ObjectType, objectTypes, type RecordRef, type SourceName } from '../../model/record.ts';
import type { Evaluation, Settlement, UnitOfWork } from '../../model/store.ts';
import type { Database } from './database.ts';
import { type Dirty, dirtyIn } from './dirty.ts';
import { type Findings, findingsIn } from './findings.ts';
import { type Journal, journalIn } from './journal.ts';
import { type Links, linksIn } from './links.ts';
import { type PendingWrites, pendingIn } from './pending.ts';
import { type Records, recordsIn } from './records.ts';
import { type Runs, runsIn } from './runs.ts';
import { type Scores, scoresIn } from './scores.ts';

type Part<K extends keyof UnitOfWork> = NonNullable<UnitOfWork[K]>;

/** All parts of one database. */
export interface Parts {
  readonly records: Records;
  readonly links: Links;
  readonly dirty: Dirty;
  readonly findings: Findings;
  readonly scores: Scores;
  readonly pending: PendingWrites;
  readonly runs: Runs;
  readonly journal: Journal;
}

/** The parts over one database, their statements prepared. */
export function partsOf(database: Database): Parts {
  return {
    records: recordsIn(database),
    links: linksIn(database),
    dirty: dirtyIn(database),
    findings: findingsIn(database),
    scores: scoresIn(database),
    pending: pendingIn(database),
    runs: runsIn(database),
    journal: journalIn(database),
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

function putShelf(parts: Parts, { source, object, byId }: Shelf<CrmRecord>, pulled: Part<'pulled'>): void {
  const { records, links, dirty, pending } = parts;
  const changed = new Set<string>();
  for (const [id, record] of byId) {
    const change = records.put(record, pulled.run);
    if (change.isChanged) changed.add(id);
    if (change.isHealthMoved) pending.refresh(record.ref, healthText(record.health));
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

/** What is gone is judged no more, and all that hung on it is judged again. */
function bury(parts: Parts, source: SourceName, object: ObjectType, ids: readonly string[], at: Date): void {
  const buried = parts.records.markGone(source, object, ids, at);
  if (buried.length === 0) return;
  parts.findings.closeAll(source, object, buried, at);
  parts.scores.forget(source, object, buried);
  parts.dirty.forget(source, object, buried);
  parts.dirty.bumpLinked(source, object, buried, objectTypes);
  parts.links.forget(source, object, buried);
}

function buryReported(parts: Parts, { source, at, records }: Part<'gone'>): void {
  for (const { object, byId } of shelve(records, ({ object, id }) => ({ source, object, id })))
    bury(parts, source, object, [...byId.keys()], at);
}

function sweep(parts: Parts, { source, object, run, at }: Part<'swept'>): void {
  let after = '';
  for (;;) {
    const ids = parts.records.unseenSince(source, object, run, after, idsPerSweep);
    bury(parts, source, object, ids, at);
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

/** Applies a unit of work, part by part; the caller holds the transaction around it. */
export function applyUnit(parts: Parts, work: UnitOfWork): void {
  if (work.source) parts.runs.putSource(work.source);
  if (work.pulled)
    for (const shelf of shelve(work.pulled.records, ({ ref }) => ref)) putShelf(parts, shelf, work.pulled);
  if (work.gone) buryReported(parts, work.gone);
  if (work.swept) sweep(parts, work.swept);
  if (work.evaluated) judgeAll(parts, work.evaluated);
  for (const settlement of work.settlements ?? []) settle(parts, settlement);
  if (work.checkpoint) parts.runs.putCheckpoint(work.checkpoint);
  if (work.cursor) parts.runs.putCursor(work.cursor);
  if (work.finish) parts.runs.finish(work.finish);
}
