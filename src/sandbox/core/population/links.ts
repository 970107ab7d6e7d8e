import { type Blocks, createBlocks } from './blocks.ts';
import { hash } from './random.ts';

/** How many contacts, companies and deals there are to link. */
interface LinkedSizes {
  readonly contacts: number;
  readonly companies: number;
  readonly deals: number;
}

/** The place of a contact in the company it works for. */
interface Seat {
  /** Index of the company. */
  readonly company: number;
  /** Rank of the company among those that have contacts at all. */
  readonly companyRank: number;
  /** How many colleagues came before, which keeps names and addresses of a company apart. */
  readonly place: number;
}

/** How many more contacts the eight companies of a chunk get in each round: a few large ones, many small. */
const EXTRAS = [0, 0, 1, 1, 2, 2, 4, 6] as const;
const EXTRA_STARTS = [0, 0, 0, 1, 2, 4, 6, 10] as const;
const CHUNK = EXTRAS.length;
const ROUND = 16;
const LANE_MEMBERS = [2, 3, 4, 4, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7] as const;

/**
 * Who belongs to whom, by arithmetic that can be undone: rank r of the contacts first fills one place in every company,
 * then further places in rounds. Loners (blocks.ts) are contacts without a company and companies without a contact.
 */
export class Links {
  readonly contacts: Blocks;
  readonly companies: Blocks;
  private readonly deals: number;
  /** Every second company with contacts buys: these are the companies that deals are made with. */
  private readonly buyers: number;
  private readonly stride: number;
  private readonly inverse: number;
  private readonly offset: number;

  constructor(seed: number, sizes: LinkedSizes) {
    this.contacts = createBlocks(hash(seed, 21), sizes.contacts);
    this.companies = createBlocks(hash(seed, 22), sizes.companies);
    this.deals = sizes.deals;
    this.buyers = Math.ceil(this.companies.paired / 2);
    this.stride = findStride(this.buyers);
    this.inverse = invert(this.stride, this.buyers);
    this.offset = this.buyers === 0 ? 0 : hash(seed, 23) % this.buyers;
  }

  /** Where a contact works, or null where it has no company. */
  seat(contact: number): Seat | null {
    const rank = this.contacts.rank(contact);
    const employers = this.companies.paired;
    if (rank === null || employers === 0) return null;
    const { companyRank, place } =
      rank < employers ? { companyRank: rank, place: 0 } : this.extraSeat(rank - employers);
    return { companyRank, place, company: this.companies.atRank(companyRank) };
  }

  /** The companies of a contact, its employer first; about one in twelve has a second one. */
  companiesOf(contact: number): readonly number[] {
    const seat = this.seat(contact);
    if (seat === null) return [];
    const rank = this.contacts.rank(contact) as number;
    if (!this.hasSecondCompany(rank)) return [seat.company];
    return [seat.company, this.companies.atRank((seat.companyRank + this.secondStep()) % this.companies.paired)];
  }

  /** The contacts of a company: those that work there, then those for which it is the second one. */
  contactsOf(company: number): readonly number[] {
    const rank = this.companies.rank(company);
    if (rank === null) return [];
    const employers = this.companies.paired;
    const found = this.staffRanks(rank);
    const neighbour = (rank - this.secondStep() + employers) % employers;
    if (employers > 1) found.push(...this.staffRanks(neighbour).filter((staff) => this.hasSecondCompany(staff)));
    return found.map((staff) => this.contacts.atRank(staff));
  }

  /** The contacts that work for a company, without those for which it is the second one. */
  staffOf(company: number): readonly number[] {
    const rank = this.companies.rank(company);
    return rank === null ? [] : this.staffRanks(rank).map((staff) => this.contacts.atRank(staff));
  }

  /** Whether anybody works for a company, without listing them. */
  hasStaff(company: number): boolean {
    const rank = this.companies.rank(company);
    return rank !== null && rank < this.contacts.paired;
  }

  /** Whether a company has a contact, without listing them. */
  hasContacts(company: number): boolean {
    const rank = this.companies.rank(company);
    if (rank === null) return false;
    return rank < this.contacts.paired || this.contactsOf(company).length > 0;
  }

