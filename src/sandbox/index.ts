/** The CRMs that are imitated for demonstrations, tests and practice. */
export type { ReadClock } from './core/clock.ts';
export type { HubSpotSandboxOptions, Limits } from './hubspot/options.ts';
export { type Sandbox, startHubSpotSandbox } from './hubspot/start.ts';
export type { SalesforceSandboxOptions } from './salesforce/options.ts';
export { type SalesforceSandbox, startSalesforceSandbox } from './salesforce/start.ts';
