import { FatalError } from '../../src/model/errors.ts';

/** What the org's answers last told of its daily API calls; null where nothing was told. */
export interface KnownLimits {
  /** Calls of all programs in the last 24 hours, and how many the org may make. */
  readonly used: number | null;
  readonly limit: number | null;
  /** Calls of this app alone, where the org reports them. */
  readonly ownUsed: number | null;
}

/** Nothing told yet. */
export const unknownLimits: KnownLimits = { used: null, limit: null, ownUsed: null };

/** So much of the org's daily calls is always left to its other programs, whatever the agreement says. */
const reserve = 0.05;

/** Reads `Sforce-Limit-Info: api-usage=18/5000; per-app-api-usage=17/250(appName=…)`; bulk and SOAP answers lack it. */
export function readLimits(header: string | undefined, before: KnownLimits): KnownLimits {
  const org = /(?:^|[;,\s])api-usage=(\d+)\/(\d+)/.exec(header ?? '');
  if (!org) return before;
  const own = /per-app-api-usage=(\d+)\/\d+/.exec(header ?? '');
  return { used: Number(org[1]), limit: Number(org[2]), ownUsed: own ? Number(own[1]) : before.ownUsed };
}

/**
 * Keeps this connection to its share of the org's daily calls. What this app used is told by the org where it counts
 * per app, else it is what was called here. Salesforce's day is any 24 hours, so a pause ends by itself.
 */
export function checkBudget(limits: KnownLimits, calls: number, share: number, settingName: string): void {
  const { used, limit } = limits;
  if (used === null || limit === null || limit <= 0) return;
  const own = Math.max(limits.ownUsed ?? 0, calls);
  const allowed = Math.floor(limit * share);
  if (own >= allowed)
    throw new FatalError({
      code: 'CRM_DAILY_LIMIT',
      message:
        `Salesforce: ${own} of the ${allowed} API calls are used that this connection may make in 24 hours ` +
        `(${Math.round(share * 1000) / 10} % of the org's ${limit}). Run again later, or raise ${settingName} in the ` +
        'agreement; what was done is kept.',
    });
  if (used >= limit * (1 - reserve))
    throw new FatalError({
      code: 'CRM_DAILY_LIMIT',
      message:
        `Salesforce: the org has used ${used} of its ${limit} API calls of 24 hours; the rest is left to its other ` +
        'programs. Run again later; what was done is kept.',
    });
}
