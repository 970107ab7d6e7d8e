import { z } from 'zod';
import { dayText } from '../../src/model/calendar.ts';
import { type Duration, durationText, spanOption } from '../../src/model/duration.ts';
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
import { bookedTimes, isActivityUnknown, lastActivity } from '../checks/activity.ts';
import { fieldOf, textOf, unknownBecause } from '../checks/field.ts';
import { enteredStage, tooLongAt } from '../checks/stay.ts';

interface Options {
  /** How long sales may leave somebody alone whom it has accepted; working time is that of the stage's team. */
  readonly limit: Duration;
}

/** The stages in which sales has accepted somebody. */
const accepted: readonly string[] = ['working', 'sql'];

/** The team that has accepted a person; null where nobody has, or the agreement names no team for the stage. */
function teamOf(
  record: CrmRecord,
  ctx: RuleContext<Options>,
): { readonly stage: string; readonly owner: string } | null {
  const stage = textOf(fieldOf(record, 'lifecycle'));
  const owner = stage !== null && accepted.includes(stage) ? (ctx.lifecycleTerms(stage)?.owner ?? null) : null;
  return stage === null || owner === null ? null : { stage, owner };
}

/** The later of acceptance and last activity; an acceptance that was imported tells nothing. */
function idleSince(stage: string, record: CrmRecord, ctx: RuleContext<Options>): TimeValue | null {
  const visit = enteredStage(stage, record, ctx);
  const entered: TimeValue | null = visit && !visit.isImported ? { ms: visit.enteredAt, precision: 'instant' } : null;
  const activity = lastActivity(record, ctx);
  if (entered === null || activity === null) return entered ?? activity;
  return ctx.calendar.day(activity) >= ctx.calendar.day(entered) && activity.ms >= entered.ms ? activity : entered;
}

function check(record: CrmRecord, ctx: RuleContext<Options>): Verdict {
  const team = teamOf(record, ctx);
  if (team === null) return notApplicable;
  const since = idleSince(team.stage, record, ctx);
  if (since !== null && ctx.now < tooLongAt(since, ctx.options.limit, team.owner, ctx)) return pass;
  if (isActivityUnknown(record)) return unknownBecause('activityTimes', record, ctx);
  if (since === null) return unknown('neither an activity nor the acceptance has a date');
  const data = { date: dayText(ctx.calendar.day(since)), limit: durationText(ctx.options.limit) };
  return fail({ messageId: 'idle', field: 'activityTimes', data });
}

function wakes(record: CrmRecord, ctx: RuleContext<Options>): number | null {
  const team = teamOf(record, ctx);
  if (team === null) return null;
  const since = idleSince(team.stage, record, ctx);
  const overAt = (time: TimeValue): number => tooLongAt(time, ctx.options.limit, team.owner, ctx);
  const booked = bookedTimes(record, ctx);
  let at = since === null ? null : overAt(since);
  // What is booked ends the silence when it comes.
  if (at === null || at <= ctx.now) return booked[0] ?? null;
  for (const ms of booked) {
    if (ms >= at) break;
    at = overAt({ ms, precision: 'instant' });
  }
  return at;
}

/** Accepted, and then left alone. */
export const acceptedIdle = defineRule<Options>({
  meta: {
    id: 'person/accepted-idle',
    half: 'stage',
    dimension: 'stage',
    severity: 'high',
    sets: ['recommended'],
    yieldsTo: ['person/first-response-late'],
    options: z.strictObject({ limit: spanOption('5 business days') }),
    messages: {
      idle: 'Sales has accepted this person, but nothing has happened since {{date}}; the limit is {{limit}}.',
    },
    docs: {
      summary: 'Whom sales has accepted, it works on.',
      why: 'An accepted lead that nobody works on is lost to both teams: marketing has stopped, sales has not begun.',
      remedy: 'Contact the person and log it, or hand it back.',
      flag: 'Accepted, idle',
    },
    examples: {
      passes: [
        {
          title: 'written to last week',
          object: 'lead',
          fields: { lifecycle: 'working', activityTimes: '2024-04-05T10:00:00Z' },
          around: { isStageAgreed: true },
        },
        {
          title: 'accepted yesterday',
          object: 'contact',
          fields: { lifecycle: 'sql', activityTimes: '2024-01-05', stageVisits: 'sql 2024-04-10T10:00:00Z..' },
          around: { isStageAgreed: true },
        },
        { title: 'not accepted', object: 'lead', fields: { activityTimes: null }, around: { isStageAgreed: true } },
      ],
      fails: [
        {
          title: 'seven working days',
          object: 'lead',
          fields: { lifecycle: 'working' },
          around: { isStageAgreed: true },
        },
        {
          title: 'accepted a month ago',
          object: 'contact',
          fields: { lifecycle: 'sql', activityTimes: null, stageVisits: 'sql 2024-03-11T10:00:00Z..' },
          around: { isStageAgreed: true },
        },
        {
          title: 'imported as accepted, last mail in March',
          object: 'lead',
          fields: { lifecycle: 'sql', activityTimes: '2024-03-05', stageVisits: 'sql ~2024-04-10T10:00:00Z..' },
          around: { isStageAgreed: true },
        },
      ],
    },
  },
  reads: () => ({ own: ['lifecycle', 'stageVisits', 'activityTimes'], related: [] }),
  check,
  wakes,
});
