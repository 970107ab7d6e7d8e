import type { Calendar } from '../../core/population/calendar.ts';
import type { Draw } from '../../core/population/random.ts';
import type { Timeline } from '../../core/population/timeline.ts';

/**
 * How something that people did was recorded: a Task completed on its due date or after it, one without the time of its
 * completion (imported), an Event, or a row that Salesforce has archived, of which only LastActivityDate is left.
 */
type ActivityForm = 'task' | 'late-task' | 'undated-task' | 'event' | 'archived';

/** Something that people did, or (an Event ahead) will do. */
export interface Activity {
  readonly form: ActivityForm;
  /** When it was done, epoch ms. */
  readonly at: number;
  /** Calendar day on which it was done. */
  readonly day: number;
  /** Its ActivityDate, which is what LastActivityDate goes by. */
  readonly due: number;
}

/** All that was planted on a record by people. */
export interface Doings {
  readonly activities: readonly Activity[];
  /** Due days of Tasks that nobody has done yet, some of them overdue: no activities, now or later. */
  readonly openTasks: readonly number[];
  /** LastActivityDate, or null where nothing was done yet. */
  readonly lastDay: number | null;
}

/** Salesforce archives activities a year after their day. */
const ARCHIVED_AFTER_DAYS = 365;

const FORMS: readonly (readonly [ActivityForm, number])[] = [
  ['task', 50],
  ['late-task', 15],
  ['undated-task', 10],
  ['event', 25],
];

/** Where a record stands in time, for what is planned on it. */
interface Planned {
  readonly created: number;
  readonly timeline: Timeline;
  readonly calendar: Calendar;
}

function drawForm(daysAgo: number, draw: Draw): ActivityForm {
  if (daysAgo < 0) return 'event';
  return daysAgo > ARCHIVED_AFTER_DAYS && draw.chance(50) ? 'archived' : draw.weighted(FORMS);
}

function planActivity(daysAgo: number, isAfterCreation: boolean, planned: Planned, draw: Draw): Activity {
  const { created, timeline, calendar } = planned;
  const happened = timeline.happened(daysAgo, draw);
  const at = isAfterCreation ? Math.max(created, happened) : happened;
  const day = calendar.dayOf(at);
  const form = drawForm(daysAgo, draw);
  const lateDays = form === 'late-task' ? draw.between(1, 3) : 0;
  const due = Math.min(day, Math.max(calendar.dayOf(created), day - lateDays));
  return { form, at, day, due };
}

/** Plans what was done some days ago (negative: will be), and an open Task on one record in ten and wherever one is wanted. */
export function planDoings(
  daysAgo: readonly number[],
  wishes: { readonly isAfterCreation: boolean; readonly hasOpenTask: boolean },
  planned: Planned,
  draw: Draw,
): Doings {
  const activities = daysAgo.map((days) => planActivity(days, wishes.isAfterCreation, planned, draw));
  const { today } = planned.timeline;
  const done = activities.filter((_, number) => (daysAgo[number] as number) >= 0);
  const openTasks = wishes.hasOpenTask || draw.chance(10) ? [today + draw.between(-20, 40)] : [];
  return { activities, openTasks, lastDay: done.length === 0 ? null : Math.max(...done.map(({ due }) => due)) };
}

/** The day of the last activity known at a moment, or null: what lies ahead has not happened, nor have open Tasks. */
export function lastActivityDay(doings: Doings, moment: { readonly at: number; readonly day: number }): number | null {
  const days = doings.activities
    .filter(({ form, at, day }) => {
      if (form === 'archived') return false;
      return form === 'undated-task' ? day <= moment.day : at <= moment.at;
    })
    .map(({ day }) => day);
  if (doings.lastDay !== null && doings.lastDay <= moment.day) days.push(doings.lastDay);
  return days.length === 0 ? null : Math.max(...days);
}
