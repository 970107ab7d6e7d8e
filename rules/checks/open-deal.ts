import type { CrmRecord } from '../../src/model/record.ts';
import { notApplicable, type RuleContext, type StagePosition, unknown, type Verdict } from '../../src/model/rule.ts';
import type { Judge } from './grace.ts';

const stageUnknown = unknown('stage of the deal is not known');

/** Judges open deals only: a closed deal is left alone, and one of which the stage is not known is unknown. */
export function ifOpen<O>(judge: (record: CrmRecord, ctx: RuleContext<O>, stage: StagePosition) => Verdict): Judge<O> {
  return (record, ctx) => {
    if (ctx.stage === null) return stageUnknown;
    return ctx.stage.state === 'open' ? judge(record, ctx, ctx.stage) : notApplicable;
  };
}
