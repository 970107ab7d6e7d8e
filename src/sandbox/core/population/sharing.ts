import { type Blocks, createBlocks } from './blocks.ts';
import { Conversions, UNCONVERTED } from './conversions.ts';
import type { HubSpotSizes, SalesforceSizes } from './crm-sizes.ts';
import { Links } from './links.ts';
import { drawOrder, type Likeness, pairUp } from './pair-up.ts';
import { hash } from './random.ts';
import { type CompanyPair, carriesId, type DealPair, driftOf, type PersonPair, type Side } from './shared-pair.ts';

/** The sizes of both CRMs. */
interface Sizes {
  readonly hubspot: HubSpotSizes;
  readonly salesforce: SalesforceSizes;
}

/** Salts of the blocks that scenarios are dealt out by. */
export const BLOCK_SALTS = { hubspotDeals: 61, leads: 71, opportunities: 101 } as const;

/** Positions of a block whose records have no fault in what both CRMs hold, from the first to before the last. */
const SOUND = { people: [6, 19], leads: [7, UNCONVERTED], companies: [6, 19], deals: [7, 20] } as const;

/** Positions of deals and opportunities from this one on are closed. */
const CLOSED_FROM = 13;

/** The part of the Salesforce records that HubSpot has too. */
const third = (size: number) => Math.round(size / 3);

/** Of every fifty shared deals one is over in one CRM and still open in the other. */
const HALF_CLOSED = 1 / 50;

/** Companies and accounts of the same place in a chunk of eight have like numbers of people, and both buy or neither does. */
const CHUNK = 8;

const any: Likeness = [() => 0, () => 0];

function isSound(blocks: Blocks, [from, to]: readonly [number, number]): (index: number) => boolean {
  return (index) => {
    const position = blocks.position(index);
    return position >= from && position < to;
  };
}

function pairCompanies(seed: number, hubspot: Links, salesforce: Links): CompanyPair[] {
  const accounts = drawOrder(seed, 211, salesforce.companies.size, isSound(salesforce.companies, SOUND.companies));
  const companies = drawOrder(seed, 212, hubspot.companies.size, isSound(hubspot.companies, SOUND.companies));
  const place = (links: Links) => (index: number) => (links.companies.rank(index) ?? 0) % CHUNK;
  const pairs = pairUp(accounts, companies, third(salesforce.companies.size), [
    [place(salesforce), place(hubspot)],
    any,
  ]);
  return pairs.map(([account, company], number) => {
    const hasId = carriesId(number);
    const fields = ['domain', 'name', 'country', 'employees'] as const;
    const drift = driftOf(number, fields, (field) => hasId || field !== 'domain');
    return { number, hubspot: company, salesforce: account, hasId, drift };
  });
}

/** The number of the company pair that a record of either side belongs to, or null. */
interface Employers {
  hubspot(company: number | null): number | null;
  salesforce(account: number | null): number | null;
}

function employersOf(pairs: readonly CompanyPair[]): Employers {
  const find = (side: Side) => {
    const numbers = new Map(pairs.map((pair) => [pair[side], pair.number]));
    return (index: number | null) => (index === null ? null : (numbers.get(index) ?? null));
  };
  return { hubspot: find('hubspot'), salesforce: find('salesforce') };
}

/** Who became a contact from a lead stays out: the old lead still shows who that was. */
function convertedContacts(seed: number, leads: Blocks, links: Links): ReadonlySet<number | null> {
  const conversions = new Conversions(seed, leads, links);
  return new Set(Array.from({ length: leads.size }, (_, lead) => conversions.contactOf(lead)));
}

function pairPeople(
  seed: number,
  hubspot: Links,
  salesforce: Links,
  leads: Blocks,
  employers: Employers,
): PersonPair[] {
  const isConverted = convertedContacts(seed, leads, salesforce);
  const isSoundContact = isSound(salesforce.contacts, SOUND.people);
  const wanted = drawOrder(
    seed,
    213,
    salesforce.contacts.size,
    (index) => isSoundContact(index) && !isConverted.has(index),
  );
  const people = drawOrder(seed, 214, hubspot.contacts.size, isSound(hubspot.contacts, SOUND.people));
  const colleagues: Likeness = [
    (contact) => employers.salesforce(salesforce.seat(contact)?.company ?? null),
    (contact) => employers.hubspot(hubspot.seat(contact)?.company ?? null),
  ];
  const contacts = pairUp(wanted, people, third(salesforce.contacts.size), [colleagues, any]);
  const taken = new Set(contacts.map(([, person]) => person));
  const open = drawOrder(seed, 215, leads.size, isSound(leads, SOUND.leads));
  const others = people.filter((person) => !taken.has(person));
  const found = [
    ...contacts.map((pair) => ['contact', ...pair] as const),
    ...pairUp(open, others, third(leads.size), [any]).map((pair) => ['lead', ...pair] as const),
  ];
  return found.map(([object, index, person], number) => {
    const hasId = carriesId(number);
    const fields = ['email', 'phone', 'jobTitle', 'lastName', 'country', 'firstName'] as const;
    const drift = driftOf(number, fields, (field) => hasId || field !== 'email');
    return { number, object, hubspot: person, salesforce: index, hasId, drift };
  });
}

