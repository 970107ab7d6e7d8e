import { PRODUCTS } from './deal-words.ts';
import { createFirm } from './firms.ts';
import { Draw } from './random.ts';
import type { DealPair, Side } from './shared-pair.ts';
import type { Sharing } from './sharing.ts';

/** Whether and how a deal is over. */
export type DealState = 'open' | 'won' | 'lost';

/** What one CRM holds of a shared deal. */
export interface DealFacts {
  readonly name: string;
  readonly amount: number;
  /** Days from the sandboxes' start to the close date: negative for the past. */
  readonly closeInDays: number;
  /** How it ended, where this CRM's record is closed. */
  readonly outcome: Exclude<DealState, 'open'>;
}

/** Two decimals at most. */
const toCents = (amount: number) => Math.round(amount * 100) / 100;

/** Days to the close date: ahead for open deals, past for closed ones; where only one is closed, today or a little earlier. */
function closeDays(openCount: number, draw: Draw): number {
  if (openCount === 2) return draw.between(1, 150);
  return openCount === 1 ? -draw.between(0, 20) : -draw.between(1, 300);
}

/**
 * What both CRMs hold of a shared deal: the same, but for the planted disagreement.
 */
export function sharedDeal(seed: number, sharing: Sharing, pair: DealPair): Readonly<Record<Side, DealFacts>> {
  const draw = new Draw(seed, 203, pair.number);
  const { drift, openCount } = pair;
  const buyer = sharing.hubspotLinks.buyer(pair.hubspot);
  const firm = buyer === null ? 'Walk-in' : createFirm(seed, buyer).name;
  const whole = Math.round(10 ** (3 + draw.below(2600) / 1000));
  const amount = draw.chance(20) ? toCents(whole + draw.between(1, 99) / 100) : whole;
  const outcome = draw.chance(55) ? 'won' : 'lost';
  const closeInDays = closeDays(openCount, draw);
  const facts: DealFacts = { name: `${firm} - ${draw.pick(PRODUCTS)}`, amount, closeInDays, outcome };
  const later = draw.between(3, 25);
  const other: DealFacts = {
    ...facts,
    ...(drift?.field === 'amount' && { amount: toCents(amount * 1.25) }),
    ...(drift?.field === 'closeDate' && { closeInDays: closeInDays + (openCount === 0 ? -later : later) }),
    ...(drift?.field === 'stage' && { outcome: outcome === 'won' ? 'lost' : 'won' }),
  };
  return {
    hubspot: drift?.side === 'hubspot' ? other : facts,
    salesforce: drift?.side === 'salesforce' ? other : facts,
  };
}
