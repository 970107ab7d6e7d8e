import { distance } from 'fastest-levenshtein';

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_.-]+/g, ' ')
    .trim();
}

/** The candidate that was probably meant, or null; case, blanks, dots, dashes and underscores do not count. */
export function findNearest(word: string, candidates: readonly string[]): string | null {
  const wanted = fold(word).slice(0, 80);
  let best: string | null = null;
  // Two swapped letters count as two, so short words need that much.
  let limit = wanted.length < 4 ? 1 : Math.min(4, Math.max(2, Math.floor(wanted.length / 3)));
  for (const candidate of candidates) {
    const found = distance(wanted, fold(candidate).slice(0, 80));
    if (found > limit || (best !== null && found === limit)) continue;
    [best, limit] = [candidate, found];
  }
  return best;
}

/** `; did you mean x?` or nothing, to end a message with. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = findNearest(word, candidates);
  return nearest === null ? '' : `; did you mean ${nearest}?`;
}
