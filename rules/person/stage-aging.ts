import { z } from 'zod';
import { durationText } from '../../src/model/duration.ts';
import type { CrmRecord, TimeValue } from '../../src/model/record.ts';
import {
  defineRule,
  fail,
  notApplicable,
  pass,
  type RuleContext,
  unknown,
  type Verdict,
} from '../../src/model/rule.ts';
import type { LifecycleTerms } from '../../src/model/terms.ts';
import { daysSince } from '../checks/age.ts';
import { fieldOf, textOf, unknownBecause } from '../checks/field.ts';
import { enteredStage, tooLongAt } from '../checks/stay.ts';

/** What the agreement says of the person's stage, where it limits the stay. */
function limitedStage(record: CrmRecord, ctx: RuleContext<unknown>) {
  const stage = textOf(fieldOf(record, 'lifecycle'));
  const terms: LifecycleTerms | null = stage === null ? null : ctx.lifecycleTerms(stage);
  if (stage === null || terms === null || terms.limit === null) return null;
  const visit = enteredStage(stage, record, ctx);
  const entered: TimeValue | null = visit && { ms: visit.enteredAt, precision: 'instant' };
  return { stage, limit: terms.limit, entered, overAt: entered && tooLongAt(entered, terms.limit, terms.owner, ctx) };
}

function check(record: CrmRecord, ctx: RuleContext<unknown>): Verdict {
  const found = limitedStage(record, ctx);
  if (found === null) return notApplicable;
  const { stage, limit, entered, overAt } = found;
  if (entered === null || overAt === null) {
    const { is } = fieldOf(record, 'stageVisits');
    return is === 'unknown' ? unknownBecause('stageVisits', record, ctx) : unknown('when the stage began is not known');
  }
  if (ctx.now < overAt) return pass;
  return fail({
    messageId: 'stuck',
    field: 'lifecycle',
    data: { stage, days: daysSince(entered, ctx), limit: durationText(limit) },
  });
}

/** Somebody who has got stuck on the way. */
export const stageAging = defineRule({
  meta: {
    id: 'person/stage-aging',
    half: 'stage',
    dimension: 'stage',
    severity: 'medium',
    sets: ['recommended'],
    yieldsTo: ['person/first-response-late'],
    options: z.strictObject({}),
    messages: { stuck: 'The person has been in "{{stage}}" for {{days}}, and the limit is {{limit}}.' },
    docs: {
      summary: 'A person is in a lifecycle stage no longer than agreed.',
      why: 'A stage is a step, no store: whoever stays too long has been forgotten, or was never ready for it.',
      remedy: 'Move the person on, back, or out.',
      flag: 'Stuck in stage',
    },
    examples: {
      passes: [
        { title: 'nine days of ten', object: 'contact', fields: {}, around: { noLongerThan: '10 days' } },
        { title: 'the agreement names no limit', object: 'lead', fields: {}, around: { isStageAgreed: true } },
        {
          title: 'five working days',
          object: 'lead',
          fields: { stageVisits: 'mql 2024-04-04T08:00:00Z..' },
          around: { noLongerThan: '5 business days' },
        },
      ],
      fails: [
        { title: 'nine days of seven', object: 'contact', fields: {}, around: { noLongerThan: '7 days' } },
        {
          title: 'eight working days of five',
          object: 'lead',
          fields: { stageVisits: 'mql 2024-04-01T08:00:00Z..' },
          around: { noLongerThan: '5 business days' },
        },
        {
          title: 'since it was imported, and who knows how long before',
          object: 'lead',
          fields: { stageVisits: 'mql ~2024-02-01T08:00:00Z..' },
          around: { noLongerThan: '1 month' },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'stageVisits'], related: [] }),
  check,
  wakes(record, ctx) {
    const overAt = limitedStage(record, ctx)?.overAt ?? null;
    return overAt !== null && overAt > ctx.now ? overAt : null;
  },
});
