import DateHolidays from 'date-holidays';

const dayMs = 86_400_000;

function openCode(code: string): DateHolidays {
  const [country = '', state, region] = code.split('-');
  return region !== undefined && state !== undefined
    ? new DateHolidays(country, state, region)
    : state !== undefined
      ? new DateHolidays(country, state)
      : new DateHolidays(country);
}

/** The days of a year, as days since 1970-01-01, on which a code such as `DE-BE` has a public holiday. */
function publicDays(holidays: DateHolidays, year: number): readonly number[] {
  return holidays
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end }) => {
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / dayMs;
      const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
      return Array.from({ length }, (_, index) => first + index);
    });
}

/** Whether a day is a public holiday of one of the codes or one of the single days; a year is looked up once. */
export function holidaysOf(codes: readonly string[], days: readonly number[]): (day: number) => boolean {
  const single = new Set(days);
  const byYear = new Map<number, ReadonlySet<number>>();
  const sources = codes.map(openCode);
  return (day) => {
    if (single.has(day)) return true;
    if (sources.length === 0) return false;
    const year = new Date(day * dayMs).getUTCFullYear();
    let known = byYear.get(year);
    if (!known) {
      known = new Set(sources.flatMap((source) => publicDays(source, year)));
      byYear.set(year, known);
    }
    return known.has(day);
  };
}
