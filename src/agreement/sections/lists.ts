import type { Desk } from '../desk.ts';
import { entriesOf, type Place, readItems, readText } from '../reading.ts';
import { isSecret } from '../scalars.ts';

/** Reads `lists:`: the values of each, as written, without repetitions. */
export function readLists(place: Place | null, desk: Desk): ReadonlyMap<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>();
  for (const entry of place ? entriesOf(place, 'lists by name', desk) : []) {
    const items = readItems(entry, 'a list of values', desk, '[rival.example, other.example]');
    const values = items.flatMap((item) =>
      isSecret(item) ? [] : (readText(item, 'a value', desk, 'rival.example') ?? []),
    );
    if (!entry.key.isSecret) lists.set(entry.key.text, [...new Set(values)]);
  }
  return lists;
}
