import { z } from 'zod';
import type { Manifest } from '../../src/model/connector.ts';

const unitMs: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000 };

function parseSpan(text: string, ctx: z.RefinementCtx): number {
  const match = /^\s*(\d{1,5})\s+(second|minute|hour)s?\s*$/i.exec(text);
  if (match) return Number(match[1]) * unitMs[match[2]!.toLowerCase()]!;
  ctx.addIssue({ code: 'custom', message: `expected a span of time; found "${text}". For example: 10 minutes` });
  return z.NEVER;
}

function parseShare(text: string, ctx: z.RefinementCtx): number {
  const match = /^\s*(\d{1,3}(?:\.\d+)?)\s*%\s*$/.exec(text);
  const share = match ? Number(match[1]) / 100 : 0;
  if (share > 0 && share <= 1) return share;
  ctx.addIssue({ code: 'custom', message: `expected a share from 1% to 100%; found "${text}". For example: 25%` });
  return z.NEVER;
}

/** Settings of a Salesforce source in the agreement, beside `connector` and `sync`. */
export const salesforceConfig = z.strictObject({
  /**
   * How far a changed-since read goes back behind its cursor. Salesforce stamps a change when its transaction begins
   * to save, and a transaction of up to ten minutes shows up that much later.
   */
  look_back: z
    .string()
    .default('10 minutes')
    .transform((text, ctx) => parseSpan(text, ctx)),
  /** The share of the org's daily API calls that this connection may use. */
  daily_share: z
    .string()
    .default('25%')
    .transform((text, ctx) => parseShare(text, ctx)),
  /** A query that finds more rows than this is read by Bulk API 2.0; 10,000 rows are five pages of REST. */
  bulk_reads_above: z.int().min(1).max(1_000_000).default(10_000),
  /** More changed records of an object than this are written by Bulk API 2.0; 5,000 are 25 calls of REST. */
  bulk_writes_above: z.int().min(1).max(50_000).default(5000),
});

/** The settings once parsed: `look_back` in milliseconds, `daily_share` from 0 to 1. */
export type SalesforceConfig = z.infer<typeof salesforceConfig>;

/** What the Salesforce connector says of itself. */
export const salesforceManifest: Manifest<SalesforceConfig> = {
  name: 'salesforce',
  title: 'Salesforce',
  config: salesforceConfig,
  objects: {
    leads: 'lead',
    contacts: 'contact',
    accounts: 'company',
    companies: 'company',
    opportunities: 'deal',
    deals: 'deal',
  },
  secrets: {
    names: ['LOGIN_URL', 'CLIENT_ID', 'CLIENT_SECRET', 'USERNAME', 'PRIVATE_KEY_FILE', 'REFRESH_TOKEN'],
    required: [
      ['LOGIN_URL', 'CLIENT_ID', 'CLIENT_SECRET'],
      ['LOGIN_URL', 'CLIENT_ID', 'USERNAME', 'PRIVATE_KEY_FILE'],
      ['LOGIN_URL', 'CLIENT_ID', 'REFRESH_TOKEN'],
    ],
  },
  capabilities: { write: true, provision: true, changedSince: true, links: true },
  // Salesforce: 200 records per collection; a bulk job is opened, filled, closed, polled and read in two lists.
  writeCalls: (records, { bulk_writes_above }) =>
    records > bulk_writes_above ? Math.ceil(records / 50_000) * 6 : Math.ceil(records / 200),
};
