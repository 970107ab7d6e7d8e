import countries from 'i18n-iso-countries';
import { fold } from './fold.ts';

/** Names the ISO list lacks, as people type them. */
const aliases: Readonly<Record<string, string>> = {
  'u.s.a.': 'US',
  'u.s.': 'US',
  america: 'US',
  'the united states': 'US',
  uk: 'GB',
  'u.k.': 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  holland: 'NL',
  'the netherlands': 'NL',
  'viet nam': 'VN',
  'czech republic': 'CZ',
  uae: 'AE',
  'south korea': 'KR',
  korea: 'KR',
  'republic of ireland': 'IE',
  'ivory coast': 'CI',
  macedonia: 'MK',
};

/** Languages whose country names are read beside the codes. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv'] as const;

let names: ReadonlyMap<string, string> | null = null;

function readNames(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const language of [...languages].reverse())
    for (const [code, variants] of Object.entries(countries.getNames(language, { select: 'all' })))
      for (const name of variants) found.set(fold(name), code);
  for (const [alpha3, alpha2] of Object.entries(countries.getAlpha3Codes())) found.set(fold(alpha3), alpha2);
  for (const alpha2 of Object.keys(countries.getAlpha2Codes())) found.set(fold(alpha2), alpha2);
  for (const [alias, code] of Object.entries(aliases)) found.set(fold(alias), code);
  return found;
}

/** The ISO 3166-1 alpha-2 code of a country as people write it (name, code, habit such as "UK"); null if none. */
export function countryCode(text: string): string | null {
  names ??= readNames();
  return names.get(fold(text)) ?? null;
}

/** The English name of an ISO code. */
export function countryName(code: string): string {
  return countries.getName(code, 'en') ?? code;
}
