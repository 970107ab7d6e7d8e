import { distance } from 'fastest-levenshtein';

const longestWord = 80;
/** Bounds the time a text full of wrong names costs; no CRM and no agreement in order has as many names. */
const mostCandidates = 1000;

function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_.-]+/g, ' ')
    .trim();
}

function isTransposed(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((char, index) => char !== b[index]);
  return at >= 0 && a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/**
 * The candidate that was probably meant, or null. A third of the letters (at least one, at most four) may differ; two
 * swapped neighbours count as one. Case, blanks and underscores do not count, so `no longer than` finds `no_longer_than`.
 */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > longestWord) return null;
  const wanted = fold(word);
  let best: string | null = null;
  let bestDistance = Math.min(4, Math.max(1, Math.floor(wanted.length / 3))) + 1;
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > mostCandidates) break;
    const folded = fold(candidate);
    if (Math.abs(folded.length - wanted.length) >= bestDistance) continue;
    const found = isTransposed(wanted, folded) ? 1 : distance(wanted, folded);
    if (found < bestDistance) [best, bestDistance] = [candidate, found];
  }
  return best;
}
