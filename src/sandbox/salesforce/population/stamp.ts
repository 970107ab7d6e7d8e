import { DAY_MS } from '../../core/population/calendar.ts';

/** An instant cut to whole seconds. Salesforce keeps no finer ones. */
export function wholeSecond(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}

/** An instant as Salesforce's REST API sends it: `2026-01-02T17:38:59.000+0000`. */
export function stamp(instant: number): string {
  return new Date(instant).toISOString().replace('Z', '+0000');
}

/** A calendar day (its number since 1970-01-01) as Salesforce sends dates: `2026-01-02`. */
export function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
