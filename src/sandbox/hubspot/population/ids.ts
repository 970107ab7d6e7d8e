import { hash } from '../../core/population/random.ts';
import type { ObjectName } from './population.ts';

/** Ids as HubSpot accounts show them: short ones for old contacts, eleven digits for companies and deals, with gaps. */
const LADDERS: Readonly<Record<ObjectName, { readonly first: number; readonly step: number }>> = {
  contacts: { first: 501, step: 51 },
  companies: { first: 17_204_118_336, step: 9_173 },
  deals: { first: 21_408_552_017, step: 7_919 },
};

const SALTS: Readonly<Record<ObjectName, number>> = { contacts: 11, companies: 12, deals: 13 };

/** The id of an index: rising, with uneven gaps, and computed without a table. */
export function idOf(seed: number, object: ObjectName, index: number): number {
  const { first, step } = LADDERS[object];
  return first + step * index + (hash(seed, SALTS[object], index) % (step - 1));
}

/** The index whose id this is among `size` records, or null: every other number and every other spelling is refused. */
export function indexOf(seed: number, object: ObjectName, size: number, id: string): number | null {
  const number = Number(id);
  const { first, step } = LADDERS[object];
  const index = Math.floor((number - first) / step);
  if (!(index >= 0 && index < size)) return null;
  const own = idOf(seed, object, index);
  return own === number && String(own) === id ? index : null;
}