function pairDeals(seed: number, { hubspot, salesforce }: Sizes, links: Record<Side, Links>, employers: Employers) {
  const blocks = {
    hubspot: createBlocks(hash(seed, BLOCK_SALTS.hubspotDeals), hubspot.deals),
    salesforce: createBlocks(hash(seed, BLOCK_SALTS.opportunities), salesforce.opportunities),
  };
  const isClosed = (side: Side) => (index: number) => Number(blocks[side].position(index) >= CLOSED_FROM);
  const isOpen = (side: Side) => (index: number) => 1 - isClosed(side)(index);
  const buyer = (side: Side) => (index: number) => {
    const employer = employers[side](links[side].buyer(index));
    return employer === null ? null : 2 * employer + isClosed(side)(index);
  };
  const opportunities = drawOrder(seed, 216, salesforce.opportunities, isSound(blocks.salesforce, SOUND.deals));
  const deals = drawOrder(seed, 217, hubspot.deals, isSound(blocks.hubspot, SOUND.deals));
  const wanted = third(salesforce.opportunities);
  const half = pairUp(opportunities, deals, Math.ceil(wanted * HALF_CLOSED), [
    [isOpen('salesforce'), isClosed('hubspot')],
  ]);
  const taken = { salesforce: new Set(half.map(([one]) => one)), hubspot: new Set(half.map(([, other]) => other)) };
  const whole = pairUp(
    opportunities.filter((index) => !taken.salesforce.has(index)),
    deals.filter((index) => !taken.hubspot.has(index)),
    wanted - half.length,
    [
      [buyer('salesforce'), buyer('hubspot')],
      [isOpen('salesforce'), isOpen('hubspot')],
    ],
  );
  return [...half, ...whole].map(([opportunity, deal], number): DealPair => {
    const openCount = isOpen('salesforce')(opportunity) + isOpen('hubspot')(deal);
    const fields = ['amount', 'closeDate', 'stage'] as const;
    const drift =
      number < half.length
        ? ({ field: 'stage', side: 'hubspot' } as const)
        : driftOf(number, fields, (field) => field !== 'stage' || openCount === 0);
    return { number, hubspot: deal, salesforce: opportunity, hasId: true, drift, openCount };
  });
}

const byIndex = <P extends { readonly hubspot: number; readonly salesforce: number }>(
  pairs: readonly P[],
  side: Side,
) => new Map(pairs.map((pair) => [pair[side], pair]));

/**
 * Which records of a HubSpot account and a Salesforce organization are the same people, companies and deals: a third of the
 * Salesforce ones. Both sandboxes compute it alone, from the seed and the sizes of both.
 */
export class Sharing {
  readonly people: readonly PersonPair[];
  readonly companies: readonly CompanyPair[];
  readonly deals: readonly DealPair[];
  readonly hubspot: HubSpotSizes;
  readonly ofHubSpot: {
    readonly contacts: ReadonlyMap<number, PersonPair>;
    readonly companies: ReadonlyMap<number, CompanyPair>;
    readonly deals: ReadonlyMap<number, DealPair>;
  };
  readonly ofSalesforce: {
    readonly leads: ReadonlyMap<number, PersonPair>;
    readonly contacts: ReadonlyMap<number, PersonPair>;
    readonly accounts: ReadonlyMap<number, CompanyPair>;
    readonly opportunities: ReadonlyMap<number, DealPair>;
  };
  /** Who belongs to whom in HubSpot. */
  readonly hubspotLinks: Links;

  constructor(seed: number, sizes: Sizes) {
    const { contacts, accounts, opportunities } = sizes.salesforce;
    const hubspot = new Links(seed, sizes.hubspot);
    const salesforce = new Links(seed, { contacts, companies: accounts, deals: opportunities });
    const leads = createBlocks(hash(seed, BLOCK_SALTS.leads), sizes.salesforce.leads);
    this.hubspot = sizes.hubspot;
    this.hubspotLinks = hubspot;
    this.companies = pairCompanies(seed, hubspot, salesforce);
    const employers = employersOf(this.companies);
    this.people = pairPeople(seed, hubspot, salesforce, leads, employers);
    this.deals = pairDeals(seed, sizes, { hubspot, salesforce }, employers);
    const people = (object: PersonPair['object']) => this.people.filter((pair) => pair.object === object);
    this.ofHubSpot = {
      contacts: byIndex(this.people, 'hubspot'),
      companies: byIndex(this.companies, 'hubspot'),
      deals: byIndex(this.deals, 'hubspot'),
    };
    this.ofSalesforce = {
      leads: byIndex(people('lead'), 'salesforce'),
      contacts: byIndex(people('contact'), 'salesforce'),
      accounts: byIndex(this.companies, 'salesforce'),
      opportunities: byIndex(this.deals, 'salesforce'),
    };
  }
}
