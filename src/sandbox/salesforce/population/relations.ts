import type { Links } from '../../core/population/links.ts';
import type { OpportunityPlanner } from './opportunity.ts';
import type { ObjectName } from './population.ts';

/** Who is related to whom, as the records show it: links.ts without what the scenarios of opportunities left out. */
export class Relations {
  private readonly links: Links;
  private readonly opportunities: OpportunityPlanner;

  constructor(links: Links, opportunities: OpportunityPlanner) {
    this.links = links;
    this.opportunities = opportunities;
  }

  /** The account of a contact, or null. */
  accountOfContact(contact: number): number | null {
    return this.links.seat(contact)?.company ?? null;
  }

  /** The account of an opportunity, or null. */
  accountOfOpportunity(opportunity: number): number | null {
    return this.opportunities.ties(opportunity).hasAccount ? this.links.buyer(opportunity) : null;
  }

  /** The contacts that have a role in an opportunity, the most important one first. */
  contactsOfOpportunity(opportunity: number): readonly number[] {
    return this.links.dealContacts(opportunity, this.opportunities.ties(opportunity).contacts);
  }

  /** The opportunities in which a contact has a role. */
  opportunitiesOfContact(contact: number): readonly number[] {
    const seat = this.links.seat(contact);
    if (seat === null) return [];
    const made = this.links.dealsWithRank(seat.companyRank);
    return made.filter((opportunity) => this.opportunities.ties(opportunity).contacts > seat.place);
  }

  /** The opportunities of an account. */
  opportunitiesOfAccount(account: number): readonly number[] {
    return this.links.dealsWith(account).filter((opportunity) => this.opportunities.ties(opportunity).hasAccount);
  }

  /** Whether a contact has a role in an opportunity that is open. */
  hasOpenOpportunity(contact: number): boolean {
    return this.opportunitiesOfContact(contact).some((opportunity) => this.opportunities.ties(opportunity).isOpen);
  }

  /** Whether a contact has a role in an opportunity that was won: Salesforce keeps no lifecycle of contacts. */
  isCustomer(contact: number): boolean {
    return this.opportunitiesOfContact(contact).some((opportunity) => this.opportunities.plan(opportunity).stage.isWon);
  }

  /** The related records of another object; none for pairs that have no relation. */
  of(object: ObjectName, index: number, to: ObjectName): readonly number[] {
    const one = (found: number | null) => (found === null ? [] : [found]);
    switch (`${object} ${to}` as const) {
      case 'Contact Account':
        return one(this.accountOfContact(index));
      case 'Account Contact':
        return this.links.staffOf(index);
      case 'Contact Opportunity':
        return this.opportunitiesOfContact(index);
      case 'Opportunity Contact':
        return this.contactsOfOpportunity(index);
      case 'Opportunity Account':
        return one(this.accountOfOpportunity(index));
      case 'Account Opportunity':
        return this.opportunitiesOfAccount(index);
      default:
        return [];
    }
  }
}
