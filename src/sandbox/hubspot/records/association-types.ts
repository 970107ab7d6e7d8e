import type { ObjectName } from '../population/population.ts';

/** The association types HubSpot defines between two objects: the plain one, and the primary one where there is such a thing. */
export interface PairTypes {
  readonly plain: number;
  readonly primary: number | null;
}

/** HubSpot's type ids; the low ids are the primary ones. */
const PAIRS: Readonly<Record<string, PairTypes>> = {
  'contacts>companies': { plain: 279, primary: 1 },
  'companies>contacts': { plain: 280, primary: 2 },
  'deals>contacts': { plain: 3, primary: null },
  'contacts>deals': { plain: 4, primary: null },
  'deals>companies': { plain: 341, primary: 5 },
  'companies>deals': { plain: 342, primary: 6 },
};

/** The types between two objects, or null where this account has none (contacts with contacts, say). */
export function pairTypes(from: ObjectName, to: ObjectName): PairTypes | null {
  return PAIRS[`${from}>${to}`] ?? null;
}

/** Whether `from` is the side that has one primary company (HubSpot: contacts and deals); the other side mirrors it. */
export function choosesPrimary(from: ObjectName, to: ObjectName): boolean {
  return to === 'companies' && from !== 'companies';
}
