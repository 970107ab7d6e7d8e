import { z } from 'zod';
import type { ReadClock } from '../core/clock.ts';
import type { SomeHubSpotSizes } from '../core/population/crm-sizes.ts';

/** How a sandbox is to be; everything has a default, but time must come from somewhere. */
export interface SalesforceSandboxOptions {
  /** Reads the real time, epoch ms. Without it time stands still at `now` but for `/_sandbox/clock`. */
  readonly readClock?: ReadClock | undefined;
  /** 0 takes any free port (default). */
  readonly port?: number | undefined;
  readonly leads?: number | undefined;
  /** Default: 40 % of the leads, rounded. */
  readonly contacts?: number | undefined;
  /** Default: 15 % of the leads, rounded. */
  readonly accounts?: number | undefined;
  /** Default: 20 % of the leads, rounded. */
  readonly opportunities?: number | undefined;
  readonly seed?: number | undefined;
  /** The sandbox's present, which then stands still until it is moved; default: the real time, running. */
  readonly now?: Date | undefined;
  /** IANA time zone of the organization and of the app's user: `TODAY` and the like begin at its midnight. */
  readonly timeZone?: string | undefined;
  /** Added to every API answer. */
  readonly latencyMs?: number | undefined;
  /** API calls in 24 hours, rolling. Salesforce Enterprise: 100,000 and 1,000 per licence. */
  readonly dailyLimit?: number | undefined;
  readonly features?: { readonly leadHistory?: boolean; readonly multiCurrency?: boolean } | undefined;
  /** Sizes of a HubSpot sandbox of the same seed, time zone and day that knows a part of the same people, companies and deals. */
  readonly withHubSpot?: SomeHubSpotSizes | undefined;
}

const count = z.int().min(0).max(5_000_000);

const schema = z
  .object({
    readClock: z.custom<ReadClock>((value) => typeof value === 'function', 'expected a function').optional(),
    port: z.int().min(0).max(65_535).default(0),
    leads: count.default(1_000),
    contacts: count.optional(),
    accounts: count.optional(),
    opportunities: count.optional(),
    seed: z.int().default(1),
    now: z.date().optional(),
    timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/Berlin').default('UTC'),
    latencyMs: z.int().min(0).max(60_000).default(0),
    dailyLimit: z.int().min(1).default(115_000),
    features: z
      .object({ leadHistory: z.boolean().default(true), multiCurrency: z.boolean().default(false) })
      .prefault({}),
    withHubSpot: z.strictObject({ contacts: count, companies: count.optional(), deals: count.optional() }).optional(),
  })
  .refine((options) => options.readClock !== undefined || options.now !== undefined, {
    path: ['now'],
    message: 'expected a time to stand still at, or readClock to follow',
  });

/** The options with every default filled in. */
export type Settings = z.infer<typeof schema>;

/** Checks options and fills in the defaults; throws with the name of the option that is wrong. */
export function readOptions(options: SalesforceSandboxOptions): Settings {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The Salesforce sandbox cannot start: ${problems.join('; ')}.`);
}

/** Whether the platform knows an IANA zone. */
function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
