import { createCalendar, dayText } from '../../model/calendar.ts';
import type { Desk } from '../desk.ts';
import { type Place, quoted, readItems, readSettings, readText, reportValue } from '../reading.ts';
import { readDay } from '../scalars.ts';
import { suggest } from '../suggest.ts';

/** What `agreement:` says of the agreement as a whole. */
export interface General {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  /** Days since 1970-01-01; null where none is set. */
  readonly reviewBefore: number | null;
  /** The teams as written, each where it stands: they are looked up once the teams are read. */
  readonly signers: readonly Place[];
}

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Checks `version: 1`: another number is another language. */
export function readVersion(place: Place, desk: Desk): void {
  if (place.node.is === 'scalar' && place.node.value === 1) return;
  const found = place.node.is === 'scalar' ? quoted(place.node.text) : 'something else';
  desk.problem({
    code: 'AGREEMENT_VERSION',
    at: place.node,
    path: place.path,
    message: `This program reads version 1 of the language; found ${found}`,
    example: 'version: 1',
  });
}

/** Whether this is a zone of the IANA database; offsets such as `+01:00` are not, because they know no summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function readTimeZone(place: Place, desk: Desk): string {
  const name = readText(place, 'a time zone', desk, 'Europe/Berlin');
  if (name === null || isTimeZone(name)) return name ?? 'UTC';
  const suggestion = suggest(name, Intl.supportedValuesOf('timeZone'));
  const hint = suggestion === null ? '' : ` Did you mean "${suggestion}"?`;
  reportValue(place, `${quoted(name)} is not a time zone of the IANA list.${hint}`, desk, {
    example: suggestion ?? 'Europe/Berlin',
    suggestion,
  });
  return 'UTC';
}

function readCurrency(place: Place, desk: Desk): string {
  const code = readText(place, 'a currency', desk, 'EUR');
  if (code === null || currencies.has(code)) return code ?? 'EUR';
  const upper = code.toUpperCase();
  const suggestion = currencies.has(upper) ? upper : null;
  const hint = suggestion === null ? ' Examples: EUR, USD, GBP' : ` Did you mean "${suggestion}"?`;
  reportValue(place, `${quoted(code)} is not a currency code (ISO 4217).${hint}`, desk, {
    example: suggestion ?? 'EUR',
    suggestion,
  });
  return 'EUR';
}

function readReview(place: Place, zone: string, now: number | null, desk: Desk): number | null {
  const day = readDay(place, desk);
  if (day === null || now === null || createCalendar(zone).day(now) < day) return day;
  const message = `This agreement was to be read again before ${dayText(day)}; agree on it anew and set a later date`;
  desk.warning({ code: 'AGREEMENT_REVIEW_DUE', at: place.node, path: place.path, message });
  return day;
}

/** Reads `agreement:`; `now` (epoch ms) tells whether it is to be read again. */
export function readGeneral(place: Place, now: number | null, desk: Desk): General | null {
  const known = ['name', 'timezone', 'currency', 'review_before', 'require_signatures'];
  const settings = readSettings(place, { owner: 'agreement', known }, desk);
  const name = settings?.need('name', 'Acme sales and marketing agreement');
  const zone = settings?.need('timezone', 'Europe/Berlin');
  const currency = settings?.need('currency', 'EUR');
  const review = settings?.get('review_before');
  const signers = settings?.get('require_signatures');
  const timeZone = zone ? readTimeZone(zone, desk) : 'UTC';
  const rest = {
    timeZone,
    currency: currency ? readCurrency(currency, desk) : 'EUR',
    reviewBefore: review ? readReview(review, timeZone, now, desk) : null,
    signers: signers ? readItems(signers, 'a list of teams', desk, '[sales, marketing]', true) : [],
  };
  if (!name || !zone || !currency) return null;
  return { name: readText(name, 'a name', desk, 'Acme sales and marketing agreement') ?? '', ...rest };
}
