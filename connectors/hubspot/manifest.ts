import { z } from 'zod';
import type { Manifest } from '../../src/model/connector.ts';

const unitMs: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000 };

function parseSpan(text: string, ctx: z.RefinementCtx): number {
  const match = /^\s*(\d{1,5})\s+(second|minute|hour)s?\s*$/i.exec(text);
  if (match) return Number(match[1]) * unitMs[match[2]!.toLowerCase()]!;
  ctx.addIssue({ code: 'custom', message: `expected a span of time; found "${text}". For example: 5 minutes` });
  return z.NEVER;
}

/** Settings of a HubSpot source in the agreement, beside `connector` and `sync`. */
export const hubspotConfig = z.strictObject({
  /**
   * How far a changed-since read goes back behind its cursor. HubSpot's search index lags by seconds (30 s were
   * reported), so a record may show up after a newer one was already read.
   */
  look_back: z
    .string()
    .default('5 minutes')
    .transform((text, ctx) => parseSpan(text, ctx)),
});

/** The settings once parsed; `look_back` in milliseconds. */
export type HubspotConfig = z.infer<typeof hubspotConfig>;

/** What the HubSpot connector says of itself. Leads (0-136) are not read yet. */
export const hubspotManifest: Manifest<HubspotConfig> = {
  name: 'hubspot',
  title: 'HubSpot',
  config: hubspotConfig,
  objects: { contacts: 'contact', companies: 'company', deals: 'deal' },
  secrets: {
    names: ['ACCESS_TOKEN', 'CLIENT_ID', 'CLIENT_SECRET', 'REFRESH_TOKEN', 'BASE_URL'],
    required: [['ACCESS_TOKEN'], ['CLIENT_ID', 'CLIENT_SECRET', 'REFRESH_TOKEN']],
  },
  capabilities: { write: true, provision: true, changedSince: true, links: true },
  // HubSpot: 100 inputs per batch update.
  writeCalls: (records) => Math.ceil(records / 100),
};
