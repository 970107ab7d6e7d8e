import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine, SourceEngine } from '../engine/engine.ts';
import { desiredHealth } from '../engine/health-values.ts';
import type { Result } from '../engine/result.ts';
import type { CrmRecord, ObjectType } from '../model/record.ts';
import type { Evaluation, ScoreSummary } from '../model/store.ts';
import { casesOf, readsCounterparts } from './cases.ts';
import type { JobContext, KnownSource } from './context.ts';
import { storedCatalogs } from './counterparts.ts';

const recordsPerChunk = 500;

function summaryOf(result: Result): ScoreSummary | null {
  const { score } = result;
  return (
    score && {
      health: score.health,
      data: score.data?.value ?? null,
      stage: score.stage?.value ?? null,
      grade: score.grade,
      stageHealth: score.stageHealth,
      coverage: score.coverage,
    }
  );
}

/** Judges one record and says what its health fields are to hold. */
export function evaluationOf(
  record: CrmRecord,
  result: Result | null,
  engine: Engine,
  provisioned: ReadonlySet<string> | null,
): Evaluation {
  const { object } = record.ref;
  const desired = desiredHealth(result, record.health, engine.agreement, object, provisioned);
  if (!result) return { ref: record.ref, findings: [], score: null, desired, wakeAt: null };
  return {
    ref: record.ref,
    findings: result.findings,
    score: summaryOf(result),
    desired,
    wakeAt: result.wakeAt,
  };
}

/** The flag values that the CRM accepts for an object, null where its flags field is not there yet. */
function provisionedFlags(source: KnownSource, object: ObjectType): ReadonlySet<string> | null {
  const flags = source.catalog.provisioned?.[object]?.flags;
  return flags === undefined ? null : new Set(flags);
}

async function judgeOf({ engine, store }: JobContext, source: KnownSource, object: ObjectType): Promise<SourceEngine> {
  const catalogs = readsCounterparts(engine, object) ? await storedCatalogs(store, engine) : new Map();
  return engine.forSource(source.catalog, source.objects, catalogs);
}

async function evaluateChunk(
  context: JobContext,
  source: KnownSource,
  judge: SourceEngine,
  object: ObjectType,
  records: readonly CrmRecord[],
  asOf: number,
): Promise<void> {
  const { engine, store, log } = context;
  const provisioned = provisionedFlags(source, object);
  const cases = await casesOf(records, object, engine, store);
  const evaluations = cases.map(({ record, related, ...beside }) => {
    const result = judge.evaluate(record, related, beside);
    for (const fault of result?.faults ?? [])
      if (context.ruleFaults.note(fault.rule, record.ref, fault.error))
        log.error('a rule could not be computed', { rule: fault.rule, object, id: record.ref.id, error: fault.error });
    return evaluationOf(record, result, engine, provisioned);
  });
  await store.commit({ evaluated: { at: engine.now, agreement: engine.agreement.version.hash, evaluations, asOf } });
  context.progress.advance('score', records.length);
  // The embedded store answers at once, so without this the process would hear neither signals nor timers while it judges.
  await nextTurn();
  context.signal.throwIfAborted();
}

/** Judges every stored record of an object, from the id after which an interrupted run goes on. */
export async function evaluateAll(context: JobContext, source: KnownSource, object: ObjectType): Promise<number> {
  const judge = await judgeOf(context, source, object);
  let after = '';
  let count = 0;
  for (;;) {
    const asOf = await context.store.tick();
    const records = await context.store.page({ source: source.name, object, after, limit: recordsPerChunk });
    if (records.length === 0) return count;
    await evaluateChunk(context, source, judge, object, records, asOf);
    count += records.length;
    after = records[records.length - 1]!.ref.id;
  }
}

/** Judges the records that changed, their neighbours, those whose time has come, and those of another agreement. */
export async function evaluateDue(context: JobContext, source: KnownSource, object: ObjectType): Promise<number> {
  const { store, engine } = context;
  const judge = await judgeOf(context, source, object);
  let count = 0;
  let last: string | undefined;
  for (;;) {
    const asOf = await store.tick();
    const ids = await store.due(source.name, object, engine.now, engine.agreement.version.hash, recordsPerChunk);
    // An id whose record is gone would come again for ever.
    if (ids.length === 0 || ids[0] === last) return count;
    last = ids[0];
    const records = await store.byId(source.name, object, ids);
    await evaluateChunk(context, source, judge, object, records, asOf);
    count += records.length;
  }
}
