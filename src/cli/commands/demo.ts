import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { starterAgreement } from '../../agreement/starter.ts';
import { type App, openApp } from '../../app.ts';
import { explain } from '../../jobs/explain.ts';
import { provision } from '../../jobs/provision.ts';
import type { RunReport } from '../../jobs/report.ts';
import { scan, writeBackOnly } from '../../jobs/scan.ts';
import { dictionary } from '../../model/dictionary.ts';
import { FatalError } from '../../model/errors.ts';
import type { CrmRecord, RecordRef } from '../../model/record.ts';
import type { ScoredRecord } from '../../model/store.ts';
import { explanationText } from '../output/explanation.ts';
import { runReportText, writeReportText } from '../output/run-report.ts';
import { sideBySideText } from '../output/side-by-side.ts';
import { count, table } from '../output/table.ts';
import { createDisplay, type Display, silentDisplay } from '../progress.ts';
import { type CommonOptions, print, printJson, type Session, say, type Terminal } from '../terminal.ts';
import { closeAll, type DemoCrm, type DemoSandbox, type DemoSizes, demoCrms, startDemoCrms } from './demo-crms.ts';
import { stopped, wholeNumber } from './sandbox.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly json?: boolean | undefined;
  readonly only?: DemoCrm;
  readonly contacts: number;
  readonly companies?: number;
  readonly deals?: number;
  readonly leads?: number;
  readonly sfContacts?: number;
  readonly accounts?: number;
  readonly opportunities?: number;
  readonly seed: number;
}

/** Where nobody says otherwise, everything grows with the contacts of HubSpot. */
function sizesOf(options: DemoOptions): DemoSizes {
  const { contacts } = options;
  const part = (share: number) => Math.round(contacts * share);
  return {
    hubspot: { contacts, companies: options.companies ?? part(0.24), deals: options.deals ?? part(0.4) },
    salesforce: {
      leads: options.leads ?? part(0.6),
      contacts: options.sfContacts ?? part(0.4),
      accounts: options.accounts ?? part(0.16),
      opportunities: options.opportunities ?? part(0.3),
    },
  };
}

