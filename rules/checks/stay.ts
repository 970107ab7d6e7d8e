import { deadlineOf } from '../../src/model/deadline.ts';
import type { Duration } from '../../src/model/duration.ts';
import { visitsIn } from '../../src/model/promise-stand.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import type { RuleContext } from '../../src/model/rule.ts';
import { isSameStage, lastVisitTo, type StageVisit } from '../../src/model/stage-visit.ts';
import { fieldOf } from './field.ts';

/** The stays of a record that have begun, in their order. */
export function visitsOf(record: CrmRecord, ctx: RuleContext<unknown>): readonly StageVisit[] {
  return visitsIn(fieldOf(record, 'stageVisits')).filter(({ enteredAt }) => enteredAt <= ctx.now);
}

/** When a person came into its present stage: the beginning of its latest visit; null where nobody noted it. */
export function enteredStage(stage: string, record: CrmRecord, ctx: RuleContext<unknown>): StageVisit | null {
  return lastVisitTo(stage, visitsIn(fieldOf(record, 'stageVisits')), ctx.now);
}

/**
 * The time from which a deal's days in its stage count: its entry, put back by the length of earlier visits, as coming
 * back to a stage does not make it new there.
 */
export function staysSince(stage: string, entered: TimeValue, record: CrmRecord): TimeValue {
  let earlierMs = 0;
  for (const visit of visitsIn(fieldOf(record, 'stageVisits')))
    if (isSameStage(visit.stage, stage) && visit.leftAt !== null && visit.leftAt <= entered.ms)
      earlierMs += visit.leftAt - visit.enteredAt;
  return earlierMs === 0 ? entered : { ...entered, ms: entered.ms - earlierMs };
}

/** The first instant (epoch ms) at which a stay that began at a time is longer than a limit. */
export function tooLongAt(since: TimeValue, limit: Duration, team: string | null, ctx: RuleContext<unknown>): number {
  return deadlineOf(since, limit, ctx.calendar, ctx.workingTime(team)).overAt;
}
