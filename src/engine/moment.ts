import { addMonths, dayText } from '../model/calendar.ts';
import type { Moment } from '../model/condition.ts';

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

function lastDayOf(span: keyof typeof monthsOf, today: number): number {
  const month = Number(dayText(today).slice(5, 7)) - 1;
  const dayOfMonth = Number(dayText(today).slice(8, 10));
  const firstOfMonth = today - dayOfMonth + 1;
  return addMonths(firstOfMonth, monthsOf[span] - (month % monthsOf[span])) - 1;
}

/** The day a moment names, when it is `today`. */
export function dayOfMoment(moment: Moment, today: number): number {
  switch (moment.is) {
    case 'day':
      return moment.day;
    case 'today':
      return today;
    case 'end of':
      return lastDayOf(moment.span, today);
  }
}
