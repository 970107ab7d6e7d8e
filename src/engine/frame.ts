import type { Agreement, Definition } from '../model/agreement.ts';
import { type Calendar, createCalendar } from '../model/calendar.ts';
import type { LifecycleTerms } from '../model/terms.ts';
import { createWorkingTime, type WorkingTime } from '../model/working-time.ts';
import { holidaysOf } from './holidays.ts';

/** What stays the same for every record of a run. */
export interface Frame {
  readonly agreement: Agreement;
  readonly calendar: Calendar;
  /** Epoch ms. */
  readonly now: number;
  /** The calendar day of `now`. */
  readonly today: number;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** What the agreement says of lifecycle stages, by stage. */
  readonly lifecycle: ReadonlyMap<string, LifecycleTerms>;
  /** The working time of a team; without team, calendar of its own or name, Monday to Friday from 9 to 17. */
  workingTime(team: string | null): WorkingTime;
}

function workingTimeOf(agreement: Agreement, calendar: Calendar, team: string | null): WorkingTime {
  const name = agreement.teams.find((known) => known.name === team)?.calendar;
  const work = agreement.calendars.find((known) => known.name === name);
  return createWorkingTime({
    calendar,
    weekdays: work?.days ?? [1, 2, 3, 4, 5],
    openMinute: work?.openMinute ?? 9 * 60,
    closeMinute: work?.closeMinute ?? 17 * 60,
    isHoliday: work ? holidaysOf(work.holidays.codes, work.holidays.days) : () => false,
  });
}

/** Opens the frame of an agreement at one `now`. */
export function openFrame(agreement: Agreement, now: Date): Frame {
  const calendar = createCalendar(agreement.timeZone);
  const byTeam = new Map<string | null, WorkingTime>();
  return {
    agreement,
    calendar,
    now: now.getTime(),
    today: calendar.day(now.getTime()),
    definitions: new Map(agreement.definitions.map((definition) => [definition.name, definition])),
    lifecycle: new Map(agreement.lifecycle.map((terms) => [terms.stage, terms])),
    workingTime(team) {
      const known = byTeam.get(team) ?? workingTimeOf(agreement, calendar, team);
      byTeam.set(team, known);
      return known;
    },
  };
}
