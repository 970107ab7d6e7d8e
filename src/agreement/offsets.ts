const escapeLengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

function step(source: string, at: number, quote: string): number {
  if (quote === "'" && source.startsWith("''", at)) return 2;
  if (quote === '"' && source[at] === '\\') return escapeLengths[source[at + 1] ?? ''] ?? 2;
  return 1;
}

/**
 * For each character of a scalar's text, its offset in the source from `start` on, or null where they just count on.
 * Escapes are stepped over; where YAML folded line breaks and indentation into one blank, the run is.
 */
export function scalarOffsets(text: string, source: string, start: number, end: number): readonly number[] | null {
  if (source.slice(start, end) === text) return null;
  const quote = source[start] === '"' || source[start] === "'" ? source[start] : '';
  let at = start + quote.length;
  const offsets: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const isBlank = /\s/.test(text[index]!);
    if (!isBlank) while (at < end && source[at] !== text[index] && /\s/.test(source[at]!)) at++;
    offsets.push(Math.min(at, end - 1));
    at += step(source, at, quote);
  }
  return offsets;
}
