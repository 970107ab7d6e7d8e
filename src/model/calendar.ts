import type { TimeValue } from './record.ts';

const dayMs = 86_400_000;
/** Zone offsets change at quarter hours at the finest, so one offset holds for a slot. */
const slotMs = 900_000;
/** Bounds the memory of a scan, whatever dates the records hold. */
const mostOffsets = 20_000;

/** Calendar days of one zone; all day limits count these (a day at the change of clocks is one day too). */
export interface Calendar {
  readonly zone: string;
  /** Days since 1970-01-01 of the calendar date on which a time falls in the zone. */
  day(time: TimeValue | number): number;
  /** The instant (epoch ms) at which a day begins in the zone. */
  startOf(day: number): number;
  /** The instant (epoch ms) at which the clock of the zone shows so many minutes after midnight of a day. */
  atMinute(day: number, minute: number): number;
}

/** `2024-03-01` of a day number. */
export function dayText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The same date `months` later, the day cut to that month's length (2024-02-29 + 12 = 2025-02-28). */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * dayMs);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const last = new Date(first);
  const length = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 0)).getUTCDate();
  return first / dayMs + Math.min(date.getUTCDate(), length) - 1;
}

function readOffset(format: Intl.DateTimeFormat, ms: number): number {
  const at: Record<string, number> = {};
  for (const part of format.formatToParts(ms)) at[part.type] = Number(part.value);
  const local = Date.UTC(at.year ?? 0, (at.month ?? 1) - 1, at.day, at.hour, at.minute, at.second);
  return local - Math.floor(ms / 1000) * 1000;
}

/**
 * The calendar of an IANA zone. Offsets are asked of Intl once a day and kept, as asking costs microseconds
 * and a scan asks millions of times. Throws RangeError for a zone Intl does not know.
 */
export function createCalendar(zone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  // One offset a UTC day; a day in which clocks change is marked by NaN and asked by quarter hours.
  const byDay = new Map<number, number>();
  const bySlot = new Map<number, number>();
  const remembered = (offsets: Map<number, number>, key: number, read: () => number): number => {
    let offset = offsets.get(key);
    if (offset === undefined) {
      offset = read();
      if (offsets.size >= mostOffsets) offsets.clear();
      offsets.set(key, offset);
    }
    return offset;
  };
  const offsetAt = (ms: number): number => {
    const day = Math.floor(ms / dayMs);
    const offset = remembered(byDay, day, () => {
      const first = readOffset(format, day * dayMs);
      return first === readOffset(format, (day + 1) * dayMs - 1) ? first : Number.NaN;
    });
    if (!Number.isNaN(offset)) return offset;
    const slot = Math.floor(ms / slotMs);
    return remembered(bySlot, slot, () => readOffset(format, slot * slotMs));
  };
  const dayOf = (ms: number): number => Math.floor((ms + offsetAt(ms)) / dayMs);
  return {
    zone,
    day: (time) =>
      typeof time === 'number' ? dayOf(time) : time.precision === 'day' ? Math.floor(time.ms / dayMs) : dayOf(time.ms),
    atMinute(day, minute) {
      const local = day * dayMs + minute * 60_000;
      return local - offsetAt(local - offsetAt(local));
    },
    startOf(day) {
      const midnight = day * dayMs;
      const guess = midnight - offsetAt(midnight);
      // Where the clock changes near midnight the first guess may use the offset of the other side.
      const start = midnight - offsetAt(guess);
      return dayOf(start) === day ? start : Math.max(guess, start);
    },
  };
}
