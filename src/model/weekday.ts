/** The ISO week day of a day number (days since 1970-01-01, a Thursday): Monday 1 to Sunday 7. */
export function isoWeekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
