import { isFilled } from './plain-values.ts';

/** Raw texts of a record. */
export type Properties = Readonly<Record<string, string | null>>;
/** A half of the score. */
export type Half = 'data' | 'stage';
/** A dimension of these rules. */
export type Dimension = 'completeness' | 'validity' | 'consistency' | 'timeliness' | 'stage';

/** What is said and counted of a rule. */
export interface RuleFacts {
  readonly id: string;
  readonly half: Half;
  readonly dimension: Dimension;
  readonly weight: number;
  readonly severity: string;
  readonly field: string | null;
  readonly remedy: string;
  readonly isCritical: boolean;
  message(properties: Properties): string;
}

const severityPoints: Readonly<Record<string, number>> = { critical: 10, high: 5, medium: 3, low: 1 };

const rule = (
  id: string,
  severity: string,
  dimension: Dimension,
  field: string | null,
  remedy: string,
  message: string | ((properties: Properties) => string),
  over: { readonly weight?: number; readonly half?: Half } = {},
): RuleFacts => ({
  id,
  half: over.half ?? 'data',
  dimension,
  severity,
  weight: (over.weight ?? severityPoints[severity]!) * 1000,
  field,
  remedy,
  isCritical: severity === 'critical',
  message: typeof message === 'string' ? () => message : message,
});

const shown = (text: string | null | undefined, label: string): string => (isFilled(text) ? text : `(no ${label})`);
const ofEmail = (before: string, after: string) => (p: Properties) => `${before}${shown(p.email, 'email')}${after}`;
const ofName = (before: string, after: string) => (p: Properties) => `${before}${shown(p.name, 'name')}${after}`;

export const companyPlaceholder = rule(
  'person/company-placeholder',
  'medium',
  'validity',
  'companyName',
  'Name the real company',
  'The company is no placeholder',
);
export const companyRequired = rule(
  'person/company-required',
  'low',
  'completeness',
  'companyName',
  'Add the company',
  'A lead or MQL names its company',
  { weight: 2 },
);
export const countryFormatRule = rule(
  'person/country-format',
  'low',
  'validity',
  'country',
  'Write the country as a code',
  'The country is a code of two letters',
);
export const countryRequired = rule(
  'person/country-required',
  'medium',
  'completeness',
  'country',
  'Add the country',
  ofEmail('From MQL on ', ' has a country'),
  { weight: 4 },
);
export const createdInFuture = rule(
  'person/created-in-future',
  'low',
  'consistency',
  'createdAt',
  'Correct the creation date',
  'A contact was created in the past',
);
export const emailFormatRule = rule(
  'person/email-format',
  'high',
  'validity',
  'email',
  'Correct the email',
  'The email looks like one',
);
export const emailRequired = rule(
  'person/email-required',
  'critical',
  'completeness',
  'email',
  'Ask for the email',
  'A contact has an email',
);
export const firstNamePlaceholder = rule(
  'person/first-name-placeholder',
  'medium',
  'validity',
  'firstName',
  'Ask for the real first name',
  'The first name is no placeholder',
);
export const firstNameRequired = rule(
  'person/first-name-required',
  'low',
  'completeness',
  'firstName',
  'Add the first name',
  'A contact has a first name',
);
export const lastNamePlaceholder = rule(
  'person/last-name-placeholder',
  'medium',
  'validity',
  'lastName',
  'Ask for the real last name',
  'The last name is no placeholder',
);
export const lastNameRequired = rule(
  'person/last-name-required',
  'medium',
  'completeness',
  'lastName',
  'Add the last name',
  'A contact has a last name',
);
export const mobileFormat = rule(
  'person/mobile-format',
  'low',
  'validity',
  'mobilePhone',
  'Write the mobile phone with its country code',
  'The mobile phone is written as +49…',
);
export const namesEqual = rule(
  'person/names-equal',
  'low',
  'consistency',
  'firstName',
  'Correct the name',
  'First and last name differ',
);
export const ownerRequired = rule(
  'person/owner-required',
  'high',
  'completeness',
  'ownerId',
  'Assign an owner',
  ofEmail('From MQL on ', ' has an owner'),
);
export const phoneFormatRule = rule(
  'person/phone-format',
  'low',
  'validity',
  'phone',
  'Write the phone with its country code',
  'The phone is written as +49…',
);
export const phoneRequired = rule(
  'person/phone-required',
  'high',
  'completeness',
  'phone',
  'Ask for a phone number',
  ofEmail('From SQL on ', ' has a phone'),
);
export const phonesEqual = rule(
  'person/phones-equal',
  'low',
  'consistency',
  'phone',
  'Keep the number once',
  'Phone and mobile phone differ',
);
export const silent = rule(
  'person/silent',
  'medium',
  'timeliness',
  'activityTimes',
  'Get in touch or archive',
  ofEmail('', ' was in touch within 12 months'),
);
export const titleRequired = rule(
  'person/title-required',
  'medium',
  'completeness',
  'jobTitle',
  'Add a job title',
  ofEmail('From MQL on ', ' has a job title'),
);

