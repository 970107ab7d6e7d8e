import { FatalError, isHygieneError, UserError } from '../model/errors.ts';
import type { HealthKey } from '../model/health-field.ts';
import type { CrmRecord } from '../model/record.ts';
import type { JournalEntry, Settlement } from '../model/store.ts';
import { applyIntentions, type Intention, undone } from '../writeback/apply.ts';
import { healthValue, isSameValue } from '../writeback/plan.ts';
import { holds } from '../writeback/settle.ts';
import { know } from './connect.ts';
import type { JobContext, OpenSource } from './context.ts';
import { exclusively } from './exclusive.ts';
import { settleInterrupted } from './write-back.ts';

const entriesPerRead = 100;

/** What became of an undo: fields that somebody changed since are left as they are. */
export interface UndoReport {
  readonly run: number;
  readonly undid: number;
  readonly restored: number;
  readonly keptChanged: number;
  readonly gone: number;
  readonly refused: number;
}

interface Undoing {
  readonly context: JobContext;
  readonly source: OpenSource;
  readonly of: number;
  /** The run that undoes. */
  readonly run: number;
  readonly tally: { kept: number; gone: number; already: number };
}

/** Turns an entry round, for the keys in which the record still holds what we wrote; null where none does. */
export function reverse(entry: JournalEntry, record: CrmRecord): Intention | null {
  const keys = (Object.keys(entry.after) as HealthKey[]).filter((key) =>
    isSameValue(key, healthValue(key, record.health, record.scoredAt), entry.after[key]),
  );
  // The time stamp alone is not worth a write: it goes back with the values it belongs to.
  if (!keys.some((key) => key !== 'scoredAt')) return null;
  const pick = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(keys.map((key) => [key, values[key] ?? null])) as Intention['after'];
  return {
    ref: entry.ref,
    health: record.health,
    scoredAt: record.scoredAt,
    before: pick(entry.after),
    after: pick(entry.before),
    why: `undo of run ${entry.run}`,
    undoes: entry.id,
  };
}

async function* reversals(undoing: Undoing): AsyncIterable<readonly Intention[]> {
  const { context, source, of, tally } = undoing;
  let afterId = 0;
  for (;;) {
    const entries = await context.store.journal(of, afterId, entriesPerRead);
    const last = entries[entries.length - 1];
    if (!last) return;
    afterId = last.id;
    const own = entries.filter((entry) => entry.ref.source === source.name && entry.state === 'done');
    for (const object of new Set(own.map((entry) => entry.ref.object))) {
      const ofObject = own.filter((entry) => entry.ref.object === object);
      const page = await source.connector.read.byId(object, [...new Set(ofObject.map((entry) => entry.ref.id))]);
      const records = new Map(page.records.map((record) => [record.ref.id, record]));
      const intentions: Intention[] = [];
      const marks: Settlement[] = [];
      for (const entry of ofObject) {
        const record = records.get(entry.ref.id);
        const intention = record && reverse(entry, record);
        if (intention) intentions.push(intention);
        else if (!record) tally.gone++;
        else if (holds(record, entry.before)) {
          // An undo that was interrupted got as far as this record.
          tally.already++;
          marks.push(undone(entry.id, entry.ref, undoing.run));
        } else tally.kept++;
      }
      if (marks.length > 0) await context.store.commit({ settlements: marks });
      if (intentions.length > 0) yield intentions;
    }
  }
}

/**
 * Takes back what a run wrote, field by field, and only where the field still holds our value. It is a run of its
 * own, journaled like any other. Throws UserError for a run that does not exist.
 */
export async function undo(context: JobContext, of: number): Promise<UndoReport> {
  return exclusively(context.store, () => runUndo(context, of));
}

async function runUndo(context: JobContext, of: number): Promise<UndoReport> {
  const { store, engine, progress } = context;
  if (!(await store.run(of)))
    throw new UserError({
      code: 'RUN_UNKNOWN',
      message: `There is no run ${of}. List the runs with: crm-hygiene undo --list`,
    });
  const run = await store.startRun({
    kind: 'undo',
    startedAt: context.now(),
    now: engine.now,
    agreement: engine.agreement.version.hash,
  });
  const totals = { restored: 0, refused: 0, kept: 0, gone: 0 };
  progress.start('undo', `Undoing run ${of}`, null);
  let outcome = 'failed';
  try {
    for (const source of context.sources) {
      const tally = await undoOnSource({ context, source, of, run, tally: { kept: 0, gone: 0, already: 0 } });
      for (const key of ['restored', 'refused', 'kept', 'gone'] as const) totals[key] += tally[key];
    }
    outcome = 'finished';
  } catch (error) {
    if (isHygieneError(error)) outcome = `failed: ${error.code}`;
    throw error;
  } finally {
    progress.end('undo');
    await store.commit({ finish: { run, at: context.now(), outcome } });
  }
  return {
    run,
    undid: of,
    restored: totals.restored,
    keptChanged: totals.kept,
    gone: totals.gone,
    refused: totals.refused,
  };
}

async function undoOnSource(undoing: Undoing) {
  const { context, source, run } = undoing;
  const { write } = source.connector;
  if (!write) throw new FatalError({ code: 'CRM_REFUSED', message: `${source.name} cannot be written to.` });
  await know(context, source);
  await settleInterrupted(context, source);
  const written = await applyIntentions(reversals(undoing), {
    store: context.store,
    writer: write,
    run,
    agreement: context.engine.agreement.version.hash,
    now: context.now,
    progress: () => context.progress.advance('undo', 1),
  });
  return {
    restored: written.written + undoing.tally.already,
    refused: written.refused,
    kept: undoing.tally.kept,
    gone: written.gone + undoing.tally.gone,
  };
}
