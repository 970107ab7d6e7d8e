import type { StarterSource } from '../../agreement/starter.ts';
import { type ReadClock, startHubSpotSandbox, startSalesforceSandbox } from '../../sandbox/index.ts';
import { count } from '../output/table.ts';

/** The CRMs that the demo can show. */
export const demoCrms = ['hubspot', 'salesforce'] as const;
/** One of them; also the name of its source in the demo's agreement. */
export type DemoCrm = (typeof demoCrms)[number];

/** How many records the CRMs of a demo have. */
export interface DemoSizes {
  readonly hubspot: { readonly contacts: number; readonly companies: number; readonly deals: number };
  readonly salesforce: {
    readonly leads: number;
    readonly contacts: number;
    readonly accounts: number;
    readonly opportunities: number;
  };
}

/** A running CRM of the demo. */
export interface DemoSandbox {
  readonly crm: DemoCrm;
  readonly url: string;
  /** What is in it, for people. */
  readonly contents: string;
  readonly source: StarterSource;
  /** What connects to it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What every sandbox of a demo has in common; `isAlone` where the other CRM is left out and nothing is shared. */
interface DemoStart {
  readonly sizes: DemoSizes;
  readonly seed: number;
  readonly isAlone: boolean;
  readonly readClock: ReadClock;
}

async function startHubSpot({ sizes, seed, isAlone, readClock }: DemoStart): Promise<DemoSandbox> {
  const { contacts, companies, deals } = sizes.hubspot;
  const sandbox = await startHubSpotSandbox({
    port: 0,
    ...sizes.hubspot,
    seed,
    readClock,
    withSalesforce: isAlone ? undefined : sizes.salesforce,
  });
  return {
    crm: 'hubspot',
    url: sandbox.url,
    contents: `${count(contacts, 'contact')}, ${count(companies, 'company', 'companies')} and ${count(deals, 'deal')}`,
    source: { name: 'hubspot', connector: 'hubspot', sync: ['contacts', 'companies', 'deals'] },
    env: { HUBSPOT_ACCESS_TOKEN: sandbox.accessToken, HUBSPOT_BASE_URL: sandbox.url },
    close: () => sandbox.close(),
  };
}

async function startSalesforce({ sizes, seed, isAlone, readClock }: DemoStart): Promise<DemoSandbox> {
  const { leads, contacts, accounts, opportunities } = sizes.salesforce;
  const sandbox = await startSalesforceSandbox({
    port: 0,
    ...sizes.salesforce,
    seed,
    readClock,
    withHubSpot: isAlone ? undefined : sizes.hubspot,
  });
  const people = `${count(leads, 'lead')}, ${count(contacts, 'contact')}`;
  return {
    crm: 'salesforce',
    url: sandbox.url,
    contents: `${people}, ${count(accounts, 'account')} and ${count(opportunities, 'opportunity', 'opportunities')}`,
    source: { name: 'salesforce', connector: 'salesforce', sync: ['leads', 'contacts', 'accounts', 'opportunities'] },
    env: {
      SALESFORCE_LOGIN_URL: sandbox.url,
      SALESFORCE_CLIENT_ID: sandbox.clientId,
      SALESFORCE_CLIENT_SECRET: sandbox.clientSecret,
    },
    close: () => sandbox.close(),
  };
}

const starts = { hubspot: startHubSpot, salesforce: startSalesforce } as const;

/** Starts the CRMs of a demo; where one cannot start, those that could are closed again. */
export async function startDemoCrms(
  crms: readonly DemoCrm[],
  start: Omit<DemoStart, 'isAlone'>,
): Promise<readonly DemoSandbox[]> {
  const running: DemoSandbox[] = [];
  try {
    for (const crm of crms) running.push(await starts[crm]({ ...start, isAlone: crms.length === 1 }));
    return running;
  } catch (error) {
    await closeAll(running);
    throw error;
  }
}

/** Closes all of them. */
export async function closeAll(sandboxes: readonly DemoSandbox[]): Promise<void> {
  for (const sandbox of sandboxes) await sandbox.close();
}
