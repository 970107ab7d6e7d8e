import type { Country } from './countries.ts';
import type { Draw } from './random.ts';

/** How a telephone number was planted: `invalid` is a fault, `placeholder` too, and counts as if nothing stood there. */
export type PhoneKind = 'none' | 'good' | 'good-extension' | 'placeholder' | 'invalid';

/** Whether a number of this kind lets somebody try to call: an invalid one does, a placeholder does not. */
export function isUsablePhone(kind: PhoneKind): boolean {
  return kind === 'good' || kind === 'good-extension' || kind === 'invalid';
}

const PATTERN_PART = /\[([\d-]+)\]|[NX]/g;

/** Fills a pattern of countries.ts with digits. */
function fillPattern(pattern: string, draw: Draw): string {
  return pattern.replace(PATTERN_PART, (part, digits?: string) => {
    if (part === 'X') return String(draw.below(10));
    if (part === 'N') return String(draw.between(2, 9));
    const range = /^(\d)-(\d)$/.exec(digits ?? '');
    if (range) return String(draw.between(Number(range[1]), Number(range[2])));
    return draw.pick([...(digits ?? '0')]);
  });
}

/** Digit runs that would make a made-up number, or a piece of it, look like one that somebody only put there for now. */
const TOO_REGULAR = /555|12345678|(\d)\1{3}/;

/** A valid number of the country in E.164. */
export function goodNumber(country: Country, line: 'office' | 'mobile', draw: Draw): string {
  const pattern = draw.pick(country[line]);
  let number = fillPattern(pattern, draw);
  while (TOO_REGULAR.test(number)) number = fillPattern(pattern, draw);
  return number;
}

/** Numbers that nobody can call and that say so: counted as empty, so no rule about wrong numbers may report them. */
const PLACEHOLDER_NUMBERS = [
  '0000000000',
  '1111111',
  '9999999999',
  '+99999999999',
  '12345678',
  '12-34-56-78',
  '+1 212 555 0123',
  '(415) 555-0199',
  '+14155550100',
  'n/a',
  '-',
  'call me',
  'unknown',
] as const;

type Spoiler = (good: string, draw: Draw) => string;

/**
 * Ways to spoil a good number: each gives a filled value with real digits that is either not written as E.164 or has a
 * length that no country knows.
 */
const SPOILERS: readonly Spoiler[] = [
  (good) => good.slice(1),
  (good) => `00${good.slice(1)}`,
  (good) => `${good.slice(0, 3)} ${good.slice(3, 6)} ${good.slice(6)}`,
  (good) => `${good.slice(0, 3)} (0)${good.slice(3)}`,
  (good) => `0${good.slice(4, 6)}/${good.slice(6)}`,
  (good) => `(${good.slice(2, 5)}) ${good.slice(5, 8)}-${good.slice(8)}`,
  (good) => good.slice(0, 6),
  (good, draw) => `${good}${draw.between(100, 999)}${draw.between(100, 999)}`,
  (good) => `tel ${good.slice(3)}`,
  (_good, draw) => `+1415${draw.between(230, 499)}${draw.between(10, 99)}`,
  (_good, draw) => `+999${draw.between(2_000_000, 8_999_998)}`,
];

/** A number that a person typed and no machine can dial as it stands. */
export function invalidNumber(country: Country, line: 'office' | 'mobile', draw: Draw): string {
  const good = goodNumber(country, line, draw);
  return draw.pick(SPOILERS)(good, draw);
}

/** The value of a number of some kind, or null for none; an extension stands apart from its E.164 number. */
export function phoneValue(kind: PhoneKind, country: Country, line: 'office' | 'mobile', draw: Draw): string | null {
  switch (kind) {
    case 'none':
      return null;
    case 'good':
      return goodNumber(country, line, draw);
    case 'good-extension':
      return `${goodNumber(country, line, draw)} ext. ${draw.between(2, 499)}`;
    case 'placeholder':
      return draw.pick(PLACEHOLDER_NUMBERS);
    case 'invalid':
      return invalidNumber(country, line, draw);
  }
}
