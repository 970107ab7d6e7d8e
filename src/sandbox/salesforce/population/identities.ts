import { createFirm, type Firm } from '../../core/population/firms.ts';
import type { Links } from '../../core/population/links.ts';
import { createPerson, type Person } from '../../core/population/people.ts';
import { Draw } from '../../core/population/random.ts';
import type { Sharing } from '../../core/population/sharing.ts';

/** Leads of one firm, which are in the CRM as three people of a firm that has no account. */
const LEADS_PER_FIRM = 3;

/** One in so many HubSpot contacts can have an address of those that exist only once each. */
const HUBSPOT_TURN = 160;

/**
 * Who is who: which firm an account is, and who contacts and leads are. Beside a HubSpot account, firms and people that are
 * not in both have keys and numbers which HubSpot's do not have, so that neither addresses nor domains meet by accident.
 */
export class Identities {
  private readonly seed: number;
  private readonly links: Links;
  private readonly leads: number;
  private readonly sharing: Sharing | null;
  /** The first firm key that HubSpot does not use. */
  private readonly firstKey: number;

  constructor(seed: number, links: Links, leads: number, sharing: Sharing | null) {
    this.seed = seed;
    this.links = links;
    this.leads = leads;
    this.sharing = sharing;
    this.firstKey = sharing === null ? 0 : sharing.hubspot.companies + sharing.hubspot.contacts;
  }

  /** The firm of an account: that of the HubSpot company where the two are one. */
  firmOf(account: number): Firm {
    return createFirm(this.seed, this.firmKey(account));
  }

  /** Who a contact is: an employee of its account, or somebody of a firm that has none. */
  contact(index: number): Person {
    const seat = this.links.seat(index);
    const ownKey = this.firstKey + this.links.companies.size + index;
    const draw = new Draw(this.seed, 44, index);
    if (seat === null) return createPerson(this.seed, { firmKey: ownKey, ownKey, place: 0 }, draw);
    const place = this.firstPlace(seat.company) + seat.place;
    return createPerson(this.seed, { firmKey: this.firmKey(seat.company), ownKey, place }, draw);
  }

  /** Who a lead is: the contact that it became, or somebody whose firm is neither an account's nor a contact's. */
  lead(index: number, contact: number | null): Person {
    if (contact !== null) return this.contact(contact);
    const firstFirm = this.firstKey + this.links.companies.size + this.links.contacts.size;
    const firmKey = firstFirm + Math.floor(index / LEADS_PER_FIRM);
    const ownKey = firstFirm + Math.ceil(this.leads / LEADS_PER_FIRM) + index;
    return createPerson(this.seed, { firmKey, ownKey, place: index % LEADS_PER_FIRM }, new Draw(this.seed, 45, index));
  }

  /** A number that nobody else has, neither here nor in HubSpot, to keep addresses at a domain of many apart. */
  numberOf(object: 'contact' | 'lead', index: number): number {
    const before = this.sharing?.hubspot.contacts ?? 0;
    return before + index + (object === 'lead' ? this.links.contacts.size : 0);
  }

  /** How often a scenario came before, counted over leads, contacts and HubSpot: for values that exist only once each. */
  turnOf(object: 'contact' | 'lead', turn: number): number {
    const before = this.sharing === null ? 0 : Math.ceil(this.sharing.hubspot.contacts / HUBSPOT_TURN) + 1;
    return before + 2 * turn + (object === 'contact' ? 1 : 0);
  }

  private firmKey(account: number): number {
    return this.sharing?.ofSalesforce.accounts.get(account)?.hubspot ?? this.firstKey + account;
  }

  /** In a shared company the people of HubSpot come first: a colleague who is not in both is somebody else. */
  private firstPlace(account: number): number {
    const company = this.sharing?.ofSalesforce.accounts.get(account)?.hubspot;
    return company === undefined ? 0 : (this.sharing?.hubspotLinks.staffOf(company).length ?? 0);
  }
}
