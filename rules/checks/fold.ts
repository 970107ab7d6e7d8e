function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/**
 * One form for texts that people read as the same word: outer blanks, case, accents and width (NFKC) are gone.
 * Plain ASCII, which most values are, takes a path without normalisation.
 */
export function fold(text: string): string {
  const trimmed = text.trim();
  if (isAscii(trimmed)) return trimmed.toLowerCase();
  const bare = trimmed
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');
  return bare.normalize('NFC');
}
