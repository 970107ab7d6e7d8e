import { type Command, InvalidArgumentError } from 'commander';
import { UserError } from '../../model/errors.ts';
import {
  type HubSpotSandboxOptions,
  type SalesforceSandboxOptions,
  type Sandbox,
  startHubSpotSandbox,
  startSalesforceSandbox,
} from '../../sandbox/index.ts';
import { printJson, type Session, say } from '../terminal.ts';
import { zoneOption } from '../time-zone.ts';
import { parseNow } from '../with-app.ts';

interface HubSpotOptions {
  readonly port: number;
  readonly contacts: number;
  readonly companies?: number;
  readonly deals?: number;
  readonly seed: number;
  readonly now?: string;
  readonly timezone: string;
  readonly latency: number;
  readonly limit: number;
  readonly searchLag: number;
  readonly withSalesforce?: HubSpotSandboxOptions['withSalesforce'];
}

interface SalesforceOptions {
  readonly port: number;
  readonly leads: number;
  readonly contacts?: number;
  readonly accounts?: number;
  readonly opportunities?: number;
  readonly seed: number;
  readonly now?: string;
  readonly timezone: string;
  readonly latency: number;
  readonly dailyLimit: number;
  readonly withHubspot?: SalesforceSandboxOptions['withHubSpot'];
}

/** No limit in practice, but told in the headers: a client that is told nothing has to be careful. */
const lifted = { perTenSeconds: 10_000_000, searchPerSecond: 10_000_000, daily: 1_000_000_000 };

/** Reads an option that is a whole number up to `most`. */
export function wholeNumber(most: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) > most)
      throw new InvalidArgumentError(`Expected a whole number from 0 to ${most.toLocaleString('en')}.`);
    return Number(text);
  };
}

/** Reads sizes such as `leads=3000,contacts=2000`: the first name has to be there, the others may be left out. */
function sizes<Name extends string>(names: readonly [Name, ...Name[]]): (text: string) => Record<Name, number> {
  return (text) => {
    const entries = text.split(',').map((part) => part.trim().split('='));
    const isRead = entries.every(([name, n = '']) => names.some((known) => known === name) && /^\d{1,7}$/.test(n));
    const found = Object.fromEntries(entries.map(([name, n]) => [name, Number(n)])) as Record<Name, number>;
    if (!isRead || found[names[0]] === undefined || Object.keys(found).length !== entries.length)
      throw new InvalidArgumentError(
        `Expected sizes such as ${names.map((name) => `${name}=1000`).join(',')}; ${names[0]} is needed.`,
      );
    return found;
  };
}

const mostRecords = 5_000_000;
const mostMs = 60_000;

/** Starts a sandbox; what the person who called can mend is told as such. */
export async function startOrExplain(options: Parameters<typeof startHubSpotSandbox>[0]): Promise<Sandbox> {
  return explainPort(options.port, () => startHubSpotSandbox(options));
}

async function explainPort<T>(port: number | undefined, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new UserError({
      code: 'CONFIG_INVALID',
      message: `Port ${port} is in use. Take another one, or --port 0 for any that is free.`,
      cause,
    });
  }
}

/** Resolves when the process is asked to stop. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** `sandbox`: a CRM on this machine, with dirty records whose faults are known. */
export function addSandbox(program: Command, session: Session): void {
  const sandbox = program.command('sandbox').description('a CRM on this machine to practise on, with known faults');
  addHubSpot(sandbox, session);
  addSalesforce(sandbox, session);
}

