import { z } from 'zod';
import type { ReadClock } from '../core/clock.ts';
import type { SomeSalesforceSizes } from '../core/population/crm-sizes.ts';

/** Limits of the account; null switches one off. HubSpot Professional: 190 per ten seconds, 5 searches per second, 625,000 a day. */
export interface Limits {
  readonly perTenSeconds: number | null;
  readonly searchPerSecond: number | null;
  readonly daily: number | null;
}

/** How a sandbox is to be; everything has a default, but time must come from somewhere. */
export interface HubSpotSandboxOptions {
  /**
   * Reads the real time, epoch ms. Without it time stands still but for `/_sandbox/clock`: `now` is then needed, and all
   * limits must be off, as no window would ever pass.
   */
  readonly readClock?: ReadClock | undefined;
  /** 0 takes any free port (default). */
  readonly port?: number | undefined;
  readonly contacts?: number | undefined;
  /** Default: 24 % of the contacts, rounded. */
  readonly companies?: number | undefined;
  /** Default: 40 % of the contacts, rounded. */
  readonly deals?: number | undefined;
  readonly seed?: number | undefined;
  /** The sandbox's present, which then stands still until it is moved; default: the real time, running. */
  readonly now?: Date | undefined;
  /** IANA time zone of the account. */
  readonly timeZone?: string | undefined;
  /** Added to every API answer. */
  readonly latencyMs?: number | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** How long search answers lag behind writes; HubSpot's index takes seconds. */
  readonly searchLagMs?: number | undefined;
  /** What the first token may do; default: everything the sandbox knows. */
  readonly scopes?: readonly string[] | undefined;
  readonly accessToken?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly portalId?: number | undefined;
  /** Whether the account's tier has the `hs_v2_*` time-in-stage properties (HubSpot: Professional and up). */
  readonly timeInStage?: boolean | undefined;
  /** Status of partly failed batches on 2026-09 paths: recorded answers say 207, that version's file lists only 200. */
  readonly partialStatus?: 200 | 207 | undefined;
  /** HubSpot's beta in which a merge keeps the primary record's id; default: a merge makes a new id. */
  readonly mergeKeepsPrimaryId?: boolean | undefined;
  /**
   * Sizes of a Salesforce sandbox of the same seed, time zone and day that knows a part of the same people, companies and
   * deals; the account then has the properties of HubSpot's Salesforce integration.
   */
  readonly withSalesforce?: SomeSalesforceSizes | undefined;
}

/** Everything an app of this account may be granted. */
export const ALL_SCOPES: readonly string[] = [
  'oauth',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.deals.read',
  'crm.objects.deals.write',
  'crm.objects.owners.read',
  'crm.schemas.companies.read',
  'crm.schemas.companies.write',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'crm.schemas.deals.read',
  'crm.schemas.deals.write',
];

const count = z.int().min(0).max(5_000_000);
const limit = z.int().min(1).nullable();

const fields = z.object({
  readClock: z.custom<ReadClock>((value) => typeof value === 'function', 'expected a function').optional(),
  port: z.int().min(0).max(65_535).default(0),
  contacts: count.default(1_000),
  companies: count.optional(),
  deals: count.optional(),
  seed: z.int().default(1),
  now: z.date().optional(),
  timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone such as Europe/Berlin').default('UTC'),
  latencyMs: z.int().min(0).max(60_000).default(0),
  limits: z
    .object({
      perTenSeconds: limit.default(190),
      searchPerSecond: limit.default(5),
      daily: limit.default(625_000),
    })
    .prefault({}),
  searchLagMs: z.int().min(0).default(0),
  scopes: z.array(z.string()).readonly().default(ALL_SCOPES),
  accessToken: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
  portalId: z.int().min(1).default(148_543_157),
  timeInStage: z.boolean().default(true),
  partialStatus: z.union([z.literal(200), z.literal(207)]).default(207),
  mergeKeepsPrimaryId: z.boolean().default(false),
  withSalesforce: z
    .strictObject({
      leads: count,
      contacts: count.optional(),
      accounts: count.optional(),
      opportunities: count.optional(),
    })
    .optional(),
});

const schema = fields
  .refine((options) => options.readClock !== undefined || options.now !== undefined, {
    path: ['now'],
    message: 'expected a time to stand still at, or readClock to follow',
  })
  .refine((options) => options.readClock !== undefined || isUnlimited(options.limits), {
    path: ['limits'],
    message: 'without readClock no window passes, so perTenSeconds and searchPerSecond must be null',
  });

/** The options with every default filled in. */
export type Settings = z.infer<typeof schema>;

/** Checks options and fills in the defaults; throws with the name of the option that is wrong. */
export function readOptions(options: HubSpotSandboxOptions): Settings {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The HubSpot sandbox cannot start: ${problems.join('; ')}.`);
}

function isUnlimited(limits: Pick<Limits, 'perTenSeconds' | 'searchPerSecond'>): boolean {
  return limits.perTenSeconds === null && limits.searchPerSecond === null;
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
