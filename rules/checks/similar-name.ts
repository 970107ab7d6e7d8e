import { jaroWinkler } from '@skyra/jaro-winkler';
import type { CrmRecord } from '../../src/model/record.ts';
import { fieldOf, textOf } from './field.ts';
import { fold } from './fold.ts';
import { isPlaceholder } from './placeholder.ts';

/** A person's name, folded; a part that is empty or made up is an empty text. */
export interface PersonName {
  readonly first: string;
  readonly last: string;
}

/** From here on two names are taken for spellings of one (Jaro-Winkler, 0 to 1). */
const similarFirst = 0.84;
const similarLast = 0.88;

function partOf(record: Pick<CrmRecord, 'fields'>, field: 'firstName' | 'lastName'): string {
  const text = textOf(fieldOf(record, field));
  return text === null || isPlaceholder(text)
    ? ''
    : fold(text)
        .replace(/[\s.]+/g, ' ')
        .trim();
}

/** The name of a person; null where the last name is missing, as a first name alone tells nobody apart. */
export function personName(record: Pick<CrmRecord, 'fields'>): PersonName | null {
  const [first, last] = [partOf(record, 'firstName'), partOf(record, 'lastName')];
  return last === '' ? null : { first, last };
}

function isInitialOf(a: string, b: string): boolean {
  return a.length === 1 && b.startsWith(a);
}

function isSimilarFirst(a: string, b: string): boolean {
  return isInitialOf(a, b) || isInitialOf(b, a) || jaroWinkler(a, b) >= similarFirst;
}

function isSimilarInOrder(a: PersonName, b: PersonName): boolean {
  // Where a first name is left out, the last names must be the same.
  if (a.first === '' || b.first === '') return a.last === b.last;
  return isSimilarFirst(a.first, b.first) && jaroWinkler(a.last, b.last) >= similarLast;
}

/** Whether two names may be spellings of one: typing errors, an initial, a first name left out, both parts swapped. */
export function isSimilarName(a: PersonName, b: PersonName): boolean {
  return isSimilarInOrder(a, b) || (a.first !== '' && isSimilarInOrder({ first: a.last, last: a.first }, b));
}
