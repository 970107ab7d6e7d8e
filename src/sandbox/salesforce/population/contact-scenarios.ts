import { CALLABLE, LONG_GONE, type PersonScenario, SILENT } from './person-wishes.ts';

/** How long a contact is in the CRM: `old` leaves room for a year of silence. */
export type ContactAge = 'usual' | 'young' | 'old';

/** What a contact is planted as. */
export interface ContactScenario extends PersonScenario {
  readonly owner?: 'active' | 'inactive';
  readonly age?: ContactAge;
}

/**
 * The faults of contacts, taken in turn so that even a hundred records show them all. The first ones plant each rule once, the
 * others combine them where one fault hides another, or where only time brings it out.
 */
export const CONTACT_SCENARIOS: readonly ContactScenario[] = [
  { email: 'missing', ...SILENT },
  { email: 'missing', ...CALLABLE },
  { email: 'placeholder-local', ...CALLABLE },
  { email: 'invalid' },
  { email: 'role' },
  { email: 'free' },
  { name: 'last-placeholder' },
  { phone: 'invalid', mobile: 'none' },
  { owner: 'inactive' },
  { ...LONG_GONE },
  { email: 'typo' },
  { email: 'disposable' },
  { isBounced: true },
  { phone: 'placeholder' },
  { country: 'invalid' },
  { name: 'odd-last' },
  { country: 'foreign', phone: 'good', mobile: 'none' },
  { source: 'missing' },
  { email: 'placeholder-domain', ...SILENT },
  { email: 'placeholder-local', ...SILENT, age: 'young' },
  { email: 'role-free', ...LONG_GONE },
  { name: 'first-placeholder' },
  { email: 'invalid-role' },
  { email: 'missing', ...SILENT, age: 'young' },
  { email: 'placeholder-domain', phone: 'invalid', mobile: 'none' },
  { email: 'missing', phone: 'invalid', mobile: 'none' },
  { activity: 'none', age: 'old' },
  { email: 'free', name: 'last-placeholder' },
  { email: 'invalid', ...SILENT },
  { email: 'free', owner: 'inactive', ...LONG_GONE },
  { email: 'missing', phone: 'placeholder', mobile: 'none' },
  { phone: 'good', mobile: 'invalid' },
  { email: 'placeholder-role', ...CALLABLE },
  { email: 'placeholder-free', ...CALLABLE },
  { email: 'role-tagged' },
  { name: 'both-placeholder' },
  { email: 'invalid-ending', name: 'last-placeholder', phone: 'invalid', mobile: 'none', owner: 'inactive' },
  { email: 'placeholder-domain', phone: 'placeholder', mobile: 'placeholder' },
  { activity: 'old-and-future', age: 'old' },
  { email: 'invalid-free' },
  { email: 'missing', ...CALLABLE, age: 'young' },
  { activity: 'edge', age: 'old' },
  { phone: 'invalid', mobile: 'invalid', email: 'role' },
  { email: 'invalid-ending', ...SILENT },
  { phone: 'placeholder', mobile: 'invalid', title: 'placeholder', country: 'missing' },
  { email: 'typo', isBounced: true, name: 'odd-first' },
  { email: 'invalid', isBounced: true, country: 'foreign', phone: 'good', mobile: 'invalid' },
  { email: 'placeholder-local', isBounced: true, phone: 'good', mobile: 'placeholder' },
];

/** What else is wrong with the contacts that have no account (the loners of blocks.ts). */
export const LONER_CONTACT_SCENARIOS: readonly ContactScenario[] = [
  {},
  { ...LONG_GONE },
  { email: 'free' },
  { age: 'young' },
  { email: 'missing', ...SILENT },
  { name: 'last-placeholder' },
  { email: 'placeholder-local', ...SILENT, age: 'young' },
  { owner: 'inactive' },
];
