import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { starterAgreement } from '../../agreement/starter.ts';
import { type App, openApp } from '../../app.ts';
import { explain } from '../../jobs/explain.ts';
import { provision } from '../../jobs/provision.ts';
import type { RunReport } from '../../jobs/report.ts';
import { scan, writeBackOnly } from '../../jobs/scan.ts';
import { FatalError } from '../../model/errors.ts';
import { startHubSpotSandbox } from '../../sandbox/index.ts';
import { explanationText } from '../output/explanation.ts';
import { runReportText, writeReportText } from '../output/run-report.ts';
import { count, table } from '../output/table.ts';
import { createDisplay, type Display, silentDisplay } from '../progress.ts';
import { type CommonOptions, print, printJson, type Session, say, type Terminal } from '../terminal.ts';
import { stopped, wholeNumber } from './sandbox.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean | undefined;
  readonly contacts: number;
  readonly companies?: number;
  readonly deals?: number;
  readonly seed: number;
}

type Sandbox = Awaited<ReturnType<typeof startHubSpotSandbox>>;

async function openDemo(sandbox: Sandbox, folder: string, terminal: Terminal, display: Display): Promise<App> {
  const file = join(folder, 'hygiene.yaml');
  const agreement = starterAgreement({
    name: 'Demo agreement of sales and marketing',
    timeZone: 'UTC',
    currency: 'EUR',
    sources: [{ name: 'hubspot', connector: 'hubspot', sync: ['contacts', 'companies', 'deals'] }],
  });
  await writeFile(file, agreement);
  return openApp({
    outside: {
      ...terminal,
      stderr: display.stderr,
      cwd: folder,
      env: {
        HUBSPOT_ACCESS_TOKEN: sandbox.accessToken,
        HUBSPOT_BASE_URL: sandbox.url,
        DATABASE_URL: `sqlite:${join(folder, 'hygiene.sqlite')}`,
      },
    },
    file,
    judgedAt: null,
    progress: display.progress,
    logLevel: 'warn',
    connect: true,
  });
}

function stopOnProblems(problems: RunReport['problems']): void {
  const first = problems[0];
  if (first) throw new FatalError({ code: 'CRM_REFUSED', message: `The demo stopped: ${first.message}` });
}

async function showWorst(app: App, sandbox: Sandbox, report: RunReport, terminal: Terminal): Promise<void> {
  const { store, engine } = app.context;
  const worst = await store.worst(5);
  const pages = worst.map(({ ref, score }) => [
    `${ref.object} ${ref.id}`,
    `health ${score.health ?? '–'}`,
    `${sandbox.url}/_sandbox/records/${ref.object}/${ref.id}`,
  ]);
  print(terminal, `\nThe worst records, as a CRM user sees them:\n${table(pages)}`);
  const first = worst[0];
  if (!first) return;
  print(terminal, `\nWhy the first one has its score:\n${explanationText(await explain(store, engine, first.ref))}`);
  const [entry] = (await store.journal(report.run, 0, 200)).filter((one) => one.ref.id === first.ref.id);
  if (!entry) return;
  const changes = Object.entries(entry.after).map(([key, after]) => [
    key,
    JSON.stringify(entry.before[key] ?? null),
    '→',
    JSON.stringify(after),
  ]);
  print(
    terminal,
    `\nWhat changed on it in the CRM (journaled, undo with: undo ${report.run} --yes):\n${table(changes)}`,
  );
}

function showAround(sandbox: Sandbox, folder: string, terminal: Terminal): void {
  const lines = [
    '',
    'The demo keeps running. Look around:',
    `  the CRM                 ${sandbox.url}/`,
    `  what was planted        ${sandbox.url}/_sandbox/planted`,
    `  every call it received  ${sandbox.url}/_sandbox/requests`,
    '',
    'Use the command line on it, in another terminal:',
    `  export HUBSPOT_BASE_URL=${sandbox.url} HUBSPOT_ACCESS_TOKEN=${sandbox.accessToken}`,
    `  export DATABASE_URL=sqlite:${join(folder, 'hygiene.sqlite')}`,
    `  npm run -s hygiene -- -c ${join(folder, 'hygiene.yaml')} scan --incremental`,
    '',
    'Edit a record on its page, run that command, and see its score change. Stop with Ctrl-C.',
  ];
  print(terminal, lines.join('\n'));
}

async function play(session: Session, options: DemoOptions, sandbox: Sandbox, folder: string): Promise<void> {
  const { terminal } = session;
  const isJson = options.json === true;
  const display = isJson ? silentDisplay(terminal) : createDisplay(terminal);
  const app = await openDemo(sandbox, folder, terminal, display);
  try {
    const step = (text: string): void => (isJson ? undefined : say(terminal, `\n— ${text}`));
    step('Provisioning: a property group and six health fields on contacts, companies and deals');
    const provisioned = await provision(app.context, { isDry: false });
    stopOnProblems(provisioned.problems);
    step(`${count(provisioned.steps.length, 'step')} planned and done`);
    step('Scanning, and a preview of what would be written');
    const preview = await scan(app.context, { kind: 'scan', mode: 'preview' });
    stopOnProblems(preview.problems);
    if (!isJson) print(terminal, runReportText(preview));
    step('Writing back');
    const report = await writeBackOnly(app.context, 'on');
    stopOnProblems(report.problems);
    if (isJson) {
      printJson(terminal, { ...report, evaluated: preview.evaluated });
      return;
    }
    print(terminal, writeReportText(report));
    await showWorst(app, sandbox, report, terminal);
  } finally {
    display.stop();
    await app.close();
  }
}

/** `demo`: the whole product on a CRM of this machine, from provisioning to health fields on records. */
export function addDemo(program: Command, session: Session): void {
  program
    .command('demo')
    .description('start a CRM sandbox and show the product on it')
    .option('--once', 'end after the write-back')
    .option('--contacts <n>', 'contacts', wholeNumber(1_000_000), 5000)
    .option('--companies <n>', 'companies (default: 24 % of the contacts)', wholeNumber(1_000_000))
    .option('--deals <n>', 'deals (default: 40 % of the contacts)', wholeNumber(1_000_000))
    .option('--seed <n>', 'equal seeds give equal records', wholeNumber(999_999_999), 1)
    .action(async (own: DemoOptions) => {
      const { terminal } = session;
      const options = { ...own, json: program.opts<CommonOptions>().json };
      const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-demo-'));
      const { contacts, seed } = options;
      const companies = own.companies ?? Math.round(contacts * 0.24);
      const deals = own.deals ?? Math.round(contacts * 0.4);
      const sandbox = await startHubSpotSandbox({
        port: 0,
        contacts,
        companies,
        deals,
        seed,
        readClock: () => terminal.now().getTime(),
      });
      try {
        if (!options.json)
          say(
            terminal,
            `A HubSpot sandbox with ${count(contacts, 'contact')}, ${count(companies, 'company', 'companies')} and ${count(deals, 'deal')} runs at ${sandbox.url}`,
          );
        await play(session, options, sandbox, folder);
        if (!options.once && !terminal.signal.aborted) {
          if (!options.json) showAround(sandbox, folder, terminal);
          await stopped(terminal.signal);
        }
      } catch (error) {
        if (!terminal.signal.aborted) throw error;
        say(terminal, 'The demo was stopped; nothing of it is left.');
      } finally {
        await sandbox.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
}
