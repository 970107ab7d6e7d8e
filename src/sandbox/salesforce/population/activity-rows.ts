import { DAY_MS } from '../../core/population/calendar.ts';
import type { Draw } from '../../core/population/random.ts';
import type { Activity, Doings } from './activity.ts';
import { childId } from './ids.ts';
import { ownerValue } from './owners.ts';
import type { ChildRow, ObjectName } from './population.ts';
import { dateText, stamp } from './stamp.ts';

const HOUR_MS = 3_600_000;

const SUBJECTS = {
  Call: ['Call', 'Rückruf', 'Call about the quote', 'Ligação de acompanhamento'],
  Email: ['Email: your question', 'Send Letter', 'Email: Angebot', 'Relance'],
  Task: ['Send Quote', 'Prepare demo', 'Other', 'Check references'],
} as const;
const SUBTYPES = ['Call', 'Email', 'Task'] as const;
const MEETINGS = ['Meeting', 'Demo', 'Kick-off', 'Termin vor Ort', 'Webinar'] as const;

/** The record that rows hang on: people by WhoId, accounts and opportunities by WhatId. */
interface Parent {
  readonly object: ObjectName;
  readonly index: number;
  readonly id: string;
  readonly created: number;
  readonly modified: number;
}

type Fields = ChildRow['fields'];

function linkFields({ object, id }: Parent): Fields {
  const isPerson = object === 'Lead' || object === 'Contact';
  const account = object === 'Account' ? { AccountId: id } : {};
  return { WhoId: isPerson ? id : null, WhatId: isPerson ? null : id, ...account };
}

function lifeFields(created: number, modified: number): Fields {
  const changed = stamp(Math.max(created, modified));
  return { IsDeleted: false, CreatedDate: stamp(created), LastModifiedDate: changed, SystemModstamp: changed };
}

function taskFields(parent: Parent, due: number, completed: number | null, isClosed: boolean, draw: Draw): Fields {
  const subtype = draw.pick(SUBTYPES);
  return {
    ...linkFields(parent),
    OwnerId: ownerValue('active', draw),
    Subject: draw.pick<string>(SUBJECTS[subtype]),
    TaskSubtype: subtype,
    ActivityDate: dateText(due),
    Status: isClosed ? 'Completed' : draw.pick(['Not Started', 'In Progress'] as const),
    Priority: draw.pick(['Normal', 'Normal', 'High'] as const),
    IsClosed: isClosed,
    CompletedDateTime: completed === null ? null : stamp(completed),
  };
}

function eventFields(parent: Parent, { at, due }: Activity, draw: Draw): Fields {
  const hours = draw.between(1, 2);
  return {
    ...linkFields(parent),
    OwnerId: ownerValue('active', draw),
    Subject: draw.pick(MEETINGS),
    StartDateTime: stamp(at),
    EndDateTime: stamp(at + hours * HOUR_MS),
    ActivityDate: dateText(due),
    DurationInMinutes: hours * 60,
    IsAllDayEvent: false,
  };
}

function activityRow(parent: Parent, activity: Activity, draw: Draw): ChildRow {
  const { form, at } = activity;
  if (form === 'event') {
    const entered = Math.min(parent.modified, Math.max(parent.created, at - 7 * DAY_MS));
    return { type: 'Event', fields: { ...eventFields(parent, activity, draw), ...lifeFields(entered, entered) } };
  }
  const entered = form === 'late-task' ? Math.min(at, Math.max(parent.created, at - 4 * DAY_MS)) : at;
  const fields = taskFields(parent, activity.due, form === 'undated-task' ? null : at, true, draw);
  return { type: 'Task', fields: { ...fields, ...lifeFields(entered, at) } };
}

/** The Tasks and Events of a record, oldest first; archived ones are gone. */
export function activityRows(parent: Parent, doings: Doings, draw: Draw): ChildRow[] {
  const shown = doings.activities.filter(({ form }) => form !== 'archived');
  const rows = shown.map((activity) => activityRow(parent, activity, draw));
  for (const due of doings.openTasks) {
    const fields = taskFields(parent, due, null, false, draw);
    rows.push({ type: 'Task', fields: { ...fields, ...lifeFields(parent.modified, parent.modified) } });
  }
  const named = rows.map(({ type, fields }, place) => {
    return { type, fields: { Id: childId(type, parent.object, parent.index, place), ...fields } };
  });
  return oldestFirst(named);
}

/** Rows in the order of their creation. */
export function oldestFirst(rows: readonly ChildRow[]): ChildRow[] {
  const createdOf = (row: ChildRow) => String(row.fields.CreatedDate);
  return rows.toSorted((one, other) =>
    createdOf(one) < createdOf(other) ? -1 : Number(createdOf(one) > createdOf(other)),
  );
}
