import { hash } from '../../core/population/random.ts';
import type { ChildRow, ObjectName } from './population.ts';
import { numberOf, SHORT_LENGTH, salesforceId } from './salesforce-id.ts';

/** How ids of an object run: from a first number in uneven steps, as in an organization that others share the server with. */
interface Ladder {
  readonly keyPrefix: string;
  readonly first: number;
  readonly step: number;
  readonly salt: number;
}

const LADDERS: Readonly<Record<ObjectName, Ladder>> = {
  Lead: { keyPrefix: '00Q', first: 7_301_118_406, step: 53, salt: 11 },
  Contact: { keyPrefix: '003', first: 9_417_204_118, step: 47, salt: 12 },
  Account: { keyPrefix: '001', first: 8_172_041_183, step: 91, salt: 13 },
  Opportunity: { keyPrefix: '006', first: 5_214_085_520, step: 79, salt: 14 },
};

/** Salesforce: the key prefixes of rows that hang on records; all field histories but the opportunity's share one. */
const CHILD_PREFIXES: Readonly<Record<ChildRow['type'], string>> = {
  OpportunityHistory: '008',
  LeadHistory: '017',
  OpportunityContactRole: '00K',
  Task: '00T',
  Event: '00U',
};

const OBJECTS: readonly ObjectName[] = ['Lead', 'Contact', 'Account', 'Opportunity'];

/** Rows of one type that a record may have; their ids lie side by side. */
const CHILDREN_AT_MOST = 64;

/** The id of an index: rising, with uneven gaps, and computed without a table. */
export function idOf(seed: number, object: ObjectName, index: number): string {
  const { keyPrefix, first, step, salt } = LADDERS[object];
  return salesforceId(keyPrefix, first + step * index + (hash(seed, salt, index) % (step - 1)));
}

/** The index whose id this is among `size` records, or null; an id of 15 characters does without the check digits. */
export function indexOf(seed: number, object: ObjectName, size: number, id: string): number | null {
  const { keyPrefix, first, step } = LADDERS[object];
  const number = numberOf(keyPrefix, id);
  if (number === null) return null;
  const index = Math.floor((number - first) / step);
  if (!(index >= 0 && index < size)) return null;
  const own = idOf(seed, object, index);
  return id === own || id === own.slice(0, SHORT_LENGTH) ? index : null;
}

/** The id of a row that hangs on a record, by its place among the record's rows; no two rows share one. */
export function childId(type: ChildRow['type'], object: ObjectName, index: number, place: number): string {
  const number = (index * CHILDREN_AT_MOST + place) * OBJECTS.length + OBJECTS.indexOf(object);
  return salesforceId(CHILD_PREFIXES[type], 3_000_000_000 + number);
}
