import { fold } from './fold.ts';

/** Legal forms (domain.md §6) and how they are spelled out, without dots; one of several words word by word (`sp. z o.o.`). */
const legalForms: ReadonlySet<string> = new Set(
  `inc incorporated corp corporation co company llc llp lp ltd limited plc gmbh mbh ag kg kgaa ug ohg gbr ek ev se bv nv
  sa sas sasu sarl spa srl ab as asa aps oy oyj pty pte pvt kk gk sl sro doo zrt kft sp z oo zoo ltda ae epe`.split(
    /\s+/,
  ),
);

/** How many words at the end before `end` are a legal form, written whole (`GmbH`) or letter by letter (`S. A.`). */
function formLength(words: readonly string[], end: number): number {
  const word = words[end - 1]!;
  if (legalForms.has(word) || /^[&+]$/.test(word)) return 1;
  const pair = words.slice(Math.max(0, end - 2), end);
  return pair.every((letter) => letter.length === 1) && legalForms.has(pair.join('')) ? 2 : 0;
}

/** A company's name in the form in which two are compared: folded, without legal form, its blanks collapsed. */
export function comparableCompanyName(name: string): string {
  const words = fold(name)
    .replaceAll('.', '')
    .split(/[\s,;()]+/)
    .filter(Boolean);
  let end = words.length;
  for (let length = formLength(words, end); length > 0 && end > length; length = formLength(words, end)) end -= length;
  return words.slice(0, end).join(' ');
}
