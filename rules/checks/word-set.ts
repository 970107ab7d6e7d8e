import { z } from 'zod';
import { fold } from './fold.ts';

/** An option that holds words of the admin's own; none by default. */
export const wordsOption = z.array(z.string()).default([]);

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether a folded word is in a list of an option; the list is folded once, as options live as long as a run. */
export function isListed(foldedWord: string, list: readonly string[]): boolean {
  if (list.length === 0) return false;
  let set = sets.get(list);
  if (!set) {
    set = new Set(list.map(fold));
    sets.set(list, set);
  }
  return set.has(foldedWord);
}