function addSalesforce(sandbox: Command, session: Session): void {
  sandbox
    .command('salesforce')
    .description('imitates the Salesforce API on 127.0.0.1; prints one JSON line when ready, stops on SIGTERM')
    .option('--port <port>', 'port; 0 takes a free one', wholeNumber(65_535), 0)
    .option('--leads <n>', 'leads', wholeNumber(mostRecords), 3000)
    .option('--contacts <n>', 'contacts (default: 40 % of the leads)', wholeNumber(mostRecords))
    .option('--accounts <n>', 'accounts (default: 15 % of the leads)', wholeNumber(mostRecords))
    .option('--opportunities <n>', 'opportunities (default: 20 % of the leads)', wholeNumber(mostRecords))
    .option('--seed <n>', 'equal seeds give equal records', wholeNumber(999_999_999), 1)
    .option('--now <time>', 'start the clock at this time and let it stand; without it the clock runs')
    .option('--timezone <zone>', 'time zone of the organization', zoneOption, 'UTC')
    .option('--latency <ms>', 'answer after so many milliseconds', wholeNumber(mostMs), 0)
    .option('--daily-limit <calls>', 'API calls in 24 hours', wholeNumber(999_999_999), 115_000)
    .option(
      '--with-hubspot <sizes>',
      'share people, accounts and opportunities with a HubSpot sandbox of this size and the same seed',
      sizes(['contacts', 'companies', 'deals']),
    )
    .action(async (options: SalesforceOptions) => {
      const { terminal } = session;
      const { port, leads, contacts, accounts, opportunities, seed } = options;
      const running = await explainPort(port, () =>
        startSalesforceSandbox({
          port,
          leads,
          contacts,
          accounts,
          opportunities,
          seed,
          now: options.now === undefined ? undefined : parseNow(options.now, options.timezone),
          readClock: () => terminal.now().getTime(),
          timeZone: options.timezone,
          latencyMs: options.latency,
          dailyLimit: options.dailyLimit,
          withHubSpot: options.withHubspot,
        }),
      );
      const { url, clientId, clientSecret, refreshToken, username, organizationId, privateKey } = running;
      printJson(terminal, { url, clientId, clientSecret, refreshToken, username, organizationId, privateKey });
      say(terminal, `Salesforce sandbox at ${url} (stop with Ctrl-C)`);
      await stopped(terminal.signal);
      await running.close();
    });
}

function addHubSpot(sandbox: Command, session: Session): void {
  sandbox
    .command('hubspot')
    .description('imitates the HubSpot API on 127.0.0.1; prints one JSON line when ready, stops on SIGTERM')
    .option('--port <port>', 'port; 0 takes a free one', wholeNumber(65_535), 0)
    .option('--contacts <n>', 'contacts', wholeNumber(mostRecords), 5000)
    .option('--companies <n>', 'companies (default: 24 % of the contacts)', wholeNumber(mostRecords))
    .option('--deals <n>', 'deals (default: 40 % of the contacts)', wholeNumber(mostRecords))
    .option('--seed <n>', 'equal seeds give equal records', wholeNumber(999_999_999), 1)
    .option('--now <time>', 'start the clock at this time and let it stand; without it the clock runs')
    .option('--timezone <zone>', 'time zone of the account', zoneOption, 'UTC')
    .option('--latency <ms>', 'answer after so many milliseconds', wholeNumber(mostMs), 0)
    .option('--limit <calls>', 'calls per ten seconds; 0 lifts all limits', wholeNumber(999_999_999), 190)
    .option('--search-lag <ms>', 'how long changes stay out of the search index', wholeNumber(mostMs), 0)
    .option(
      '--with-salesforce <sizes>',
      'share people, companies and deals with a Salesforce sandbox of this size and the same seed',
      sizes(['leads', 'contacts', 'accounts', 'opportunities']),
    )
    .action(async (options: HubSpotOptions) => {
      const { terminal } = session;
      const running = await startOrExplain({
        port: options.port,
        contacts: options.contacts,
        ...(options.companies === undefined ? {} : { companies: options.companies }),
        ...(options.deals === undefined ? {} : { deals: options.deals }),
        seed: options.seed,
        ...(options.now === undefined ? {} : { now: parseNow(options.now, options.timezone) }),
        readClock: () => terminal.now().getTime(),
        timeZone: options.timezone,
        latencyMs: options.latency,
        searchLagMs: options.searchLag,
        withSalesforce: options.withSalesforce,
        ...(options.limit === 0
          ? { limits: lifted }
          : { limits: { perTenSeconds: options.limit, searchPerSecond: 5, daily: 625_000 } }),
      });
      const { url, accessToken, clientSecret, clientId, refreshToken, portalId } = running;
      printJson(terminal, { url, accessToken, clientSecret, clientId, refreshToken, portalId });
      say(terminal, `HubSpot sandbox at ${url}; look at a record: ${url}/_sandbox/records/contact/ (stop with Ctrl-C)`);
      await stopped(terminal.signal);
      await running.close();
    });
}
