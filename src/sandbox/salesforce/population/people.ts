import type { Links } from '../../core/population/links.ts';
import { createPerson, type Person } from '../../core/population/people.ts';
import { Draw } from '../../core/population/random.ts';

/** Leads of one firm, which are in the CRM as three people of a firm that has no account. */
const LEADS_PER_FIRM = 3;

/** Who a contact is: an employee of its account, or somebody of a firm that has none. */
export function meetContact(seed: number, links: Links, index: number): Person {
  const seat = links.seat(index);
  const ownKey = links.companies.size + index;
  const post = { firmKey: seat?.company ?? ownKey, ownKey, place: seat?.place ?? 0 };
  return createPerson(seed, post, new Draw(seed, 44, index));
}

/** Who a lead is: the contact that it became, or somebody whose firm is neither an account's nor a contact's. */
export function meetLead(seed: number, links: Links, size: number, index: number, contact: number | null): Person {
  if (contact !== null) return meetContact(seed, links, contact);
  const firstFirm = links.companies.size + links.contacts.size;
  const firmKey = firstFirm + Math.floor(index / LEADS_PER_FIRM);
  const ownKey = firstFirm + Math.ceil(size / LEADS_PER_FIRM) + index;
  return createPerson(seed, { firmKey, ownKey, place: index % LEADS_PER_FIRM }, new Draw(seed, 45, index));
}
