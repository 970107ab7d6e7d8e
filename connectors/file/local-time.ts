const slotMs = 900_000;

/** Offset from UTC in ms at an instant, from Intl's `GMT+05:30`. */
function readOffset(format: Intl.DateTimeFormat, ms: number): number {
  const name = format.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name);
  if (!match) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return (match[1] === '-' ? -1 : 1) * seconds * 1000;
}

/**
 * Turns the clock time of a zone, given as if it were UTC (epoch ms), into the instant. Files hold local times
 * without a zone. A time that the change of clocks left out is moved on by the gap; of a time that it repeats the
 * first is taken. Offsets are kept per quarter hour, as asking Intl for each of a million cells takes seconds.
 */
export function createLocalTime(zone: string): (localMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, number>();
  const offsetAt = (ms: number): number => {
    const slot = Math.floor(ms / slotMs);
    let offset = offsets.get(slot);
    if (offset === undefined) {
      offset = readOffset(format, slot * slotMs);
      if (offsets.size > 100_000) offsets.clear();
      offsets.set(slot, offset);
    }
    return offset;
  };
  return (localMs) => {
    // The offsets half a day before and after bracket any change of clocks.
    const before = offsetAt(localMs - 43_200_000);
    const after = offsetAt(localMs + 43_200_000);
    const first = localMs - before;
    if (before === after || offsetAt(first) === before) return first;
    const second = localMs - after;
    return offsetAt(second) === after ? second : first;
  };
}
