const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** An ISO week day (Monday 1) by `Mon`, `Monday` or `Mondays`; null for anything else. */
export function parseWeekDay(text: string): number | null {
  const word = text.trim().toLowerCase().replace(/s$/, '');
  const index = names.findIndex((name) => name === word || name.slice(0, 3) === word || name === `${word}s`);
  return index < 0 ? null : index + 1;
}

/** `Mon-Fri`, `Mon, Wed, Fri`, `Sun-Thu` as ISO week days, ascending; null for anything else. */
export function parseWeekDays(text: string): readonly number[] | null {
  const days = new Set<number>();
  for (const part of text.split(/\s*(?:,|\band\b)\s*/)) {
    const [first, last, ...more] = part.split(/\s*[-–]\s*/).map(parseWeekDay);
    if (!first || last === null || more.length > 0) return null;
    const count = last === undefined ? 0 : (last - first + 7) % 7;
    for (let step = 0; step <= count; step++) days.add(((first - 1 + step) % 7) + 1);
  }
  return [...days].sort((a, b) => a - b);
}
