import { isHygieneError } from '../model/errors.ts';
import type { ObjectType } from '../model/record.ts';
import { checkpointKey, pull } from '../sync/pull.ts';
import type { WriteTally } from '../writeback/apply.ts';
import { forEachSource, know, type SourceProblem } from './connect.ts';
import type { JobContext, KnownSource } from './context.ts';
import { evaluateAll, evaluateDue } from './evaluate.ts';
import { exclusively } from './exclusive.ts';
import { longestResumeMs, outcomeOf } from './outcome.ts';
import { rekey } from './rekey.ts';
import { type RunReport, runReport } from './report.ts';
import { putInForce } from './revisions.ts';
import { countSuppressions } from './suppressions.ts';
import { keepWonMedians } from './won-medians.ts';
import { settleInterrupted, writeBack } from './write-back.ts';

/** How to scan. */
export interface ScanOptions {
  /** Everything, or only what changed since the last scan (where the connector can tell). */
  readonly kind: 'scan' | 'incremental';
  /** Whether results reach the CRM; `preview` only plans. */
  readonly mode: 'preview' | 'on';
}

async function startOrResume(context: JobContext, kind: ScanOptions['kind']) {
  const { store, engine, log } = context;
  const agreement = engine.agreement.version.hash;
  const unfinished = await store.unfinished(kind, agreement);
  const isRecent = unfinished && context.now().getTime() - unfinished.run.startedAt.getTime() < longestResumeMs;
  if (isRecent) {
    log.info('going on with an interrupted run', { run: unfinished.run.id });
    return { run: unfinished.run.id, checkpoints: unfinished.checkpoints };
  }
  const run = await store.startRun({ kind, startedAt: context.now(), now: engine.now, agreement });
  return { run, checkpoints: new Map<string, string>() as ReadonlyMap<string, string> };
}

/** Objects whose links must be read with an object, so that every link the rules need is reported by one side. */
function linksOf(context: JobContext, source: KnownSource, object: ObjectType): readonly ObjectType[] {
  const { engine } = context;
  return source.catalog.links
    .filter(({ from }) => from === object)
    .map(({ to }) => to)
    .filter(
      (to) =>
        source.objects.includes(to) &&
        (engine.reads(object).related.some((read) => read.object === to) ||
          engine.reads(to).related.some((read) => read.object === object)),
    );
}

async function pullSource(
  context: JobContext,
  source: KnownSource,
  run: number,
  checkpoints: ReadonlyMap<string, string>,
  kind: ScanOptions['kind'],
): Promise<void> {
  const { store, engine, progress } = context;
  // All objects side by side: each list is read one page after another, so only breadth uses the account's rate.
  await Promise.all(
    source.objects.map(async (object) => {
      const cursor = kind === 'incremental' && source.readsChanges ? await store.cursor(source.name, object) : null;
      await pull({
        store,
        reader: source.connector.read,
        source: source.name,
        object,
        run,
        since: cursor,
        resume: checkpoints.get(checkpointKey(source.name, object)) ?? null,
        links: linksOf(context, source, object),
        neighbours: engine.neighbours(object),
        identity: engine.identity,
        now: context.now,
        signal: context.signal,
        warn: (message) => context.log.warn(message, { source: source.name }),
        progress: (records) => progress.advance('read', records),
      });
    }),
  );
}

async function evaluateSource(context: JobContext, source: KnownSource, kind: ScanOptions['kind']): Promise<number> {
  await keepWonMedians(context, source);
  let count = 0;
  for (const object of source.objects)
    count += await (kind === 'scan' ? evaluateAll(context, source, object) : evaluateDue(context, source, object));
  return count;
}

async function writeSources(
  context: JobContext,
  sources: readonly KnownSource[],
  run: number,
  problems: SourceProblem[],
): Promise<WriteTally> {
  const { fields: keys, limit } = context.engine.agreement.writeBack;
  const total: WriteTally = { written: 0, refused: 0, gone: 0 };
  const add = (tally: WriteTally): void => {
    for (const key of ['written', 'refused', 'gone'] as const) total[key] += tally[key];
  };
  if (limit === null) {
    const tallies = await forEachSource(sources, problems, (source) =>
      writeBack(context, source, run, { keys, limit }),
    );
    tallies.forEach(add);
    return total;
  }
  // A limit is one for the run, so the sources share it one after another.
  for (const source of sources) {
    const left = Math.max(0, limit - total.written - total.refused - total.gone);
    const tallies = await forEachSource([source], problems, () =>
      writeBack(context, source, run, { keys, limit: left }),
    );
    tallies.forEach(add);
  }
  return total;
}

