import { type MailDomain, mailDomain } from './mail-domain.ts';
import { isOneSlip } from './slip.ts';

/**
 * Large mail providers with the endings they use. Only names of five letters and more: near misses of short ones
 * (`live`, `aol`, `gmx`) are mostly the names of companies.
 */
const providers: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    gmail: 'com',
    googlemail: 'com de',
    yahoo: 'com co.uk co.in co.jp com.br com.mx com.au ca de es fr in it',
    hotmail: 'com co.uk be de es fr it nl',
    outlook: 'com de es fr it',
    icloud: 'com',
    protonmail: 'com ch',
    yandex: 'com ru',
    rediffmail: 'com',
    comcast: 'net',
    verizon: 'net',
    laposte: 'net',
    wanadoo: 'fr',
    't-online': 'de',
  }).map(([name, endings]) => [name, endings.split(' ')]),
);

/** What one slip makes of `.com` and is an ending of its own; other slips (`.con`) make an address invalid. */
const slipsOfCom: ReadonlySet<string> = new Set(['co', 'cm', 'om']);

function endingOf({ name, registrable }: MailDomain): string {
  return registrable.slice(name.length + 1);
}

function nearMiss(typed: MailDomain, name: string, endings: readonly string[]): string | null {
  const ending = endingOf(typed);
  if (typed.name === name) return endings.includes('com') && slipsOfCom.has(ending) ? `${name}.com` : null;
  return endings.includes(ending) && isOneSlip(typed.name, name) ? `${name}.${ending}` : null;
}

/** The domain of a large mail provider (or of `also`) that a domain is one slip away from; null where none is. */
export function meantDomain(typed: MailDomain, also: readonly string[] = []): string | null {
  for (const [name, endings] of providers) {
    const meant = nearMiss(typed, name, endings);
    if (meant !== null) return meant;
  }
  for (const text of also) {
    const domain = mailDomain(text.trim().toLowerCase());
    const meant = nearMiss(typed, domain.name, [endingOf(domain)]);
    if (meant !== null) return meant;
  }
  return null;
}