async function openDemo(
  sandboxes: readonly DemoSandbox[],
  folder: string,
  terminal: Terminal,
  display: Display,
): Promise<App> {
  const file = join(folder, 'hygiene.yaml');
  const agreement = starterAgreement({
    name: 'Demo agreement of sales and marketing',
    timeZone: 'UTC',
    currency: 'EUR',
    sources: sandboxes.map(({ source }) => source),
  });
  await writeFile(file, agreement);
  const env = Object.assign({}, ...sandboxes.map((sandbox) => sandbox.env)) as Record<string, string>;
  return openApp({
    outside: {
      ...terminal,
      stderr: display.stderr,
      cwd: folder,
      env: { ...env, DATABASE_URL: `sqlite:${join(folder, 'hygiene.sqlite')}` },
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

/** Records that are looked at for the worst ones of every CRM, since one of them may hold all of the first. */
const worstLookedAt = 1000;

/** The worst records of every CRM, as many of each. */
async function worstOfEach(app: App, sandboxes: readonly DemoSandbox[]): Promise<readonly ScoredRecord[]> {
  const worst = await app.context.store.worst(worstLookedAt);
  const each = sandboxes.length === 1 ? 5 : 3;
  return sandboxes.flatMap(({ crm }) => worst.filter(({ ref }) => ref.source === crm).slice(0, each));
}

function pageOf(sandboxes: readonly DemoSandbox[], ref: RecordRef): string {
  const sandbox = sandboxes.find(({ crm }) => crm === ref.source);
  return `${sandbox?.url ?? ''}/_sandbox/records/${ref.object}/${ref.id}`;
}

async function showWorst(
  app: App,
  sandboxes: readonly DemoSandbox[],
  report: RunReport,
  terminal: Terminal,
): Promise<void> {
  const { store, engine } = app.context;
  const worst = await worstOfEach(app, sandboxes);
  const pages = worst.map(({ ref, score }) => [
    ...(sandboxes.length > 1 ? [ref.source] : []),
    `${ref.object} ${ref.id}`,
    `health ${score.health ?? '–'}`,
    pageOf(sandboxes, ref),
  ]);
  print(terminal, `\nThe worst records, as a CRM user sees them:\n${table(pages)}`);
  const first = worst[0];
  if (!first) return;
  print(terminal, `\nWhy the first one has its score:\n${explanationText(await explain(store, engine, first.ref))}`);
  const { ref } = first;
  const entry = (await store.journal(report.run, 0, 200)).find((one) => {
    return one.ref.source === ref.source && one.ref.object === ref.object && one.ref.id === ref.id;
  });
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

/** The fields of a person that the comparison shows. */
const personFields = ['email', 'firstName', 'lastName', 'phone', 'jobTitle', 'country'] as const;

/** A HubSpot contact about whom the other CRM says something else, with what they disagree in. */
async function findDisagreement(app: App): Promise<{ readonly id: string; readonly fields: Set<string> } | null> {
  const { store } = app.context;
  let after = '';
  for (;;) {
    const findings = await store.openFindings({ source: 'hubspot', object: 'contact', after, limit: 500 });
    const drift = findings.find(({ rule, field }) => rule === 'person/crm-drift' && field !== null);
    if (drift) {
      const own = findings.filter(({ rule, record }) => rule === drift.rule && record.id === drift.record.id);
      return { id: drift.record.id, fields: new Set(own.flatMap(({ field }) => field ?? [])) };
    }
    const last = findings.at(-1);
    if (!last) return null;
    after = last.record.id;
  }
}

/** One person of both CRMs, beside each other. */
async function showShared(app: App, sandboxes: readonly DemoSandbox[], terminal: Terminal): Promise<void> {
  const { store, engine } = app.context;
  const found = await findDisagreement(app);
  if (!found) return;
  const ref = { source: 'hubspot', object: 'contact', id: found.id } as const;
  const [counterpart] = (await explain(store, engine, ref)).counterparts;
  if (!counterpart) return;
  const read = async ({ source, object, id }: RecordRef): Promise<CrmRecord | undefined> =>
    (await store.byId(source, object, [id]))[0];
  const [left, right] = [await read(ref), await read(counterpart.record)];
  if (!left || !right) return;
  const fields = dictionary.contact.filter(({ name }) => personFields.some((field) => field === name));
  print(
    terminal,
    `\nOne person in both CRMs, and what they disagree about:\n${sideBySideText(left, right, fields, found.fields)}`,
  );
  print(terminal, `  ${pageOf(sandboxes, left.ref)}\n  ${pageOf(sandboxes, right.ref)}`);
}

function showAround(sandboxes: readonly DemoSandbox[], folder: string, terminal: Terminal): void {
  const about = sandboxes.map(({ crm, url }) => [
    crm,
    `${url}/`,
    `${url}/_sandbox/planted`,
    `${url}/_sandbox/requests`,
  ]);
  const env = sandboxes.flatMap((sandbox) => Object.entries(sandbox.env).map(([name, value]) => `${name}=${value}`));
  const lines = [
    '',
    'The demo keeps running. Look around:',
    table([['', 'the CRM', 'what was planted', 'every call it received'], ...about]),
    ...(sandboxes.length > 1 ? [`  what is in both CRMs: ${sandboxes[0]?.url}/_sandbox/shared`] : []),
    '',
    'Use the command line on it, in another terminal:',
    ...env.map((variable) => `  export ${variable}`),
    `  export DATABASE_URL=sqlite:${join(folder, 'hygiene.sqlite')}`,
    `  npm run -s hygiene -- -c ${join(folder, 'hygiene.yaml')} scan --incremental`,
    '',
    'Edit a record on its page, run that command, and see its score change. Stop with Ctrl-C.',
  ];
  print(terminal, lines.join('\n'));
}

async function play(
  session: Session,
  options: DemoOptions,
  sandboxes: readonly DemoSandbox[],
  folder: string,
): Promise<void> {
  const { terminal } = session;
  const isJson = options.json === true;
  const display = isJson ? silentDisplay(terminal) : createDisplay(terminal);
  const app = await openDemo(sandboxes, folder, terminal, display);
  try {
    const step = (text: string): void => (isJson ? undefined : say(terminal, `\n— ${text}`));
    step('Provisioning: six health fields on every kind of record');
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
    await showWorst(app, sandboxes, report, terminal);
    if (sandboxes.length > 1) await showShared(app, sandboxes, terminal);
  } finally {
    display.stop();
    await app.close();
  }
}

async function runDemo(session: Session, options: DemoOptions): Promise<void> {
  const { terminal } = session;
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-demo-'));
  const crms = options.only === undefined ? demoCrms : [options.only];
  const readClock = (): number => terminal.now().getTime();
  const sandboxes = await startDemoCrms(crms, { sizes: sizesOf(options), seed: options.seed, readClock });
  try {
    if (!options.json) {
      const titles = { hubspot: 'A HubSpot sandbox', salesforce: 'A Salesforce sandbox' } as const;
      for (const { crm, contents, url } of sandboxes) say(terminal, `${titles[crm]} with ${contents} runs at ${url}`);
      if (sandboxes.length > 1)
        say(terminal, 'A third of the people, accounts and opportunities in Salesforce is in HubSpot too.');
    }
    await play(session, options, sandboxes, folder);
    if (!options.once && !terminal.signal.aborted) {
      if (!options.json) showAround(sandboxes, folder, terminal);
      await stopped(terminal.signal);
    }
  } catch (error) {
    if (!terminal.signal.aborted) throw error;
    say(terminal, 'The demo was stopped; nothing of it is left.');
  } finally {
    await closeAll(sandboxes);
    await rm(folder, { recursive: true, force: true });
  }
}

/** `demo`: the whole product on CRMs of this machine, from provisioning to health fields on records. */
export function addDemo(program: Command, session: Session): void {
  const most = wholeNumber(1_000_000);
  program
    .command('demo')
    .description('start a HubSpot and a Salesforce sandbox and show the product on both')
    .option('--once', 'end after the write-back')
    .addOption(new Option('--only <crm>', 'show one CRM alone').choices([...demoCrms]))
    .option('--contacts <n>', 'HubSpot contacts', most, 5000)
    .option('--companies <n>', 'HubSpot companies (default: 24 % of the contacts)', most)
    .option('--deals <n>', 'HubSpot deals (default: 40 % of the contacts)', most)
    .option('--leads <n>', 'Salesforce leads (default: 60 % of the HubSpot contacts)', most)
    .option('--sf-contacts <n>', 'Salesforce contacts (default: 40 % of the HubSpot contacts)', most)
    .option('--accounts <n>', 'Salesforce accounts (default: 16 % of the HubSpot contacts)', most)
    .option('--opportunities <n>', 'Salesforce opportunities (default: 30 % of the HubSpot contacts)', most)
    .option('--seed <n>', 'equal seeds give equal records', wholeNumber(999_999_999), 1)
    .action((own: DemoOptions) => runDemo(session, { ...own, json: program.opts<CommonOptions>().json }));
}
