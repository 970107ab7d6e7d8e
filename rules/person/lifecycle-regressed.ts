import { z } from 'zod';
import { lifecycleOrder } from '../../src/model/dictionary.ts';
import type { CrmRecord } from '../../src/model/record.ts';
import { defineRule, fail, notApplicable, pass, type RuleContext, type Verdict } from '../../src/model/rule.ts';
import { fieldOf, presenceOf, textOf, unknownBecause } from '../checks/field.ts';
import { visitsOf } from '../checks/stay.ts';

const order: readonly string[] = lifecycleOrder;

/** The stage from which the person came directly into an earlier one; null where it did not. */
function cameBackFrom(stage: string, record: CrmRecord, ctx: RuleContext<unknown>): string | null {
  const visits = visitsOf(record, ctx);
  const at = visits.findLastIndex((visit) => visit.stage === stage);
  const [before, present] = [visits[at - 1], visits[at]];
  // A history that was made up afterwards has all its stages at one moment, in no order.
  if (!before || !present || present.isImported || before.enteredAt === present.enteredAt) return null;
  return order.indexOf(before.stage) > order.indexOf(stage) ? before.stage : null;
}

function check(record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const lifecycle = fieldOf(record, 'lifecycle');
  if (lifecycle.is === 'unknown') return unknownBecause('lifecycle', record, ctx);
  const stage = textOf(lifecycle);
  if (stage === null || !order.includes(stage)) return notApplicable;
  const { is } = fieldOf(record, 'stageVisits');
  if (is === 'unknown' || is === 'invalid') return unknownBecause('stageVisits', record, ctx);
  const from = cameBackFrom(stage, record, ctx);
  if (from === null || presenceOf(fieldOf(record, 'disqualifiedReason')) === 'filled') return pass;
  return fail({ messageId: 'regressed', field: 'lifecycle', data: { from, stage } });
}

/** Somebody who went back a step, and nobody says why. */
export const lifecycleRegressed = defineRule({
  meta: {
    id: 'person/lifecycle-regressed',
    half: 'data',
    dimension: 'consistency',
    severity: 'low',
    sets: ['strict'],
    yieldsTo: [],
    options: z.strictObject({}),
    messages: { regressed: 'The person went back from "{{from}}" to "{{stage}}", and no reason is given.' },
    docs: {
      summary: 'Who goes back to an earlier lifecycle stage has a reason, or goes by way of recycled or disqualified.',
      why: 'A silent step back hides a rejected lead from the counts of both teams.',
      remedy: 'Write down why the person went back.',
      flag: 'Lifecycle went back',
    },
    examples: {
      passes: [
        { title: 'went forward', object: 'contact', fields: {} },
        {
          title: 'back with a reason',
          object: 'lead',
          fields: { stageVisits: 'sql 2024-03-01..2024-04-01;mql 2024-04-01..', disqualifiedReason: 'No budget yet' },
        },
        {
          title: 'recycled, then qualified again',
          object: 'lead',
          fields: { stageVisits: 'sql 2024-02-01..2024-03-01;recycled 2024-03-01..2024-04-01;mql 2024-04-01..' },
        },
      ],
      fails: [
        {
          title: 'from SQL to MQL',
          object: 'contact',
          fields: { stageVisits: 'sql 2024-03-01..2024-04-01;mql 2024-04-01..' },
        },
        {
          title: 'a customer became a lead',
          object: 'contact',
          fields: { lifecycle: 'lead', stageVisits: 'customer 2023-03-01..2024-04-01;lead 2024-04-01..' },
        },
        {
          title: 'worked on, then new again',
          object: 'lead',
          fields: {
            lifecycle: 'lead',
            stageVisits: 'lead 2024-01-01..2024-01-05;working 2024-01-05..2024-02-01;lead 2024-02-01..',
          },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'stageVisits', 'disqualifiedReason'], related: [] }),
  check,
});
