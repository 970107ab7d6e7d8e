import { SandboxClock } from '../core/clock.ts';
import { listenOnLoopback } from '../core/http-server.ts';
import { fillHubSpotSizes, fillSalesforceSizes } from '../core/population/crm-sizes.ts';
import { createApp } from './app.ts';
import { readOptions, type SalesforceSandboxOptions, type Settings } from './options.ts';
import { Org } from './org.ts';
import { createPopulation } from './population/index.ts';
import type { Population, PopulationOptions } from './population/population.ts';

/** A running sandbox and what a client needs to use it. */
export interface SalesforceSandbox {
  /** `http://127.0.0.1:PORT`: login host, My Domain and instance in one. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** The user the app runs as. */
  readonly username: string;
  readonly userId: string;
  readonly organizationId: string;
  /** PKCS #8, PEM: signs assertions of the JWT bearer flow. */
  readonly privateKey: string;
  close(): Promise<void>;
}

/** Starts an imitation of Salesforce's API with seeded, dirty records on the loopback address. */
export function startSalesforceSandbox(options: SalesforceSandboxOptions): Promise<SalesforceSandbox> {
  return serveSalesforce(options, createPopulation);
}

/** The same over records made otherwise. */
export async function serveSalesforce(
  options: SalesforceSandboxOptions,
  populate: (options: PopulationOptions) => Population,
): Promise<SalesforceSandbox> {
  const settings = readOptions(options);
  const { readClock = () => 0, now, seed, timeZone, withHubSpot } = settings;
  const clock = new SandboxClock(readClock, now?.getTime() ?? null);
  const hubspot = withHubSpot && fillHubSpotSizes(withHubSpot);
  const population = populate({ seed, sizes: sizesOf(settings), now: clock.now(), timeZone, hubspot });
  const org = new Org(settings, population, clock);
  const server = await listenOnLoopback(createApp(org), settings.port);
  const { clientId, clientSecret, refreshToken, username, userId, organizationId, privateKey } = org;
  return { ...server, clientId, clientSecret, refreshToken, username, userId, organizationId, privateKey };
}

function sizesOf(settings: Settings) {
  const { leads, contacts, accounts, opportunities } = fillSalesforceSizes(settings);
  return { Lead: leads, Contact: contacts, Account: accounts, Opportunity: opportunities };
}
