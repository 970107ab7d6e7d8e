import { isHygieneError } from '../model/errors.ts';
import { type Family, families, familyOfObject } from '../model/identity.ts';
import type { ObjectType } from '../model/record.ts';
import type { Totals } from '../model/store.ts';
import type { SourceProblem } from './connect.ts';
import type { CallReport, JobContext } from './context.ts';
import { countDistinct, type DistinctCount } from './distinct.ts';
import { isStop } from './outcome.ts';
import type { PutInForce } from './revisions.ts';
import type { RuleFault } from './rule-faults.ts';

/** What became of the planned writes of a run. */
export interface WriteBackReport {
  readonly mode: 'preview' | 'on';
  /** Records whose health fields differ from what they should be. */
  readonly planned: number;
  readonly written: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Left for a later run by the limit. */
  readonly left: number;
}

/** The result of a run, in the shape that `--json` prints. */
export interface RunReport {
  readonly run: number;
  readonly now: string;
  readonly agreement: string;
  readonly records: Partial<Readonly<Record<ObjectType, number>>>;
  /** People, companies and deals over all sources, those seen in several counted once; synced kinds only. */
  readonly distinct: Partial<Readonly<Record<Family, DistinctCount>>>;
  /** Records judged in this run. */
  readonly evaluated: number;
  readonly findings: {
    readonly total: number;
    readonly byRule: Readonly<Record<string, number>>;
    /** Suppressions that hold now; their findings are in no other number. */
    readonly suppressed: number;
  };
  readonly scores: {
    readonly mean: number | null;
    readonly grades: Totals['grades'];
    readonly unscored: number;
  };
  readonly writeBack: WriteBackReport;
  /** The revision of the agreement that this run put in force; null where it was so before. */
  readonly putInForce: PutInForce | null;
  readonly apiCalls: Readonly<Record<string, CallReport>>;
  /** Rules that could not be computed for some records: unknown there, and for their author to mend. */
  readonly ruleFaults: readonly RuleFault[];
  readonly problems: readonly { readonly source: string; readonly code: string; readonly message: string }[];
}

/** A problem of a source as plain data; an unexpected error shows its message, never its stack. */
export function problemReport(problem: SourceProblem, signal: AbortSignal): RunReport['problems'][number] {
  const { source, error } = problem;
  if (isStop(error, signal))
    return { source, code: 'RUN_STOPPED', message: 'The run was stopped; the next scan goes on from there.' };
  if (isHygieneError(error)) return { source, code: error.code, message: error.message };
  return { source, code: 'UNEXPECTED', message: error instanceof Error ? error.message : String(error) };
}

/** Totals of the store and counts of the run, put together. */
export async function runReport(
  { store, engine, sources, ruleFaults, signal }: JobContext,
  counts: Pick<RunReport, 'run' | 'now' | 'agreement' | 'evaluated'> & {
    readonly suppressed: number;
    readonly putInForce: PutInForce | null;
    readonly writeBack: Omit<WriteBackReport, 'unchanged'>;
  },
  problems: readonly SourceProblem[],
): Promise<RunReport> {
  const totals = await store.totals(sources.map((source) => source.name));
  const objects = new Set(sources.flatMap((source) => source.objects));
  const ofFamily = (family: Family): readonly ObjectType[] =>
    [...objects].filter((object) => familyOfObject(object) === family);
  const synced = families.filter((family) => ofFamily(family).length > 0);
  const distinct = await countDistinct(store, engine.identity, synced, (family) =>
    ofFamily(family).reduce((sum, object) => sum + totals.records[object], 0),
  );
  const byRule = Object.fromEntries(Object.entries(totals.findingsByRule).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    run: counts.run,
    now: counts.now,
    agreement: counts.agreement,
    records: Object.fromEntries([...objects].map((object) => [object, totals.records[object]])),
    distinct,
    evaluated: counts.evaluated,
    findings: {
      total: Object.values(byRule).reduce((sum, count) => sum + count, 0),
      byRule,
      suppressed: counts.suppressed,
    },
    scores: {
      mean: totals.mean === null ? null : Math.round(totals.mean * 10) / 10,
      grades: totals.grades,
      unscored: totals.unscored,
    },
    // What was written now is as it should be; it is not what was found so.
    writeBack: { ...counts.writeBack, unchanged: totals.unchanged - counts.writeBack.written },
    putInForce: counts.putInForce,
    apiCalls: Object.fromEntries(sources.map((source) => [source.name, source.calls()])),
    ruleFaults: ruleFaults.report(),
    problems: problems.map((problem) => problemReport(problem, signal)),
  };
}
