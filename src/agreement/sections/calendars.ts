import { createRequire } from 'node:module';
import type HolidaysType from 'date-holidays';
import type { WorkCalendar } from '../../model/terms.ts';
import type { Desk } from '../desk.ts';
import { parseDay } from '../moment.ts';
import {
  entriesOf,
  exampleAt,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readSettings,
  readText,
  reportType,
  reportValue,
} from '../reading.ts';
import { isSecret, readTimeOfDay } from '../scalars.ts';
import { parseWeekDays } from '../week-days.ts';

const require = createRequire(import.meta.url);

/** Whether date-holidays knows a code such as `DE` or `DE-BE`; it is loaded only for this, as that takes 0.1 s. */
function isHolidayCode(code: string): boolean {
  const [country = '', state, ...more] = code.toUpperCase().split('-');
  if (!/^[A-Z]{2}$/.test(country) || more.length > 1) return false;
  const Holidays = (require('date-holidays') as { default?: typeof HolidaysType }).default ?? require('date-holidays');
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), country)) return false;
  if (state === undefined) return true;
  const [region] = more;
  if (!Object.hasOwn(known.getStates(country) ?? {}, state)) return false;
  return region === undefined || Object.hasOwn(known.getRegions(country, state) ?? {}, region);
}

function readDays(place: Place, desk: Desk): readonly number[] {
  const { node } = place;
  const texts = node.is === 'list' ? node.items.map((item) => (item.is === 'scalar' ? item.text : '')) : null;
  const text = texts === null ? (node.is === 'scalar' ? node.text : '') : texts.join(', ');
  const days = text.trim() === '' ? null : parseWeekDays(text);
  if (days !== null || isSecret(place)) return days ?? [];
  reportType(place, 'week days', desk, 'Mon-Fri');
  return [];
}

function readHolidays(place: Place, desk: Desk): WorkCalendar['holidays'] {
  const codes: string[] = [];
  const days: number[] = [];
  for (const item of readItems(place, 'a code such as DE-BE, or a list of dates', desk, 'DE-BE', true)) {
    const text = readText(item, 'a code such as DE-BE, or a date', desk, 'DE-BE');
    if (text === null || isSecret(item)) continue;
    const day = parseDay(text);
    if (day !== null) days.push(day);
    else if (isHolidayCode(text)) codes.push(text.toUpperCase());
    else {
      const message = `${quoted(text)} is no country or region whose holidays are known, and no date. Examples: DE, DE-BE, 2027-12-24`;
      reportValue(item, message, desk, { example: 'DE-BE' });
    }
  }
  return { codes, days };
}

function readCalendar(entry: KeyPlace, desk: Desk): WorkCalendar | null {
  const known = ['days', 'open', 'close', 'holidays'];
  const settings = readSettings(entry, { owner: 'a calendar', known }, desk);
  if (!settings) return null;
  const [days, open, close, holidays] = known.map((name) => settings.get(name));
  const openMinute = open ? readTimeOfDay(open, desk) : 540;
  const closeMinute = close ? readTimeOfDay(close, desk) : 1020;
  if (openMinute !== null && closeMinute !== null && openMinute >= closeMinute) {
    const at = close ?? open ?? entry;
    const message = 'A calendar closes after it opens, on the same day';
    const example = exampleAt(at.path, '"17:30"');
    desk.problem({ code: 'AGREEMENT_VALUE', at: at.node, path: at.path, message, example });
  }
  return {
    name: entry.key.text,
    days: days ? readDays(days, desk) : [1, 2, 3, 4, 5],
    openMinute: openMinute ?? 540,
    closeMinute: closeMinute ?? 1020,
    holidays: holidays ? readHolidays(holidays, desk) : { codes: [], days: [] },
  };
}

/** Reads `calendars:`. */
export function readCalendars(place: Place | null, desk: Desk): readonly WorkCalendar[] {
  if (place === null) return [];
  return entriesOf(place, 'calendars by name', desk).flatMap((entry) => readCalendar(entry, desk) ?? []);
}
