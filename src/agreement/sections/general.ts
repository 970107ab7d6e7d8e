import type { Desk } from '../desk.ts';
import { type Place, quoted, readSettings, readText, reportValue } from '../reading.ts';
import { suggest } from '../suggest.ts';

/** What `agreement:` says of the agreement as a whole. */
export interface General {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
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

/** Reads `agreement:`. */
export function readGeneral(place: Place, desk: Desk): General | null {
  const names = {
    owner: 'agreement',
    known: ['name', 'timezone', 'currency'],
    notYet: ['review_before', 'require_signatures'],
  };
  const settings = readSettings(place, names, desk);
  const name = settings?.need('name', 'Acme sales and marketing agreement');
  const zone = settings?.need('timezone', 'Europe/Berlin');
  const currency = settings?.need('currency', 'EUR');
  if (!name || !zone || !currency) {
    if (zone) readTimeZone(zone, desk);
    if (currency) readCurrency(currency, desk);
    return null;
  }
  return {
    name: readText(name, 'a name', desk, 'Acme sales and marketing agreement') ?? '',
    timeZone: readTimeZone(zone, desk),
    currency: readCurrency(currency, desk),
  };
}
