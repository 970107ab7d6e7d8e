import type { DerivedField } from '../model/agreement.ts';
import type { Condition } from '../model/condition.ts';
import type { Field } from '../model/record.ts';
import { type Place, placeOfRelated } from './place.ts';
import type { Truth } from './truth.ts';

const undecided: Field = { is: 'unknown', why: 'a linked record could not be judged' };

/** The number of linked records that fulfil a derived field's conditions; unknown where one of them is not decided. */
export function countDerived(
  derived: DerivedField,
  place: Place,
  judge: (where: readonly Condition[], at: Place) => Truth,
): Field {
  const related = place.related(derived.count);
  if (related === 'unknown') return { is: 'unknown', why: `linked ${derived.count} records are not known` };
  let count = 0;
  for (const one of related) {
    const truth = judge(derived.where, placeOfRelated(one, derived.count, place));
    if (typeof truth !== 'boolean') return undecided;
    if (truth) count++;
  }
  return { is: 'value', value: count, raw: count };
}
