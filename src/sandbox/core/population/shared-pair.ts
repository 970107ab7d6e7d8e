/** The two CRMs that know the same people, companies and deals. */
export type Side = 'hubspot' | 'salesforce';

/** The fields of people, companies and deals that both CRMs hold. */
export type PersonField = 'email' | 'firstName' | 'lastName' | 'phone' | 'jobTitle' | 'country';
export type CompanyField = 'name' | 'domain' | 'country' | 'employees';
export type DealField = 'amount' | 'closeDate' | 'stage';

/** A planted disagreement: the field, and the CRM whose value was changed. */
export interface Drift<Field extends string> {
  readonly field: Field;
  readonly side: Side;
}

/** One real thing that is a record in both CRMs: by their indexes. */
export interface Pair<Field extends string> {
  /** Rank among the pairs of its family. */
  readonly number: number;
  readonly hubspot: number;
  readonly salesforce: number;
  /** Whether the HubSpot record names the Salesforce one; else e-mail address or domain alone tell. */
  readonly hasId: boolean;
  readonly drift: Drift<Field> | null;
}

/** A person in both CRMs; a HubSpot contact may be a Salesforce lead. */
export interface PersonPair extends Pair<PersonField> {
  readonly object: 'lead' | 'contact';
}

/** A company that is a HubSpot company and a Salesforce account. */
export type CompanyPair = Pair<CompanyField>;

/** A deal that is a HubSpot deal and a Salesforce opportunity; in one that is open in one CRM only, they disagree by that. */
export interface DealPair extends Pair<DealField> {
  /** In how many of the two it is open. */
  readonly openCount: number;
}

/** Of every so many pairs two disagree in one field: 8 %. */
const STRETCH = 25;
const PLACES = [4, 17] as const;

/** What a pair disagrees in, if it is one that does: the fields take turns, from `fields[number of the disagreement]` on. */
export function driftOf<Field extends string>(
  number: number,
  fields: readonly Field[],
  isPossible: (field: Field) => boolean,
): Drift<Field> | null {
  const place = PLACES.findIndex((each) => each === number % STRETCH);
  if (place < 0) return null;
  const turn = Math.floor(number / STRETCH) * PLACES.length + place;
  const inTurn = fields.map((_, step) => fields[(turn + step) % fields.length] as Field);
  const field = inTurn.find(isPossible);
  const side = Math.floor(turn / 2) % 2 === 0 ? 'salesforce' : 'hubspot';
  return field === undefined ? null : { field, side };
}

/** Two of three pairs carry the id. */
export function carriesId(number: number): boolean {
  return number % 3 !== 2;
}
