import { setImmediate as nextTurn } from 'node:timers/promises';
import { withObservations } from '../engine/observed.ts';
import { type StageSpan, stageSpans, wonStays } from '../engine/won-stays.ts';
import { type AgingLimit, learnLimit, leastVisits, type WonStay } from '../model/aging-limit.ts';
import { createCalendar } from '../model/calendar.ts';
import { survivalOf, survivalQuantile } from '../model/kaplan-meier.ts';
import type { JobContext } from './context.ts';

const dealsPerChunk = 500;

/** What won deals teach of a stage that is to learn its limit. */
export interface LimitProposal {
  readonly pipeline: string;
  readonly stage: string;
  /** Null where there are too few won visits. */
  readonly proposed: AgingLimit | null;
  /**
   * Whole days within which half of all deals, won or not, leave the stage (Kaplan-Meier, so those still there count);
   * null where fewer have left it.
   */
  readonly medianDays: number | null;
  /** What holds now; null while nothing was accepted, and the limit of the rule holds. */
  readonly inForce: AgingLimit | null;
}

/** Proposals for all stages that are to learn, and whether they were accepted just now. */
export interface LearntReport {
  readonly proposals: readonly LimitProposal[];
  /** Fewer won visits than this say too little. */
  readonly leastVisits: number;
  readonly isAccepted: boolean;
}

interface Stays {
  readonly won: readonly WonStay[];
  readonly all: readonly StageSpan[];
}

function medianOf(spans: readonly StageSpan[]): number | null {
  const median = survivalQuantile(survivalOf(spans), 0.5);
  return median === null ? null : Math.ceil(median);
}

async function readStays(context: Pick<JobContext, 'store' | 'engine' | 'signal'>): Promise<Stays> {
  const { store, engine, signal } = context;
  const calendar = createCalendar(engine.agreement.timeZone);
  const won: WonStay[] = [];
  const all: StageSpan[] = [];
  for (const { name: source } of engine.agreement.sources) {
    const known = await store.source(source);
    if (!known) continue;
    for (let after = ''; ; ) {
      const records = await store.page({ source, object: 'deal', after, limit: dealsPerChunk });
      if (records.length === 0) break;
      const ids = records.map(({ ref }) => ref.id);
      const seen = await store.observations(source, 'deal', ids);
      for (const record of records) {
        const whole = withObservations(record, seen.get(record.ref.id), calendar);
        won.push(...wonStays(whole, known.catalog, engine.agreement, calendar, engine.now.getTime()));
        all.push(...stageSpans(whole, known.catalog, engine.agreement, engine.now.getTime()));
      }
      after = ids.at(-1)!;
      // The embedded store answers at once, so without this the process would hear no signal.
      await nextTurn();
      signal.throwIfAborted();
    }
  }
  return { won, all };
}

/**
 * Learns from the won deals that are stored how long a deal may stay in the stages that say `learn from won deals`.
 * Nothing changes until somebody accepts; then all deals are judged again with the next scan.
 */
export async function learnLimits(
  context: Pick<JobContext, 'store' | 'engine' | 'signal' | 'now'>,
  options: { readonly accept: boolean },
): Promise<LearntReport> {
  const { won, all } = await readStays(context);
  const proposals = Object.entries(context.engine.agreement.pipelines).flatMap(([pipeline, stages]) =>
    Object.entries(stages).flatMap(([stage, terms]): LimitProposal[] => {
      if (!terms.isLearnt) return [];
      const spans = all.filter(({ pipelineId, stageId }) => pipelineId === pipeline && stageId === stage);
      const proposed = learnLimit(pipeline, stage, won);
      return [{ pipeline, stage, proposed, medianDays: medianOf(spans), inForce: terms.learnt ?? null }];
    }),
  );
  // Too few won deals are no reason to give up a limit that was accepted.
  const limits = proposals.flatMap(({ pipeline, stage, proposed, inForce }) => {
    const limit = proposed ?? inForce;
    return limit === null ? [] : [{ pipeline, stage, limit }];
  });
  if (options.accept) await context.store.commit({ learnt: { at: context.now(), limits } });
  return { proposals, leastVisits, isAccepted: options.accept };
}
