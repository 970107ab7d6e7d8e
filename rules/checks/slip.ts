/**
 * Whether a word was typed with one slip: a letter left out, put in, wrong, or two neighbours changed over. The first
 * letter must be right (or changed over with the second), as people see that one: `mail` is no slip of `gmail`.
 */
export function isOneSlip(typed: string, meant: string): boolean {
  const shorter = Math.min(typed.length, meant.length);
  if (typed === meant || Math.max(typed.length, meant.length) - shorter > 1) return false;
  let start = 0;
  while (start < shorter && typed[start] === meant[start]) start++;
  let end = 0;
  while (end < shorter - start && typed.at(-1 - end) === meant.at(-1 - end)) end++;
  const found = typed.slice(start, typed.length - end);
  const wanted = meant.slice(start, meant.length - end);
  if (found.length === 2 && wanted.length === 2) return found[0] === wanted[1] && found[1] === wanted[0];
  return start > 0 && found.length <= 1 && wanted.length <= 1;
}
