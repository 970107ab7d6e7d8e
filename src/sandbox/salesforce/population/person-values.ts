import { type AddressOwner, type EmailKind, emailValue } from '../../core/population/emails.ts';
import type { Person } from '../../core/population/people.ts';
import { type PhoneKind, phoneValue } from '../../core/population/phones.ts';
import { PLACEHOLDER_NAMES } from '../../core/population/placeholders.ts';
import type { Draw } from '../../core/population/random.ts';
import { TITLES } from '../../core/population/titles.ts';

/** An address that Salesforce's e-mail fields take: other texts than addresses never get into one. */
export type StorableEmail = Exclude<EmailKind, 'placeholder-value'>;

/** How the name fields were filled. Salesforce: LastName is required. */
export type NameKind = 'full' | 'last-only' | 'last-placeholder' | 'first-placeholder' | 'both-placeholder';

/** What was decided about the fields that leads and contacts have in common. */
export interface PersonPlan {
  readonly email: StorableEmail;
  readonly phone: PhoneKind;
  readonly mobile: PhoneKind;
  readonly name: NameKind;
}

/** Salesforce's own values of LeadSource. */
export const LEAD_SOURCES = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'] as const;

/** Fields of a record as JSON has them. */
export type Fields = Record<string, string | number | boolean>;

const EMAIL_LENGTH = 80;

/**
 * What Salesforce accepts as an address. Salesforce: 80 letters, no dot at the start, a domain with a dot; it does accept two
 * dots together, a dot before the @, and every ending.
 */
const ADDRESS = /^[^\s@,.][^\s@,]*@[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/;

/** The address of a kind, drawn until it is one that Salesforce can hold, or null for none. */
function storableEmail(kind: StorableEmail, owner: AddressOwner, draw: Draw): string | null {
  let email = emailValue(kind, owner, draw);
  while (email !== null && (email.length > EMAIL_LENGTH || !ADDRESS.test(email))) email = emailValue(kind, owner, draw);
  return email;
}

/** First and last name. Salesforce cuts outer blanks off. */
function nameValues(kind: NameKind, person: Person, draw: Draw): readonly [string | null, string] {
  const first = person.first.written;
  const last = person.last.written;
  const nothing = draw.pick(PLACEHOLDER_NAMES).trim();
  const filled: Readonly<Record<NameKind, readonly [string | null, string]>> = {
    full: [first, last],
    'last-only': [null, last],
    'last-placeholder': [first, nothing],
    'first-placeholder': [nothing, last],
    'both-placeholder': [nothing, nothing],
  };
  return filled[kind];
}

/** The fields that leads and contacts have in common, filled as planned; `index` and `turn` keep addresses apart. */
export function personFields(plan: PersonPlan, owner: Person & { index: number; turn: number }, draw: Draw): Fields {
  const { country } = owner.firm;
  const [first, last] = nameValues(plan.name, owner, draw);
  const email = storableEmail(plan.email, owner, draw);
  const phone = phoneValue(plan.phone, country, 'office', draw);
  const mobile = phoneValue(plan.mobile, country, 'mobile', draw);
  return {
    ...(first !== null && { FirstName: first }),
    LastName: last,
    Name: first === null ? last : `${first} ${last}`,
    ...(email !== null && { Email: email }),
    ...(phone !== null && { Phone: phone }),
    ...(mobile !== null && { MobilePhone: mobile }),
    ...(draw.chance(80) && { Title: draw.pick(TITLES) }),
    ...(draw.chance(90) && { LeadSource: draw.pick(LEAD_SOURCES) }),
  };
}
