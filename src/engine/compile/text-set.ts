import { fold } from '../fold.ts';

const ascii = 128;

function lowerCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/**
 * Whether a text is one of a set, ignoring case and outer blanks. Which lengths and first letters occur rules out
 * nearly every value of a list of words (placeholders, competitors) without folding it.
 */
export function textSet(values: readonly string[]): (text: string) => boolean {
  const words = new Set(values.map(fold));
  const longest = Math.max(0, ...[...words].map((word) => word.length));
  const shapes = new Uint8Array((longest + 1) * ascii);
  let isPlain = true;
  for (const word of words) {
    const first = word.charCodeAt(0);
    // Lowering İ adds a letter, so lengths would not compare.
    if (word === '' || !(first < ascii) || word.includes('\u0307')) isPlain = false;
    else shapes[word.length * ascii + first] = 1;
  }
  return (text) => {
    const { length } = text;
    if (length === 0) return words.has('');
    const first = text.charCodeAt(0);
    const last = text.charCodeAt(length - 1);
    const isTrim = first > 32 && first < ascii && last > 32 && last < ascii;
    if (isPlain && isTrim && (length > longest || shapes[length * ascii + lowerCode(first)] === 0)) return false;
    return words.has(fold(text));
  };
}
