/**
 * Three-valued truth (Kleene), and one value more: `invalid` is a comparison that cannot be made because a value cannot
 * be read. Its own rule owns that fault, so a rule that rests on it is not applicable; elsewhere it counts as unknown.
 */
export type Truth = boolean | 'unknown' | 'invalid';

/** False if any is, then unknown, then invalid; true if all are. */
export function every(truths: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const truth of truths) {
    if (truth === false) return false;
    if (truth === 'unknown' || (truth === 'invalid' && result === true)) result = truth;
  }
  return result;
}

/** Turned over; what is not decided stays so. */
export function negate(truth: Truth): Truth {
  return typeof truth === 'boolean' ? !truth : truth;
}

/** True if any is, then unknown, then invalid; false if none is. */
export function some(truths: Iterable<Truth>): Truth {
  const turned: Truth[] = [];
  for (const truth of truths) turned.push(negate(truth));
  return negate(every(turned));
}
