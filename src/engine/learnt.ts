import type { LearntLimit } from '../model/aging-limit.ts';
import type { Agreement } from '../model/agreement.ts';
import type { StageTerms } from '../model/rule.ts';

/** The agreement with the accepted limits in the stages that are to learn theirs; other stages keep what is written. */
export function withLearntLimits(agreement: Agreement, limits: readonly LearntLimit[]): Agreement {
  if (limits.length === 0) return agreement;
  const termsWith = (pipeline: string, stage: string, terms: StageTerms): StageTerms => {
    const found = limits.find((one) => one.pipeline === pipeline && one.stage === stage);
    return found && terms.isLearnt ? { ...terms, learnt: found.limit } : terms;
  };
  const pipelines = Object.entries(agreement.pipelines).map(([pipeline, stages]) => [
    pipeline,
    Object.fromEntries(Object.entries(stages).map(([stage, terms]) => [stage, termsWith(pipeline, stage, terms)])),
  ]);
  return { ...agreement, pipelines: Object.fromEntries(pipelines) };
}
