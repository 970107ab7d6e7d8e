import { createFirm, type Firm } from './firms.ts';
import { NAME_BOOKS, type Name } from './names.ts';
import { type Draw, hash } from './random.ts';

/** Who somebody is: the firm, and the own name there. */
export interface Person {
  readonly firm: Firm;
  /** A firm that nobody else has, for values that must be unique. */
  readonly ownFirm: Firm;
  /** Rank among the people of the firm. */
  readonly place: number;
  readonly first: Name;
  readonly last: Name;
  /** Tells people of one firm with the same last name apart; empty for the first of them. */
  readonly namesake: string;
}

/** Where somebody stands: keys of firms.ts, and the rank among the people of the firm. */
interface Post {
  readonly firmKey: number;
  readonly ownKey: number;
  readonly place: number;
}

/** The people of a firm have different last names as long as its country has enough of them, then a number. */
export function createPerson(seed: number, { firmKey, ownKey, place }: Post, draw: Draw): Person {
  const firm = createFirm(seed, firmKey);
  const names = NAME_BOOKS[firm.country.code];
  const last = names.last[(hash(seed, 43, firmKey) + place) % names.last.length] as Name;
  const round = Math.floor(place / names.last.length);
  const namesake = round === 0 ? '' : String(round + 1);
  return { firm, ownFirm: createFirm(seed, ownKey), place, first: draw.pick<Name>(names.first), last, namesake };
}
