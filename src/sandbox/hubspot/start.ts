import { SandboxClock } from '../core/clock.ts';
import { listenOnLoopback } from '../core/http-server.ts';
import { fillHubSpotSizes, fillSalesforceSizes } from '../core/population/crm-sizes.ts';
import { createApp } from './app.ts';
import { type HubSpotSandboxOptions, readOptions, type Settings } from './options.ts';
import { createPopulation } from './population/index.ts';
import type { Population, PopulationOptions } from './population/population.ts';
import { Portal } from './portal.ts';

/** A running sandbox and what a client needs to use it. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, to be used in the place of the vendor's host. */
  readonly url: string;
  readonly accessToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly portalId: number;
  close(): Promise<void>;
}

/** Starts an imitation of HubSpot's API with seeded, dirty records on the loopback address. */
export function startHubSpotSandbox(options: HubSpotSandboxOptions): Promise<Sandbox> {
  return serveHubSpot(options, createPopulation);
}

/** The same over records made otherwise. */
export async function serveHubSpot(
  options: HubSpotSandboxOptions,
  populate: (options: PopulationOptions) => Population,
): Promise<Sandbox> {
  const settings = readOptions(options);
  const clock = startClock(settings);
  const { seed, timeZone, withSalesforce } = settings;
  const salesforce = withSalesforce && fillSalesforceSizes(withSalesforce);
  const sizes = fillHubSpotSizes(settings);
  const population = populate({ seed, sizes, now: clock.now(), timeZone, salesforce });
  const portal = new Portal(settings, population, clock);
  const server = await listenOnLoopback(createApp(portal), settings.port);
  const { accessToken, clientId, clientSecret, refreshToken } = portal;
  return { ...server, accessToken, clientId, clientSecret, refreshToken, portalId: settings.portalId };
}

function startClock({ readClock = () => 0, now }: Settings): SandboxClock {
  return new SandboxClock(readClock, now?.getTime() ?? null);
}
