import type { NumberTest } from '../model/condition.ts';
import type { Value } from '../model/record.ts';
import { fold } from './fold.ts';
import type { Place } from './place.ts';
import type { Truth } from './truth.ts';

/** The field that names a record's currency, where a source has one. */
export const currencyField = 'currency';

/**
 * Whether an amount in a currency (null: a plain number) can be compared with the record's: there are no rates, so
 * only within one currency. A record that names none is in the agreement's.
 */
export function isComparable(currency: string | null, place: Place): boolean {
  if (currency === null) return true;
  const field = place.field(currencyField);
  const own = field.is === 'value' ? String(field.value) : place.frame.agreement.currency;
  return fold(own) === fold(currency);
}

/** Compares a number; money in another currency is unknown. */
export function compareNumber(test: NumberTest, value: Value, place: Place): Truth {
  if (typeof value !== 'number') return false;
  const amounts = test.is === 'between' ? [test.from, test.to] : [test.amount];
  if (!amounts.every((amount) => isComparable(amount.currency, place))) return 'unknown';
  switch (test.is) {
    case 'more than':
      return value > test.amount.value;
    case 'less than':
      return value < test.amount.value;
    case 'at least':
      return value >= test.amount.value;
    case 'at most':
      return value <= test.amount.value;
    case 'between':
      return value >= test.from.value && value <= test.to.value;
  }
}
