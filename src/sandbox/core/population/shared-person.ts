import { COUNTRIES, type Country } from './countries.ts';
import { emailValue } from './emails.ts';
import { NAME_BOOKS } from './names.ts';
import { createPerson, type Person } from './people.ts';
import { goodNumber } from './phones.ts';
import { Draw } from './random.ts';
import type { PersonField, PersonPair, Side } from './shared-pair.ts';
import type { Sharing } from './sharing.ts';
import { TITLES } from './titles.ts';

/** What one CRM holds of a shared person, before it is spelled its way; null where it holds nothing. */
export interface PersonFacts {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** E.164. */
  readonly phone: string | null;
  readonly jobTitle: string | null;
  readonly country: Country | null;
  /** The company somebody works for, as HubSpot calls it. */
  readonly companyName: string;
}

/** Of a hundred values, how many both CRMs hold; of the rest each holds some alone, which is no disagreement. */
const IN_BOTH = { phone: 72, jobTitle: 76, country: 88 } as const;
const IN_ONE_ONLY = 8;

/** An element of a list that is another one than `known`. */
function pickOther<T>(list: readonly T[], known: T, draw: Draw): T {
  const others = list.filter((one) => one !== known);
  return draw.pick(others);
}

/** The other value of the field that a person's two records disagree in. */
function otherValue(field: PersonField, facts: PersonFacts, country: Country, draw: Draw): Partial<PersonFacts> {
  const names = NAME_BOOKS[country.code];
  const written = (list: readonly { readonly written: string }[]) => list.map((name) => name.written);
  switch (field) {
    case 'email':
      return { email: facts.email.replace('@', '@mail.') };
    case 'firstName':
      return { firstName: pickOther(written(names.first), facts.firstName, draw) };
    case 'lastName':
      return { lastName: pickOther(written(names.last), facts.lastName, draw) };
    case 'phone':
      return { phone: otherNumber(country, facts.phone, draw) };
    case 'jobTitle':
      return { jobTitle: pickOther<string>(TITLES, facts.jobTitle ?? '', draw) };
    case 'country':
      return { country: pickOther(COUNTRIES, country, draw) };
  }
}

function otherNumber(country: Country, known: string | null, draw: Draw): string {
  let number = goodNumber(country, 'office', draw);
  while (number === known) number = goodNumber(country, 'office', draw);
  return number;
}

/** Which of the two CRMs hold a value that not every record has; where the CRMs disagree in it, both do. */
function drawHolders(field: keyof typeof IN_BOTH, isDrift: boolean, draw: Draw): Readonly<Record<Side, boolean>> {
  const drawn = draw.below(100);
  const isInBoth = isDrift || drawn < IN_BOTH[field];
  const rank = drawn - IN_BOTH[field];
  return {
    hubspot: isInBoth || rank < IN_ONE_ONLY,
    salesforce: isInBoth || (rank >= IN_ONE_ONLY && rank < 2 * IN_ONE_ONLY),
  };
}

function meet(seed: number, { hubspot: size, hubspotLinks: links }: Sharing, contact: number, draw: Draw): Person {
  const seat = links.seat(contact);
  const ownKey = size.companies + contact;
  return createPerson(seed, { firmKey: seat?.company ?? ownKey, ownKey, place: seat?.place ?? 0 }, draw);
}

/** What both CRMs hold of a shared person: the same, but for what only one of them has and for the planted disagreement. */
export function sharedPerson(seed: number, sharing: Sharing, pair: PersonPair): Readonly<Record<Side, PersonFacts>> {
  const draw = new Draw(seed, 201, pair.number);
  const person = meet(seed, sharing, pair.hubspot, draw);
  const { country } = person.firm;
  const { drift } = pair;
  const whole: PersonFacts = {
    email: emailValue('work', { ...person, index: pair.hubspot, turn: 0 }, draw) as string,
    firstName: person.first.written,
    lastName: person.last.written,
    phone: goodNumber(country, 'office', draw),
    jobTitle: draw.pick(TITLES),
    country,
    companyName: person.firm.name,
  };
  const holders = {
    phone: drawHolders('phone', drift?.field === 'phone', draw),
    jobTitle: drawHolders('jobTitle', drift?.field === 'jobTitle', draw),
    country: drawHolders('country', drift?.field === 'country', draw),
  };
  const other = drift === null ? {} : otherValue(drift.field, whole, country, draw);
  const factsOf = (side: Side): PersonFacts => {
    const facts = drift?.side === side ? { ...whole, ...other } : whole;
    return {
      ...facts,
      phone: holders.phone[side] ? facts.phone : null,
      jobTitle: holders.jobTitle[side] ? facts.jobTitle : null,
      country: holders.country[side] ? facts.country : null,
    };
  };
  return { hubspot: factsOf('hubspot'), salesforce: factsOf('salesforce') };
}
