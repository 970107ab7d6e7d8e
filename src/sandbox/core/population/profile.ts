import { COUNTRIES, type Country } from './countries.ts';
import type { Draw } from './random.ts';
import { TITLES } from './titles.ts';
import type { FaultList, Holds } from './verdicts.ts';
import { always } from './verdicts.ts';

/** How a field was filled; a placeholder counts as if nothing stood there. */
export type FillKind = 'filled' | 'missing' | 'placeholder';

/** How a country was filled: `invalid` is no country of any list, `foreign` one in which the telephone numbers are not. */
export type CountryKind = FillKind | 'invalid' | 'foreign';

/** What was decided about who somebody is, beside name and addresses. */
export interface Profile {
  readonly title: FillKind;
  readonly country: CountryKind;
  readonly source: FillKind;
  /** Whether mail to the address came back for good. */
  readonly isBounced: boolean;
}

/** A profile of which a scenario leaves parts open. */
export type SomeProfile = { readonly [K in keyof Profile]?: Profile[K] };

/** Fills what a scenario leaves open: who is qualified has all that is asked for, others lack a title or a country at times. */
export function planProfile(wish: SomeProfile, isQualified: boolean, draw: Draw): Profile {
  const hasTitle = draw.chance(80) || isQualified;
  const hasCountry = draw.chance(93) || isQualified;
  return {
    title: wish.title ?? (hasTitle ? 'filled' : 'missing'),
    country: wish.country ?? (hasCountry ? 'filled' : 'missing'),
    source: wish.source ?? 'filled',
    isBounced: wish.isBounced ?? false,
  };
}

const NO_VALUES = ['n/a', 'Unknown', '-', 'TBD', 'k.A.'] as const;

/** What people type for a country and no list has. */
const NO_COUNTRIES = ['EMEA', 'DACH', 'Germny', 'Worldwide', 'Bavaria', 'Germany / France', 'Untied States'] as const;

/** A filled value, nothing, or a word that says nothing. */
export function fillValue(kind: FillKind, value: string, draw: Draw): string | null {
  if (kind === 'missing') return null;
  return kind === 'filled' ? value : draw.pick(NO_VALUES);
}

/** A job title, or what stands in its place. */
export function titleValue(kind: FillKind, draw: Draw): string | null {
  return fillValue(kind, draw.pick(TITLES), draw);
}

/** A country as people type it. */
export function countryValue(kind: CountryKind, home: Country, draw: Draw): string | null {
  if (kind === 'invalid') return draw.pick(NO_COUNTRIES);
  if (kind === 'foreign') return draw.pick(COUNTRIES.filter((one) => one !== home)).label;
  return fillValue(kind, home.label, draw);
}

/** Adds the faults of a profile; title and country are asked for from MQL on. */
export function addProfileFaults(list: FaultList, profile: Profile, isQualified: boolean, inTime: Holds): void {
  const { title, country, source } = profile;
  list.add('person/title-missing', isQualified && title !== 'filled', inTime);
  list.add('person/country-missing', isQualified && (country === 'missing' || country === 'placeholder'), inTime);
  list.add('person/country-invalid', country === 'invalid', always);
  list.add('person/source-missing', source !== 'filled', inTime);
}
