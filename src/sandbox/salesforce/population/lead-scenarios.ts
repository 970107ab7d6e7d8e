import { CALLABLE, LONG_GONE, type PersonScenario, SILENT } from './person-wishes.ts';
import type { StatusKind } from './stages.ts';

/** How a lead's company was filled: `odd` is a real name that looks like a placeholder. */
export type CompanyKind = 'filled' | 'odd' | 'placeholder';

/**
 * How long a lead is in the CRM: `old` leaves room for a year of silence, `hours` is less than a day, `day` about the 24 hours
 * that a queue may keep it, to the second.
 */
export type LeadAge = 'usual' | 'young' | 'old' | 'hours' | 'day';

/** What a lead is planted as. */
export interface LeadScenario extends PersonScenario {
  readonly company?: CompanyKind;
  readonly status?: Exclude<StatusKind, 'qualified'>;
  readonly age?: LeadAge;
}

const WAITING = { owner: 'queue', status: 'open' } as const;

/**
 * The faults of leads, taken in turn so that even a hundred records show them all. The first twelve plant each rule once, the
 * others combine them where one fault hides another, or where only time brings it out.
 */
export const LEAD_SCENARIOS: readonly LeadScenario[] = [
  { email: 'missing', ...SILENT },
  { email: 'missing', ...CALLABLE },
  { email: 'placeholder-local', ...CALLABLE },
  { email: 'invalid' },
  { email: 'role' },
  { email: 'free' },
  { name: 'last-placeholder' },
  { phone: 'invalid', mobile: 'none' },
  { owner: 'inactive' },
  { company: 'placeholder' },
  { ...LONG_GONE },
  { ...WAITING },
  { email: 'typo' },
  { email: 'disposable' },
  { isBounced: true },
  { phone: 'placeholder' },
  { country: 'invalid' },
  { name: 'odd-last' },
  { country: 'foreign', phone: 'good', mobile: 'none' },
  { source: 'missing' },
  { status: 'working', title: 'missing' },
  { status: 'working', country: 'missing' },
  { email: 'placeholder-domain', ...SILENT },
  { email: 'placeholder-local', ...SILENT, age: 'young' },
  { owner: 'queue', status: 'working' },
  { email: 'role-free' },
  { email: 'invalid-role' },
  { email: 'missing', ...SILENT, age: 'young' },
  { company: 'placeholder', age: 'young' },
  { email: 'placeholder-domain', phone: 'invalid', mobile: 'none' },
  { ...WAITING, age: 'day' },
  { email: 'missing', phone: 'invalid', mobile: 'none' },
  { email: 'invalid', ...SILENT },
  { email: 'free', owner: 'inactive', ...LONG_GONE },
  { ...WAITING, age: 'hours', email: 'missing', ...CALLABLE },
  { email: 'missing', phone: 'placeholder', mobile: 'none' },
  { phone: 'good', mobile: 'invalid' },
  { email: 'placeholder-role', ...CALLABLE },
  { email: 'placeholder-free', ...CALLABLE },
  { ...WAITING, ...LONG_GONE, email: 'free' },
  { company: 'placeholder', name: 'first-placeholder' },
  { activity: 'none', age: 'old' },
  { owner: 'queue', status: 'nurturing', company: 'placeholder' },
  { owner: 'inactive', status: 'closed' },
  { email: 'role-tagged' },
  { name: 'both-placeholder', company: 'placeholder' },
  { email: 'invalid-ending', name: 'last-placeholder', phone: 'invalid', mobile: 'none', owner: 'inactive' },
  { email: 'missing', ...SILENT, company: 'placeholder', ...WAITING },
  { email: 'placeholder-domain', phone: 'placeholder', mobile: 'placeholder' },
  { activity: 'old-and-future', age: 'old' },
  { email: 'invalid-free' },
  { email: 'missing', ...CALLABLE, age: 'young' },
  { activity: 'edge', age: 'old' },
  { phone: 'invalid', mobile: 'invalid', email: 'role' },
  { owner: 'queue', status: 'working', age: 'young', email: 'missing', ...SILENT },
  { email: 'invalid-ending', ...SILENT },
  { email: 'free', phone: 'invalid', mobile: 'none', company: 'placeholder', owner: 'inactive' },
  { owner: 'queue', status: 'closed', ...LONG_GONE },
  { phone: 'placeholder', mobile: 'invalid', title: 'placeholder', country: 'missing' },
  { email: 'typo', isBounced: true, name: 'odd-first' },
  { email: 'invalid', isBounced: true, country: 'foreign', phone: 'good', mobile: 'invalid' },
  { email: 'placeholder-local', isBounced: true, phone: 'good', mobile: 'placeholder' },
  { status: 'working', title: 'placeholder', country: 'placeholder', age: 'young' },
];

/** Leads without a fault, with what careless checks would report. */
export const CLEAN_LEAD_SCENARIOS: readonly LeadScenario[] = [
  {},
  {},
  { owner: 'queue', status: 'nurturing' },
  {},
  { ...WAITING, age: 'hours' },
  {},
  { company: 'odd' },
  { owner: 'queue', status: 'closed' },
  {},
];

/** What is wrong with converted leads, of which nobody says a word. */
export const CONVERTED_LEAD_SCENARIOS: readonly PersonScenario[] = [
  {},
  { email: 'missing', ...SILENT, activity: 'old' },
  { owner: 'inactive', email: 'role' },
  { name: 'last-placeholder', activity: 'old' },
  { phone: 'invalid', email: 'invalid-ending' },
  { email: 'free', activity: 'none' },
];
