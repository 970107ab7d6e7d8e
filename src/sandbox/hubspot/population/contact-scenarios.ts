import type { EmailKind } from '../../core/population/emails.ts';
import type { PhoneKind } from '../../core/population/phones.ts';
import type { SomeProfile } from '../../core/population/profile.ts';
import type { OwnerKind } from './owners.ts';

/** How the name fields of a contact were filled. */
export type NameKind =
  | 'full'
  | 'last-only'
  | 'last-missing'
  | 'last-blank'
  | 'last-placeholder'
  | 'first-placeholder'
  | 'first-placeholder-last-missing'
  | 'both-placeholder'
  | 'odd-first'
  | 'odd-last';

/** HubSpot's lifecycle stages in order, and `other`, which stands outside. */
export type Lifecycle =
  | 'subscriber'
  | 'lead'
  | 'marketingqualifiedlead'
  | 'salesqualifiedlead'
  | 'opportunity'
  | 'customer'
  | 'evangelist'
  | 'other';

/** Which stages a scenario may stand in: `qualified` is from MQL on, `unsold` all but customers and evangelists. */
export type StageWish = 'any' | 'early' | 'qualified' | 'unsold' | 'sold' | 'none';

/** What humans did with a contact: `edge` is twelve months ago to the day, give or take one. */
export type ContactActivity = 'recent' | 'old' | 'edge' | 'none' | 'recent-and-future' | 'old-and-future';

/** How long a contact is in the CRM: `old` leaves room for a year of silence. */
export type Age = 'usual' | 'young' | 'old';

/** What a contact is planted as; wishes that a scenario leaves open are filled as in a clean record. */
export interface ContactScenario extends SomeProfile {
  readonly email?: EmailKind;
  readonly phone?: PhoneKind;
  readonly mobile?: PhoneKind;
  readonly name?: NameKind;
  readonly owner?: OwnerKind;
  readonly stage?: StageWish;
  readonly activity?: ContactActivity;
  readonly age?: Age;
  /** Whether the person is kept for later without anything planned. */
  readonly isShelved?: boolean;
}

const CALLABLE = { phone: 'good' } as const;
const SILENT = { phone: 'none', mobile: 'none' } as const;
const LONG_GONE = { stage: 'unsold', activity: 'old', age: 'old' } as const;

/**
 * The faults of contacts, taken in turn so that even a few hundred records show them all. The first two dozen plant each rule
 * once, the others combine them where one fault hides another, or where only time brings it out.
 */
export const CONTACT_SCENARIOS: readonly ContactScenario[] = [
  { email: 'missing', ...SILENT },
  { email: 'missing', ...CALLABLE },
  { email: 'placeholder-local', ...CALLABLE },
  { email: 'invalid' },
  { email: 'role' },
  { email: 'free' },
  { name: 'last-missing' },
  { name: 'last-placeholder' },
  { phone: 'invalid', mobile: 'none' },
  { stage: 'qualified', owner: 'none' },
  { owner: 'archived' },
  { stage: 'none' },
  { ...LONG_GONE },
  { email: 'typo' },
  { email: 'disposable' },
  { isBounced: true },
  { phone: 'placeholder' },
  { stage: 'qualified', title: 'missing' },
  { stage: 'qualified', country: 'missing' },
  { country: 'invalid' },
  { name: 'odd-last' },
  { country: 'foreign', phone: 'good', mobile: 'none' },
  { source: 'missing' },
  { stage: 'early', isShelved: true },
  { email: 'placeholder-domain', ...SILENT },
  { email: 'placeholder-local', ...SILENT, age: 'young' },
  { name: 'first-placeholder-last-missing' },
  { email: 'role-free' },
  { email: 'invalid-role' },
  { email: 'missing', ...SILENT, age: 'young' },
  { email: 'placeholder-domain', phone: 'invalid', mobile: 'none' },
  { email: 'missing', phone: 'invalid', mobile: 'none' },
  { email: 'free', name: 'last-missing' },
  { email: 'invalid', ...SILENT },
  { email: 'free', owner: 'deleted', ...LONG_GONE },
  { name: 'last-blank', stage: 'none' },
  { email: 'missing', phone: 'placeholder', mobile: 'none' },
  { phone: 'good', mobile: 'invalid' },
  { email: 'placeholder-role', ...CALLABLE },
  { email: 'placeholder-free', ...CALLABLE },
  { stage: 'qualified', owner: 'none', age: 'young' },
  { name: 'last-missing', stage: 'none', age: 'young' },
  { stage: 'qualified', owner: 'none', name: 'first-placeholder' },
  { stage: 'unsold', activity: 'none', age: 'old' },
  { stage: 'none', owner: 'none' },
  { stage: 'early', owner: 'deleted' },
  { email: 'role-tagged' },
  { email: 'placeholder-value', ...CALLABLE },
  { name: 'both-placeholder' },
  { email: 'invalid-ending', name: 'last-placeholder', phone: 'invalid', mobile: 'none', owner: 'archived' },
  { email: 'missing', ...SILENT, name: 'last-missing', stage: 'none' },
  { email: 'placeholder-domain', phone: 'placeholder', mobile: 'placeholder' },
  { stage: 'unsold', activity: 'old-and-future', age: 'old' },
  { email: 'invalid-free' },
  { email: 'missing', ...CALLABLE, age: 'young' },
  { stage: 'unsold', activity: 'edge', age: 'old' },
  { phone: 'invalid', mobile: 'invalid', email: 'role' },
  { email: 'invalid-ending', ...SILENT },
  { email: 'free', phone: 'invalid', mobile: 'none', name: 'last-missing', owner: 'archived' },
  { phone: 'placeholder', mobile: 'invalid', title: 'placeholder', stage: 'qualified', country: 'missing' },
  { email: 'typo', isBounced: true, name: 'odd-first', source: 'missing', stage: 'early', isShelved: true },
  { source: 'missing', country: 'invalid', title: 'missing' },
  { country: 'placeholder', stage: 'qualified', age: 'young', title: 'missing' },
  { email: 'invalid', isBounced: true, country: 'foreign', phone: 'good', mobile: 'invalid' },
  { email: 'placeholder-local', isBounced: true, phone: 'good', mobile: 'placeholder' },
];

/** What else is wrong with the contacts that have no company (the loners of blocks.ts). */
export const LONER_CONTACT_SCENARIOS: readonly ContactScenario[] = [
  {},
  { email: 'free' },
  { age: 'young' },
  { email: 'missing', ...SILENT },
  { name: 'last-missing' },
  { ...LONG_GONE },
  { email: 'placeholder-local', ...SILENT, age: 'young' },
  { stage: 'none', owner: 'archived' },
];
