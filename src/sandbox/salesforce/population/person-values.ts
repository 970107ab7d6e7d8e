import { type AddressOwner, type EmailKind, emailValue } from '../../core/population/emails.ts';
import { oddNames } from '../../core/population/odd-names.ts';
import type { Person } from '../../core/population/people.ts';
import { type PhoneKind, phoneValue } from '../../core/population/phones.ts';
import { PLACEHOLDER_NAMES } from '../../core/population/placeholders.ts';
import { fillValue, type Profile, titleValue } from '../../core/population/profile.ts';
import type { Draw } from '../../core/population/random.ts';
import { stamp } from './stamp.ts';

/** An address that Salesforce's e-mail fields take: other texts than addresses never get into one. */
export type StorableEmail = Exclude<EmailKind, 'placeholder-value'>;

/** How the name fields were filled. Salesforce: LastName is required. */
export type NameKind =
  | 'full'
  | 'last-only'
  | 'last-placeholder'
  | 'first-placeholder'
  | 'both-placeholder'
  | 'odd-first'
  | 'odd-last';

/** What was decided about the fields that leads and contacts have in common. */
export interface PersonPlan extends Profile {
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
  const odd = oddNames(person, draw);
  const filled: Readonly<Record<NameKind, readonly [string | null, string]>> = {
    full: [first, last],
    'last-only': [null, last],
    'last-placeholder': [first, nothing],
    'first-placeholder': [nothing, last],
    'both-placeholder': [nothing, nothing],
    'odd-first': [odd.first, last],
    'odd-last': [first, odd.last],
  };
  return filled[kind];
}

/** Salesforce: notes a hard bounce with its time and what the other server said. */
function bounceFields(created: number): Fields {
  return { EmailBouncedDate: stamp(created), EmailBouncedReason: '550 5.1.1 mailbox unavailable' };
}

/** Who the fields are of: `index` and `turn` keep addresses apart, `created` is in epoch ms. */
type FieldsOwner = Person & { readonly index: number; readonly turn: number; readonly created: number };

/** The fields that leads and contacts have in common, filled as planned. */
export function personFields(plan: PersonPlan, owner: FieldsOwner, draw: Draw): Fields {
  const { country } = owner.firm;
  const [first, last] = nameValues(plan.name, owner, draw);
  const email = storableEmail(plan.email, owner, draw);
  const phone = phoneValue(plan.phone, country, 'office', draw);
  const mobile = phoneValue(plan.mobile, country, 'mobile', draw);
  const title = titleValue(plan.title, draw);
  const source = fillValue(plan.source, draw.pick(LEAD_SOURCES), draw);
  return {
    ...(first !== null && { FirstName: first }),
    LastName: last,
    Name: first === null ? last : `${first} ${last}`,
    ...(email !== null && { Email: email }),
    ...(phone !== null && { Phone: phone }),
    ...(mobile !== null && { MobilePhone: mobile }),
    ...(title !== null && { Title: title }),
    ...(source !== null && { LeadSource: source }),
    ...(plan.isBounced && bounceFields(owner.created)),
  };
}