  /** The company a deal is made with (even where the association itself was left out), or null without any company. */
  buyer(deal: number): number | null {
    const rank = this.buyerRank(deal);
    return rank === null ? null : this.companies.atRank(rank);
  }

  /** The first `wanted` people of the deal's company; fewer where it has fewer. */
  dealContacts(deal: number, wanted: number): readonly number[] {
    const rank = this.buyerRank(deal);
    if (rank === null) return [];
    return this.staffRanks(rank, wanted).map((staff) => this.contacts.atRank(staff));
  }

  /** The deals made with a company, whether or not each is associated with it. */
  dealsWith(company: number): readonly number[] {
    const rank = this.companies.rank(company);
    return rank === null ? [] : this.dealsWithRank(rank);
  }

  /** The deals made with the company of a seat. */
  dealsWithRank(companyRank: number): readonly number[] {
    if (companyRank % 2 !== 0) return [];
    const turn = (companyRank / 2 - this.offset + this.buyers) % this.buyers;
    const found: number[] = [];
    for (let deal = (turn * this.inverse) % this.buyers; deal < this.deals; deal += this.buyers) found.push(deal);
    return found;
  }

  private buyerRank(deal: number): number | null {
    if (this.buyers === 0) return null;
    return 2 * (((((deal % this.buyers) * this.stride) % this.buyers) + this.offset) % this.buyers);
  }

  private hasSecondCompany(contactRank: number): boolean {
    return contactRank % 12 === 5 && this.companies.paired > 1;
  }

  private secondStep(): number {
    return 3 % this.companies.paired || 1;
  }

  private extraSeat(extra: number): { companyRank: number; place: number } {
    const employers = this.companies.paired;
    const chunks = Math.floor(employers / CHUNK);
    if (chunks === 0) return { companyRank: extra % employers, place: 1 + Math.floor(extra / employers) };
    const lane = extra % ROUND;
    const turn = Math.floor(extra / ROUND);
    const member = LANE_MEMBERS[lane] as number;
    const earlier = Math.floor(turn / chunks) * (EXTRAS[member] as number);
    return {
      companyRank: (turn % chunks) * CHUNK + member,
      place: 1 + earlier + lane - (EXTRA_STARTS[member] as number),
    };
  }

  /** Ranks of the contacts that work for a company, by place. */
  private staffRanks(companyRank: number, limit = Number.POSITIVE_INFINITY): number[] {
    const employers = this.companies.paired;
    const found = companyRank < this.contacts.paired ? [companyRank] : [];
    const chunks = Math.floor(employers / CHUNK);
    if (chunks === 0) {
      for (let rank = companyRank + employers; rank < this.contacts.paired; rank += employers) found.push(rank);
    } else if (companyRank < chunks * CHUNK) {
      const member = companyRank % CHUNK;
      const first = Math.floor(companyRank / CHUNK);
      for (let turn = first; found.length < limit && employers + turn * ROUND < this.contacts.paired; turn += chunks) {
        for (let lane = 0; lane < (EXTRAS[member] as number); lane += 1) {
          const rank = employers + turn * ROUND + (EXTRA_STARTS[member] as number) + lane;
          if (rank < this.contacts.paired) found.push(rank);
        }
      }
    }
    return found.length > limit ? found.slice(0, limit) : found;
  }
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** A step through 0 … count−1 that reaches all of them and scatters neighbours (near the golden section). */
function findStride(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.618));
  while (greatestDivisor(stride, Math.max(1, count)) !== 1) stride += 1;
  return stride;
}

/** The number that undoes a multiplication modulo `count` (extended Euclid). */
function invert(factor: number, count: number): number {
  let [high, low, highShare, lowShare] = [count, factor % Math.max(1, count), 0, 1];
  while (low > 0) {
    const times = Math.floor(high / low);
    [high, low] = [low, high - times * low];
    [highShare, lowShare] = [lowShare, highShare - times * lowShare];
  }
  return count === 0 ? 0 : ((highShare % count) + count) % count;
}
