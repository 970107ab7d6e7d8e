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
export const FREE =
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