export const amountFormat = rule(
  'deal/amount-format',
  'medium',
  'validity',
  'amount',
  'Correct the amount',
  ofName('The amount of ', ' is between 1 and 5,000,000'),
);
export const amountRequired = rule(
  'deal/amount-required',
  'high',
  'completeness',
  'amount',
  'Add the amount',
  ofName('From Proposal on ', ' has an amount'),
);
export const closeDateFar = rule(
  'deal/close-date-far',
  'low',
  'validity',
  'closeDate',
  'Correct the close date',
  ofName('', ' closes within 24 months'),
);
export const closeDatePassed = rule(
  'deal/close-date-passed',
  'high',
  'stage',
  'closeDate',
  'Move the close date or close the deal',
  (p) => `Close date ${berlinDate(p.closeDate)} is to come while ${shown(p.name, 'name')} is open`,
  { half: 'stage' },
);
export const closeDateRequired = rule(
  'deal/close-date-required',
  'high',
  'completeness',
  'closeDate',
  'Add a close date',
  ofName('', ' has a close date'),
);
export const dealNameFormat = rule(
  'deal/name-format',
  'low',
  'validity',
  'name',
  'Rename the deal',
  ofName('', ' is named Company - Product - YYYY-MM'),
);
export const nextStepPlaceholder = rule(
  'deal/next-step-placeholder',
  'medium',
  'validity',
  'nextStep',
  'Write the real next step',
  ofName('The next step of ', ' is no placeholder'),
);
export const nextStepRequired = rule(
  'deal/next-step-required',
  'medium',
  'stage',
  'nextStep',
  'Write the next step',
  ofName('', ' has a next step'),
  { half: 'stage' },
);
export const dealOwnerRequired = rule(
  'deal/owner-required',
  'high',
  'completeness',
  'ownerId',
  'Assign an owner',
  ofName('', ' has an owner'),
);
export const quiet = rule(
  'deal/quiet',
  'medium',
  'stage',
  'activityTimes',
  'Get in touch',
  ofName('', ' was worked on within 14 days'),
  { half: 'stage' },
);
export const stageOld = rule(
  'deal/stage-old',
  'high',
  'stage',
  'stageEnteredAt',
  'Move the deal on or close it',
  ofName('', ' is in its stage for 60 days at most'),
  { half: 'stage' },
);

/** The rules of each object in the order in which the product judges them. */
export const rulesInOrder = {
  contact: [
    companyPlaceholder,
    companyRequired,
    countryFormatRule,
    countryRequired,
    createdInFuture,
    emailFormatRule,
    emailRequired,
    firstNamePlaceholder,
    firstNameRequired,
    lastNamePlaceholder,
    lastNameRequired,
    mobileFormat,
    namesEqual,
    ownerRequired,
    phoneFormatRule,
    phoneRequired,
    phonesEqual,
    silent,
    titleRequired,
  ],
  deal: [
    amountFormat,
    amountRequired,
    closeDateFar,
    closeDatePassed,
    closeDateRequired,
    dealNameFormat,
    nextStepPlaceholder,
    nextStepRequired,
    dealOwnerRequired,
    quiet,
    stageOld,
  ],
} as const;

const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

function berlinDate(text: string | null | undefined): string {
  if (!isFilled(text)) return '(no close date)';
  return text.length === 10 ? text : berlin.format(Date.parse(text));
}
