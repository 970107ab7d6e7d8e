import { type ImpactContext, impact } from './impact.ts';

/** Why the mean health moved when one agreement replaced another: by the records, or by the rules. */
export interface Rebase {
  readonly now: string;
  readonly records: number;
  /** Hashes of the agreement that was replaced and of the one in force. */
  readonly agreements: { readonly before: string; readonly after: string };
  /** The mean of the last scores under the old rules, as they were given then; null where none are kept. */
  readonly given: number | null;
  /** The records of today by the old rules: beside `given` it tells what the data did. */
  readonly byOldRules: number | null;
  /** The records of today by the rules in force: beside `byOldRules` it tells what the rules did. */
  readonly byNewRules: number | null;
}

/** Judges today's records by both agreements. Nothing is written. */
export async function rebase(context: ImpactContext): Promise<Rebase> {
  const { now, records, agreements, scores } = await impact(context);
  const sources = context.after.agreement.sources.map(({ name }) => name);
  const given = await context.store.meanBefore(agreements.after, sources);
  return {
    ...{ now, records, agreements },
    given: given === null ? null : Math.round(given * 10) / 10,
    byOldRules: scores.before.mean,
    byNewRules: scores.after.mean,
  };
}