/** Plans what differs and, with mode `on`, writes it; counts both. */
export async function planAndWrite(
  context: JobContext,
  sources: readonly KnownSource[],
  run: number,
  mode: ScanOptions['mode'],
  problems: SourceProblem[],
): Promise<Omit<RunReport['writeBack'], 'unchanged'>> {
  const names = sources.map((source) => source.name);
  const planned = await context.store.countPending(names);
  context.progress.start('write', mode === 'on' ? 'Writing back' : 'Planning', mode === 'on' ? planned : 0);
  const tally =
    mode === 'on' ? await writeSources(context, sources, run, problems) : { written: 0, refused: 0, gone: 0 };
  context.progress.end('write');
  const left = mode === 'on' ? Math.max(0, planned - tally.written - tally.refused - tally.gone) : 0;
  return { mode, planned, written: tally.written, refused: tally.refused, left };
}

async function finish(context: JobContext, run: number, problems: readonly SourceProblem[]): Promise<void> {
  const outcome = outcomeOf(problems, context.signal);
  if (outcome !== null) await context.store.commit({ finish: { run, at: context.now(), outcome } });
}

/**
 * Reads the agreement against what the CRMs offer now, and puts it in force. Where it names something they do not have the
 * run ends here, and the version in force stays so.
 */
async function takeAgreement(started: JobContext, sources: readonly KnownSource[], run: number) {
  try {
    const engine = started.resolve(Object.fromEntries(sources.map(({ name, catalog }) => [name, catalog])));
    const context = { ...started, engine };
    return { context, putInForce: await putInForce(context, sources) };
  } catch (error) {
    const outcome = `failed: ${isHygieneError(error) ? error.code : 'unexpected error'}`;
    await started.store.commit({ finish: { run, at: started.now(), outcome } });
    throw error;
  }
}

/**
 * Brings the store up to date with the sources, judges records and writes what differs. Killed anywhere and started
 * again, it ends in the state of an undisturbed run. The trouble of one source is reported and does not stop others.
 */
export async function scan(context: JobContext, options: ScanOptions): Promise<RunReport> {
  return exclusively(context.store, () => runScan(context, options));
}

async function runScan(started: JobContext, options: ScanOptions): Promise<RunReport> {
  const { store, progress } = started;
  const problems: SourceProblem[] = [];
  started.ruleFaults.clear();
  const { run, checkpoints } = await startOrResume(started, options.kind);

  progress.start('connect', 'Connecting', null);
  let sources = await forEachSource(started.sources, problems, (source) => know(started, source));
  progress.end('connect');
  const { context, putInForce } = await takeAgreement(started, sources, run);
  const { engine } = context;

  progress.start('read', 'Reading', null);
  await rekey(context);
  sources = await forEachSource(sources, problems, async (source) => {
    await settleInterrupted(context, source);
    await pullSource(context, source, run, checkpoints, options.kind);
    return source;
  });
  progress.end('read');

  progress.start('score', 'Scoring', null);
  const counts = await forEachSource(sources, problems, (source) => evaluateSource(context, source, options.kind));
  progress.end('score');

  const writeBackReport = await planAndWrite(context, sources, run, options.mode, problems);
  await finish(context, run, problems);
  return runReport(
    context,
    {
      run,
      now: engine.now.toISOString(),
      agreement: engine.agreement.version.hash,
      evaluated: counts.reduce((sum, count) => sum + count, 0),
      suppressed: await countSuppressions(store, engine),
      writeBack: writeBackReport,
      putInForce,
    },
    problems,
  );
}

/** Writes what earlier scans found to differ, without reading the CRMs again; `preview` only counts. */
export async function writeBackOnly(context: JobContext, mode: ScanOptions['mode']): Promise<RunReport> {
  return exclusively(context.store, () => runWriteBack(context, mode));
}

async function runWriteBack(context: JobContext, mode: ScanOptions['mode']): Promise<RunReport> {
  const { store, engine } = context;
  const problems: SourceProblem[] = [];
  context.ruleFaults.clear();
  const agreement = engine.agreement.version.hash;
  const run = await store.startRun({ kind: 'write-back', startedAt: context.now(), now: engine.now, agreement });
  const sources = await forEachSource(context.sources, problems, async (source) => {
    const known = await know(context, source);
    await settleInterrupted(context, source);
    return known;
  });
  const writeBackReport = await planAndWrite(context, sources, run, mode, problems);
  await finish(context, run, problems);
  return runReport(
    context,
    {
      ...{ run, now: engine.now.toISOString(), agreement, evaluated: 0, writeBack: writeBackReport },
      suppressed: await countSuppressions(store, engine),
      putInForce: null,
    },
    problems,
  );
}
