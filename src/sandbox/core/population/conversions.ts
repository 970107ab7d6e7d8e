import type { Blocks } from './blocks.ts';
import type { Links } from './links.ts';
import { hash } from './random.ts';

/** The position of the converted lead of every block, and of a second one in every fifth block: 6 % of all leads. */
const CONVERTED = 19;
const ALSO_CONVERTED = 18;

/** Positions of a block whose leads are open: the others may be converted. */
export const UNCONVERTED = ALSO_CONVERTED;

/** Which leads were converted, and into whom. */
export class Conversions {
  private readonly seed: number;
  private readonly leads: Blocks;
  private readonly links: Links;

  constructor(seed: number, leads: Blocks, links: Links) {
    this.seed = seed;
    this.leads = leads;
    this.links = links;
  }

  /** The contact that a lead became, or null where it is none yet. */
  contactOf(lead: number): number | null {
    const position = this.leads.position(lead);
    const block = this.leads.block(lead);
    const isConverted = position === CONVERTED || (position === ALSO_CONVERTED && block % 5 === 0);
    return isConverted ? this.convertedContact(block * 2 + (position === CONVERTED ? 0 : 1)) : null;
  }

  /** A contact that has an account, another one for each number as long as there are enough. */
  private convertedContact(number: number): number | null {
    const { contacts, companies } = this.links;
    if (contacts.paired === 0 || companies.paired === 0) return null;
    return contacts.atRank((number + (hash(this.seed, 73) % contacts.paired)) % contacts.paired);
  }
}
