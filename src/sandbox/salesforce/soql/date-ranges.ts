/** Days from `from` to before `to`, as `2026-01-02`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

interface Today {
  readonly year: number;
  /** 0 to 11. */
  readonly month: number;
  readonly day: number;
}

type Make = (today: Today, n: number) => readonly [number, number, number, number, number, number];

/** Ranges by name: year, month and day of the beginning, then of the end (not included). */
const PLAIN: Readonly<Record<string, Make>> = {
  YESTERDAY: ({ year, month, day }) => [year, month, day - 1, year, month, day],
  TODAY: ({ year, month, day }) => [year, month, day, year, month, day + 1],
  TOMORROW: ({ year, month, day }) => [year, month, day + 1, year, month, day + 2],
  LAST_WEEK: (today) => week(today, -1, 1),
  THIS_WEEK: (today) => week(today, 0, 1),
  NEXT_WEEK: (today) => week(today, 1, 1),
  LAST_MONTH: ({ year, month }) => [year, month - 1, 1, year, month, 1],
  THIS_MONTH: ({ year, month }) => [year, month, 1, year, month + 1, 1],
  NEXT_MONTH: ({ year, month }) => [year, month + 1, 1, year, month + 2, 1],
  LAST_90_DAYS: ({ year, month, day }) => [year, month, day - 90, year, month, day + 1],
  NEXT_90_DAYS: ({ year, month, day }) => [year, month, day + 1, year, month, day + 91],
  LAST_QUARTER: ({ year, month }) => [year, quarter(month) - 3, 1, year, quarter(month), 1],
  THIS_QUARTER: ({ year, month }) => [year, quarter(month), 1, year, quarter(month) + 3, 1],
  NEXT_QUARTER: ({ year, month }) => [year, quarter(month) + 3, 1, year, quarter(month) + 6, 1],
  LAST_YEAR: ({ year }) => [year - 1, 0, 1, year, 0, 1],
  THIS_YEAR: ({ year }) => [year, 0, 1, year + 1, 0, 1],
  NEXT_YEAR: ({ year }) => [year + 1, 0, 1, year + 2, 0, 1],
};

const COUNTED: Readonly<Record<string, Make>> = {
  LAST_N_DAYS: ({ year, month, day }, n) => [year, month, day - n, year, month, day + 1],
  NEXT_N_DAYS: ({ year, month, day }, n) => [year, month, day + 1, year, month, day + n + 1],
  N_DAYS_AGO: ({ year, month, day }, n) => [year, month, day - n, year, month, day - n + 1],
  LAST_N_WEEKS: (today, n) => week(today, -n, n),
  NEXT_N_WEEKS: (today, n) => week(today, 1, n),
  N_WEEKS_AGO: (today, n) => week(today, -n, 1),
  LAST_N_MONTHS: ({ year, month }, n) => [year, month - n, 1, year, month, 1],
  NEXT_N_MONTHS: ({ year, month }, n) => [year, month + 1, 1, year, month + n + 1, 1],
  N_MONTHS_AGO: ({ year, month }, n) => [year, month - n, 1, year, month - n + 1, 1],
  LAST_N_QUARTERS: ({ year, month }, n) => [year, quarter(month) - 3 * n, 1, year, quarter(month), 1],
  NEXT_N_QUARTERS: ({ year, month }, n) => [year, quarter(month) + 3, 1, year, quarter(month) + 3 * (n + 1), 1],
  LAST_N_YEARS: ({ year }, n) => [year - n, 0, 1, year, 0, 1],
  NEXT_N_YEARS: ({ year }, n) => [year + 1, 0, 1, year + n + 1, 0, 1],
  N_YEARS_AGO: ({ year }, n) => [year - n, 0, 1, year - n + 1, 0, 1],
};

function quarter(month: number): number {
  return month - (month % 3);
}

/** Weeks begin on Sunday, as in an organization of the locale en_US. */
function week({ year, month, day }: Today, ahead: number, count: number): ReturnType<Make> {
  const sunday = day - new Date(Date.UTC(year, month, day)).getUTCDay();
  return [year, month, sunday + 7 * ahead, year, month, sunday + 7 * (ahead + count)];
}

/** Whether a word is a date literal such as `TODAY` or `LAST_N_DAYS:3`. */
export function isRange(text: string): boolean {
  const [name = '', number] = text.split(':');
  return number === undefined ? name in PLAIN : name in COUNTED && /^\d{1,5}$/.test(number);
}

/** The days of a date literal, when it is `today` (`2026-01-02`). Salesforce: LAST_N_DAYS:n includes today. */
export function resolveRange(text: string, today: string): DayRange {
  const [name = '', number = '0'] = text.split(':');
  const [year = 1970, month = 1, day = 1] = today.split('-').map(Number);
  const make = PLAIN[name] ?? (COUNTED[name] as Make);
  const [y1, m1, d1, y2, m2, d2] = make({ year, month: month - 1, day }, Number(number));
  return { from: dayOf(y1, m1, d1), to: dayOf(y2, m2, d2) };
}

function dayOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

/** The calendar of an IANA zone. */
export class ZoneCalendar {
  private readonly format: Intl.DateTimeFormat;
  private readonly full: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-CA', { timeZone });
    this.full = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  }

  /** The day of a moment (epoch ms). */
  dayOf(at: number): string {
    return this.format.format(at);
  }

  /** The moment (epoch ms) at which a day begins; where midnight is skipped by summer time, the first moment after it. */
  startOf(day: string): number {
    const wanted = Date.parse(`${day}T00:00:00Z`);
    let at = wanted;
    for (let round = 0; round < 3; round += 1) {
      const shown = Date.parse(`${this.full.format(at).replace(' ', 'T')}Z`);
      if (shown === wanted) return at;
      at += wanted - shown;
    }
    return this.dayOf(at) === day ? at : at + 3_600_000;
  }
}
