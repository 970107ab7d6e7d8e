import countries from 'i18n-iso-countries';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { parse } from 'tldts';
import validator from 'validator';

const LISTED = `test, testing, tbd, tba, n/a, none, null, nil, unknown, undefined, not provided, no name, dummy, sample, fake, asdf,
qwerty, xxx, abc, foo, -, ., ?, keine angabe, k.a., unbekannt, entfaellt, mustermann, musterfirma, inconnu, aucun, neant, non renseigne,
desconocido, ninguno, sin datos, n/d, prueba, nenhum, teste, sconosciuto, nessuno, onbekend, geen, n.v.t., okand, saknas, brak, nieznany,
yok, нет, 不明, なし, テスト, 未知, 测试, 없음`;
const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
const PLACEHOLDERS = new Set(LISTED.split(/,\s+/).map(fold));
const LOCALS = 'test, testing, asdf, asdfasdf, qwerty, noemail, no-email, no.email, nomail, none, fake, dummy'.split(
  ', ',
);
/** Local parts that belong to nobody. */
export const ROLES = (
  'info, sales, admin, office, contact, hello, support, help, billing, accounts, jobs, hr, marketing, press, noreply, ' +
  'no-reply, postmaster, webmaster, abuse, kontakt, vertrieb, ventas, contacto'
).split(', ');
/** Registrable domains of free mail. */
const FREE =
  /^(gmail|googlemail|yahoo|hotmail|outlook|live|msn|icloud|me|aol|gmx|yandex|qq|163)\.|^(web\.de|orange\.fr|free\.fr|libero\.it|mail\.ru|proton\.me)$/;

/** Keeps the answers about a text: the same record is judged at many moments. */
function remember(ask: (text: string) => boolean): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const answer = answers.get(text) ?? ask(text);
    answers.set(text, answer);
    return answer;
  };
}

/** Whether a whole value is in the list. */
export const isPlaceholder = remember((value) => PLACEHOLDERS.has(fold(value)));
/** Whether nothing was filled in. */
export const isEmpty = (value: string | undefined) => value === undefined || value.trim() === '';
/** Whether a value is empty or a placeholder. */
export const isLacking = (value: string | undefined) => isEmpty(value) || isPlaceholder(value as string);

/** Whether an address was only typed to get past a form. */
export function isPlaceholderEmail(email: string): boolean {
  const [local = '', domain = ''] = email.split('@');
  const labels = domain.split('.');
  if (isPlaceholder(email)) return true;
  if (domain === '') return false;
  return (
    LOCALS.includes(local) ||
    domain === 'localhost' ||
    labels.at(-2) === 'example' ||
    ['test', 'invalid', 'example'].includes(labels.at(-1) as string)
  );
}

/** Whether an address has a wrong syntax, length or ending. */
export const isBadEmail = remember(
  (email) => !validator.isEmail(email) || parse(email.split('@')[1] as string).isIcann !== true,
);

function isPlaceholderPhone(phone: string): boolean {
  const digits = phone.replace(/\D/g, '');
  if (digits === '' || isPlaceholder(phone)) return true;
  return /^(\d)\1{4,}$/.test(digits) || digits === '12345678' || /^1?\d{3}55501\d\d$/.test(digits);
}

/** Whether there is no number that anybody could mean. */
export const isLackingPhone = (phone: string | undefined) => isEmpty(phone) || isPlaceholderPhone(phone as string);

const isImpossible = remember((phone) => {
  const [number = ''] = phone.split(' ext. ');
  return !/^\+[1-9]\d{6,14}$/.test(number) || parsePhoneNumberFromString(number)?.isPossible() !== true;
});

/** Whether a number is there that nobody can dial as it stands. */
export const isBadPhone = (phone: string | undefined) => !isLackingPhone(phone) && isImpossible(phone as string);

/** Whether a number was made up. */
export const isMadeUpPhone = (phone: string | undefined) => !isEmpty(phone) && isPlaceholderPhone(phone as string);

/** The ISO code of a country by its English name or code, or null. */
export const countryCode = (country: string) =>
  countries.getAlpha2Code(country.trim(), 'en') ?? (countries.isValid(country) ? country : null);

/** Whether something stands there for a country that is none. */
export const isNoCountry = (country: string | undefined) =>
  !isLacking(country) && countryCode(country as string) === null;

/** Whether a number that can be dialled is one of another country than that of the record. */
export function isForeignPhone(phone: string | undefined, country: string | undefined): boolean {
  const home = isLacking(country) ? null : countryCode(country as string);
  if (home === null || isLackingPhone(phone) || isBadPhone(phone)) return false;
  return parsePhoneNumberFromString((phone as string).split(' ext. ')[0] as string)?.country !== home;
}

/** Registrable domains that were mistyped, and those of mailboxes to throw away. */
export const TYPO = /^(gm(ia|a)l|gamil|hotmial|outlok|yaho)\.com$|^hotmail\.co$|^icloud\.cm$/;
export const THROWN_AWAY = /^(mailinator|guerrillamail|10minutemail|yopmail|trashmail)\.com$|^temp-mail\.org$/;

/** Whether an address is one of free mail; a slip of the keyboard at `hotmail.com` makes none. */
export function isFreeAddress(email: string): boolean {
  const domain = parse(email.split('@')[1] as string).domain as string;
  return FREE.test(domain) && !TYPO.test(domain);
}

/** Whether a name has digits, signs or doubled blanks in it, or is an address. */
export const isOddName = (name: string | undefined) =>
  !isLacking(name) && /@|^www\.|\d|🚀|\S\s{2}/u.test(name as string);

/** Whether a domain or website is none of a company's own. */
export function isNoSite(site: string): boolean {
  const { domain, isIcann } = parse(site.toLowerCase());
  return domain === null || isIcann !== true || FREE.test(domain);
}

/** The day of the month some months later as a day number. */
export function monthsLater(day: number, months: number): number {
  const date = new Date(day * 86_400_000);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86_400_000;
}
