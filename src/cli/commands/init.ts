import { access, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { confirm, isCancel, select, text } from '@clack/prompts';
import { type Command, InvalidArgumentError } from 'commander';
import { loadAgreement } from '../../agreement/load.ts';
import { starterAgreement } from '../../agreement/starter.ts';
import { builtIn, builtInKinds } from '../../app.ts';
import type { Manifest } from '../../model/connector.ts';
import { UserError } from '../../model/errors.ts';
import { type CommonOptions, print, printJson, type Session, say } from '../terminal.ts';
import { isZone, zoneOption } from '../time-zone.ts';
import { version } from '../version.ts';

/** The schema of this version, from the package as registries serve it. */
const schemaUrl = `https://unpkg.com/crm-hygiene@${version}/src/agreement/generated/hygiene-agreement.schema.json`;

interface InitOptions {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly name?: string;
  readonly timezone?: string;
  readonly currency?: string;
  readonly connector?: string;
  readonly source?: string;
}

interface Answers {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly connector: string;
  readonly source: string;
}

/** An export to begin with: the columns of a deals export, to be replaced by those of the file at hand. */
const fileExample = {
  sync: ['deals'],
  options: {
    deals: {
      file: 'deals.csv',
      id: 'Record ID',
      columns: {
        name: 'Deal Name',
        amount: 'Amount',
        'close date': 'Close Date',
        stage: 'Deal Stage',
        owner: 'Deal owner',
      },
      stages: { 'Appointment Scheduled': 'open', 'Contract Sent': 'open', 'Closed Won': 'won', 'Closed Lost': 'lost' },
    },
  },
} as const;

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code.toUpperCase());
}

function currencyOption(code: string): string {
  if (!isCurrency(code)) throw new InvalidArgumentError('Expected an ISO 4217 currency such as EUR.');
  return code.toUpperCase();
}

function defaults(options: InitOptions): Answers {
  const connector = options.connector ?? 'hubspot';
  return {
    name: options.name ?? 'Agreement of sales and marketing',
    timeZone: options.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: options.currency ?? 'EUR',
    connector,
    source: options.source ?? (connector === 'file' ? 'export' : `main_${connector}`),
  };
}

function decline(): never {
  throw new UserError({ code: 'CONFIG_INVALID', message: 'Nothing was written.' });
}

function answered<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) decline();
  return answer as Exclude<T, symbol>;
}

async function ask(options: InitOptions, file: string): Promise<Answers> {
  const start = defaults(options);
  const name = answered(await text({ message: 'What is the agreement called?', initialValue: start.name }));
  const connector = answered(
    await select({
      message: 'Where are the records?',
      initialValue: start.connector,
      options: builtIn.connectors.map(({ manifest }) => ({ value: manifest.name, label: manifest.title })),
    }),
  );
  const timeZone = answered(
    await text({
      message: 'In which time zone are days counted?',
      initialValue: start.timeZone,
      validate: (value) => (isZone(value ?? '') ? undefined : 'Write an IANA time zone such as Europe/Berlin.'),
    }),
  );
  const currency = answered(
    await text({
      message: 'Which currency do you sell in?',
      initialValue: start.currency,
      validate: (value) => (isCurrency(value ?? '') ? undefined : 'Write an ISO 4217 currency such as EUR.'),
    }),
  );
  if (!answered(await confirm({ message: `Write ${file}?` }))) decline();
  return {
    name,
    connector,
    timeZone,
    currency: currency.toUpperCase(),
    source: defaults({ ...options, connector }).source,
  };
}

/** One word for each object: a connector may know several (`accounts` and `companies`). */
function syncWords({ objects }: Manifest<unknown>): readonly string[] {
  const words = Object.entries(objects);
  return words
    .filter(([, object], at) => words.findIndex(([, other]) => other === object) === at)
    .map(([word]) => word);
}

async function refuseExisting(path: string, file: string, force: boolean | undefined): Promise<void> {
  if (force) return;
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new UserError({
      code: 'CONFIG_INVALID',
      message: `${file} exists already and was left as it is. Replace it with: crm-hygiene init --force`,
    });
}

async function save(path: string, yaml: string, file: string): Promise<void> {
  try {
    await writeFile(path, yaml, { mode: 0o644 });
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'it cannot be written';
    throw new UserError({
      code: 'CONFIG_INVALID',
      message: `${file} could not be written (${why}). Name a file in a folder that exists and may be written.`,
      cause,
    });
  }
}

/** `init`: asks a few questions (or none with `--yes`) and writes a commented agreement that passes `check`. */
export function addInit(program: Command, session: Session): void {
  program
    .command('init')
    .description('write a commented hygiene.yaml to start from')
    .option('--yes', 'ask nothing, take the defaults and the options given here')
    .option('--force', 'replace an existing file')
    .option('--name <name>', 'name of the agreement')
    .option('--timezone <zone>', 'time zone in which days are counted, such as Europe/Berlin', zoneOption)
    .option('--currency <code>', 'currency you sell in, such as EUR', currencyOption)
    .option(
      '--connector <name>',
      `where the records are: ${builtIn.connectors.map(({ manifest }) => manifest.name).join(', ')}`,
    )
    .option('--source <name>', 'name of the CRM account in the agreement, such as main_hubspot')
    .action(async (own: InitOptions) => {
      const { terminal } = session;
      const options = program.opts<CommonOptions>();
      const path = resolve(terminal.cwd, options.config);
      await refuseExisting(path, options.config, own.force);
      const answers = own.yes || !terminal.stdin.isTTY ? defaults(own) : await ask(own, options.config);
      const manifest = builtIn.connectors.find((one) => one.manifest.name === answers.connector)?.manifest;
      if (!manifest)
        throw new UserError({
          code: 'CONFIG_INVALID',
          message: `There is no connector "${answers.connector}". There are: ${builtIn.connectors.map((one) => one.manifest.name).join(', ')}.`,
        });
      const { sync, options: settings } =
        answers.connector === 'file' ? fileExample : { sync: syncWords(manifest), options: {} };
      const yaml = starterAgreement({
        name: answers.name,
        timeZone: answers.timeZone,
        currency: answers.currency,
        schema: schemaUrl,
        sources: [{ name: answers.source, connector: answers.connector, sync, options: settings }],
      });
      const loaded = loadAgreement(yaml, { file: options.config, ...builtInKinds() });
      if ('problems' in loaded)
        throw new UserError({
          code: 'CONFIG_INVALID',
          message: `Nothing was written: ${loaded.problems.map((problem) => problem.message).join('; ')}.`,
        });
      await save(path, yaml, options.config);
      if (options.json) printJson(terminal, { file: options.config, valid: true });
      else {
        print(terminal, `Wrote ${options.config}.`);
        const secrets = manifest.secrets.required[0];
        const next = secrets
          ? `set ${secrets.map((name) => `${answers.source.toUpperCase()}_${name}`).join(' and ')}, then `
          : '';
        say(terminal, `Next: ${next}crm-hygiene doctor, crm-hygiene scan`);
      }
    });
}
