import { fold, isFilled, lastActivity, limits, parseTime, placeholders } from './plain-values.ts';
import { now } from './records.ts';

/** A test of one value, as engines that are told rules as data name them; `not` turns it over. */
export interface Test {
  readonly field: string;
  readonly op: keyof typeof operators;
  readonly arg?: unknown;
  readonly not?: boolean;
}

/** The thirty rules as data: where all of `when` hold the rule applies, and then all of `check` must hold. */
export interface TestedRule {
  readonly when: readonly Test[];
  readonly check: readonly Test[];
}

type Raw = string | null | undefined;

const number = (raw: Raw): number =>
  isFilled(raw) && /^[+-]?\d+(\.\d*)?$/.test(raw.trim()) ? Number(raw) : Number.NaN;
const time = (raw: Raw): number => (isFilled(raw) ? parseTime(raw) : Number.NaN);

/** What the tests do: each takes the raw value and parses it itself, as these engines keep no parsed values. */
export const operators = {
  filled: (raw: Raw) => isFilled(raw),
  oneOf: (raw: Raw, wanted: unknown) => (wanted as readonly string[]).includes(fold(raw ?? '')),
  placeholder: (raw: Raw) => placeholders.has(fold(raw ?? '')),
  matches: (raw: Raw, pattern: unknown) => isFilled(raw) && (pattern as RegExp).test(raw.trim()),
  between: (raw: Raw, bounds: unknown) => {
    const [from, to] = bounds as readonly [number, number];
    return number(raw) >= from && number(raw) <= to;
  },
  isNumber: (raw: Raw) => !isFilled(raw) || !Number.isNaN(number(raw)),
  isTime: (raw: Raw) => !isFilled(raw) || !Number.isNaN(parseTime(raw)),
  isActivity: (raw: Raw) => !Number.isNaN(lastActivity(raw ?? null) ?? 0),
  before: (raw: Raw, limit: unknown) => time(raw) < (limit as number),
  dayBefore: (raw: Raw, limit: unknown) => {
    const { day, instant } = limit as { readonly day: number; readonly instant: number };
    return time(raw) < (isFilled(raw) && raw.length === 10 ? day : instant);
  },
  activeSince: (raw: Raw, limit: unknown) => {
    const at = lastActivity(raw ?? null);
    return at !== null && at >= (limit as number) && at < limits.tomorrow;
  },
  sameAs: (raw: Raw, other: unknown) => isFilled(raw) && isFilled(other as Raw) && fold(raw) === fold(other as string),
} as const;

const filled = (field: string): Test => ({ field, op: 'filled' });
const required = (field: string, ...when: Test[]): TestedRule => ({ when, check: [filled(field)] });
const format = (field: string, pattern: RegExp, ...when: Test[]): TestedRule => ({
  when,
  check: [{ field, op: 'matches', arg: pattern }],
});
const noPlaceholder = (field: string): TestedRule => ({
  when: [filled(field)],
  check: [{ field, op: 'placeholder', not: true }],
});
const different = (field: string, other: string, ...when: Test[]): TestedRule => ({
  when,
  check: [{ field, op: 'sameAs', arg: { field: other }, not: true }],
});

const lifecycle = (...arg: string[]): Test => ({ field: 'lifecycle', op: 'oneOf', arg });
const fromMql = lifecycle('mql', 'working', 'sql', 'opportunity', 'customer', 'evangelist');
const isOpen: Test = { field: 'stage', op: 'oneOf', arg: ['qualification', 'proposal', 'negotiation'] };
const phone = /^\+[1-9][0-9]{6,14}$/;
const closeTime: Test = { field: 'closeDate', op: 'isTime' };

/** In the order of `rulesInOrder`. */
export const testedRules: Readonly<Record<'contact' | 'deal', readonly TestedRule[]>> = {
  contact: [
    noPlaceholder('companyName'),
    required('companyName', lifecycle('lead', 'mql', 'sql')),
    format('country', /^[A-Z]{2}$/, filled('country')),
    required('country', fromMql),
    { when: [{ field: 'createdAt', op: 'isTime' }], check: [{ field: 'createdAt', op: 'before', arg: now.getTime() }] },
    format('email', /^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$/, filled('email')),
    required('email'),
    noPlaceholder('firstName'),
    required('firstName'),
    noPlaceholder('lastName'),
    required('lastName'),
    format('mobilePhone', phone, filled('mobilePhone')),
    different('firstName', 'lastName', filled('lastName')),
    required('ownerId', fromMql, { field: 'leadStatus', op: 'oneOf', arg: ['unqualified'], not: true }),
    format('phone', phone, filled('phone')),
    required('phone', lifecycle('sql', 'opportunity', 'customer', 'evangelist')),
    different('phone', 'mobilePhone', filled('phone'), filled('mobilePhone')),
    {
      when: [
        { field: 'createdAt', op: 'before', arg: limits.yearAgo },
        { ...lifecycle('customer', 'evangelist'), not: true },
        { field: 'activityTimes', op: 'isActivity' },
      ],
      check: [{ field: 'activityTimes', op: 'activeSince', arg: limits.yearAgo }],
    },
    required('jobTitle', fromMql),
  ],
  deal: [
    {
      when: [filled('amount'), { field: 'amount', op: 'isNumber' }],
      check: [{ field: 'amount', op: 'between', arg: [1, 5_000_000] }],
    },
    required('amount', { field: 'stage', op: 'oneOf', arg: ['proposal', 'negotiation', 'won'] }),
    {
      when: [isOpen, filled('closeDate'), closeTime],
      check: [
        { field: 'closeDate', op: 'dayBefore', arg: { day: limits.lastCloseDate, instant: limits.lastCloseDay } },
      ],
    },
    {
      when: [isOpen, closeTime],
      check: [
        { field: 'closeDate', op: 'dayBefore', arg: { day: limits.todayDate, instant: limits.today }, not: true },
      ],
    },
    required('closeDate', isOpen),
    format('name', /^[^-]+ - [^-]+ - [0-9]{4}-[0-9]{2}$/),
    noPlaceholder('nextStep'),
    required('nextStep', isOpen),
    required('ownerId'),
    {
      when: [
        isOpen,
        { field: 'createdAt', op: 'before', arg: limits.fourteenDaysAgo },
        { field: 'activityTimes', op: 'isActivity' },
      ],
      check: [{ field: 'activityTimes', op: 'activeSince', arg: limits.fourteenDaysAgo }],
    },
    {
      when: [isOpen, { field: 'stageEnteredAt', op: 'isTime' }],
      check: [{ field: 'stageEnteredAt', op: 'before', arg: limits.sixtyDaysAgo, not: true }],
    },
  ],
};
