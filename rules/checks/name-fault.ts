/** What keeps a name from being written in a letter as it stands. */
export type NameFault = 'address' | 'emoji' | 'digits' | 'blanks' | 'capitals';

const address = /@|^\s*https?:\/\/|^\s*www\./i;
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const strayBlank = /^\s|\s$|\s{2}/u;
/** Written in capitals by right: generations, and single letters with or without dots. */
const capitalByRight = /^(?:[IVX]+|(?:\p{L}\.?-?)|(?:\p{L}\.)+)$/u;
/** Shorter words in capitals may be initials without dots (`JP`) or family names (`LI`) of a habit. */
const leastCapitals = 3;

function isShouted(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => word !== '' && !capitalByRight.test(word));
  const letters = words.join('').replace(/[^\p{Lu}\p{Ll}\p{Lt}]/gu, '');
  return letters.length >= leastCapitals && !/[^\p{Lu}]/u.test(letters);
}

/** The first fault of a name, or null. Small letters alone are no fault: many names are written so. */
export function nameFaultOf(text: string): NameFault | null {
  if (address.test(text)) return 'address';
  if (emoji.test(text)) return 'emoji';
  if (/\p{Nd}/u.test(text)) return 'digits';
  if (strayBlank.test(text)) return 'blanks';
  return isShouted(text) ? 'capitals' : null;
}
