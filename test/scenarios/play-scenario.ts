import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { Tally } from '../fixtures/example-connector/tally-server.ts';
import { startSandbox, type TestSandbox } from '../kit/hubspot-sandbox.ts';
import { type Finished, hygiene, launch } from '../kit/process.ts';
import { alignLines } from './compare-lines.ts';
import type { CommandStep, Directive, Expected, Scenario } from './parse-scenario.ts';

/** What a played scenario has at hand. */
interface Stage {
  readonly folder: string;
  readonly env: Record<string, string>;
  /** What must never be printed. */
  readonly secrets: string[];
  readonly words: Map<string, string>;
  readonly sandboxes: TestSandbox[];
  readonly tallies: Tally[];
  background: ReturnType<typeof launch> | null;
  answer: unknown;
}

/** The present of every sandbox, so that what is planted and found is the same on every day. */
const now = new Date('2026-03-31T08:00:00Z');

function fill(text: string, stage: Stage): string {
  return text.replace(/<([A-Z]+)>/g, (whole, name: string) => stage.words.get(name) ?? whole);
}

function sandboxOf(stage: Stage): TestSandbox {
  const sandbox = stage.sandboxes.at(-1);
  if (!sandbox) throw new Error('expected "== sandbox" before this step');
  return sandbox;
}

function useToken(stage: Stage, token: string): void {
  stage.env.HUBSPOT_ACCESS_TOKEN = token;
  stage.secrets.push(token);
}

async function startHere(stage: Stage, rest: string): Promise<void> {
  const options = Object.fromEntries(
    rest
      .split(' ')
      .filter(Boolean)
      .map((part) => part.split('=') as [string, string])
      .map(([name, value]) => [name, Number(value)]),
  );
  const sandbox = await startSandbox({ now, ...options });
  stage.sandboxes.push(sandbox);
  stage.env.HUBSPOT_BASE_URL = sandbox.url;
  stage.secrets.push(sandbox.clientSecret, sandbox.refreshToken);
  useToken(stage, sandbox.accessToken);
}

function encode(text: string, encoding: string | undefined): Buffer {
  if (encoding === undefined) return Buffer.from(text);
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${text}`);
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  throw new Error(`no encoding "${encoding}" is known to scenarios`);
}

async function call(stage: Stage, step: Directive): Promise<void> {
  const [method = 'GET', path = ''] = fill(step.rest, stage).split(' ');
  const sandbox = sandboxOf(stage);
  const body: unknown = step.body === '' ? undefined : JSON.parse(fill(step.body, stage));
  const isControl = path.startsWith('/_sandbox');
  stage.answer = isControl
    ? await sandbox.control(path.replace('/_sandbox', ''), body)
    : await sandbox.api(method, path, body);
  expectJson(stage.answer, step.expected, stage);
}

function expectJson(value: unknown, { json }: Expected, stage: Stage): void {
  if (json !== null) expect(value).toMatchObject(JSON.parse(fill(json, stage)) as object);
}

/** Starts the CRM of the example connector, with the rows of each sheet that the body lists. */
async function startTally(stage: Stage, { body }: Directive): Promise<void> {
  const tally = new Tally();
  stage.tallies.push(tally);
  stage.env.TALLY_BASE_URL = await tally.start();
  stage.env.TALLY_API_KEY = tally.key;
  stage.secrets.push(tally.key);
  const sheets = JSON.parse(body) as Readonly<Record<string, readonly Record<string, unknown>[]>>;
  for (const [sheet, rows] of Object.entries(sheets)) for (const cells of rows) tally.add(sheet, { ...cells });
}

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

type Act = (stage: Stage, step: Directive) => Promise<void> | void;

const directives: Readonly<Record<string, Act>> = {
  sandbox: (stage, { rest }) => startHere(stage, rest),
  tally: startTally,
  fixture: (stage, { rest }) => cp(join(fixtures, rest), join(stage.folder, rest), { recursive: true }),
  absent(stage, { rest }) {
    expect(existsSync(join(stage.folder, rest))).toBe(false);
  },
  async link(stage, { rest }) {
    const [name = '', target = ''] = rest.split(' to ');
    await symlink(join(stage.folder, target), join(stage.folder, name));
  },
  async token(stage, { rest }) {
    const answer = await sandboxOf(stage).control('/tokens', { scopes: rest.split(' ') });
    useToken(stage, (answer as { readonly token: string }).token);
  },
  call,
  remember(stage, { rest }) {
    stage.words.set(rest, String((stage.answer as { readonly id: unknown }).id));
  },
  env(stage, { rest }) {
    const at = rest.indexOf('=');
    stage.env[rest.slice(0, at)] = fill(rest.slice(at + 1), stage);
  },
  async file(stage, { rest, body }) {
    const [name = '', encoding] = rest.split(' in ');
    await mkdir(dirname(join(stage.folder, name)), { recursive: true });
    await writeFile(join(stage.folder, name), encode(`${fill(body, stage)}\n`, encoding));
  },
  async show(stage, { rest, expected }) {
    const text = await readFile(join(stage.folder, rest), 'utf8');
    const actual = linesOf(text.replace(/^\ufeff/, ''));
    expect(alignLines(actual, expected.out).join('\n')).toBe(expected.out.join('\n'));
  },
  sql(stage, { body }) {
    const database = new SqliteDatabase(join(stage.folder, 'hygiene.sqlite'));
    database.exec(body);
    database.close();
  },
  async interrupt(stage, { expected }) {
    const { background } = stage;
    if (!background) throw new Error('expected a command with & before "== interrupt"');
    background.child.kill('SIGINT');
    stage.background = null;
    expectFinished(await background.end, expected, stage);
  },
};

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

function transcript(exit: number | null, out: readonly string[], err: readonly string[]): string {
  return [`exit ${exit}`, ...out.map((line) => `out| ${line}`), ...err.map((line) => `err| ${line}`)]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Nothing that identifies or admits anybody, and nothing only a programmer would read. */
function expectDiscreet(finished: Finished, stage: Stage): void {
  const printed = `${finished.stdout}\n${finished.stderr}`;
  for (const secret of stage.secrets) expect(printed).not.toContain(secret);
  expect(printed).not.toMatch(/^ {4}at /m);
  expect(printed).not.toMatch(/[\w.+-]+@[\w-]+\.[a-z]{2,}/i);
}

function expectFinished(finished: Finished, expected: Expected, stage: Stage): void {
  const { out, err, exit, json } = expected;
  const ofStdout = (): readonly string[] => linesOf(finished.stdout.replaceAll(stage.folder, '<FOLDER>'));
  const actualOut = json === null ? alignLines(ofStdout(), out) : out;
  const stderr = linesOf(finished.stderr.replaceAll(stage.folder, '<FOLDER>'));
  const actualErr = json !== null && err.length === 0 ? err : alignLines(stderr, err);
  expect(transcript(finished.code, actualOut, actualErr)).toBe(transcript(exit, out, err));
  if (json !== null) {
    expect(finished.stdout).toMatch(/^\{.*\}\n$/);
    expectJson(JSON.parse(finished.stdout), expected, stage);
  }
  expectDiscreet(finished, stage);
}

function argumentsOf(command: string): readonly string[] {
  const words = command.match(/"[^"]*"|\S+/g) ?? [];
  if (words[0] !== 'crm-hygiene') throw new Error(`expected a command "crm-hygiene …"; found "${command}"`);
  return words.slice(1).map((word) => word.replace(/^"(.*)"$/, '$1'));
}

/** Waits until the sandbox was called: then the command in the background is at work, its lock taken. */
async function waitForCall(stage: Stage): Promise<void> {
  for (;;) {
    const { requests } = (await sandboxOf(stage).control('/requests')) as { readonly requests: readonly unknown[] };
    if (requests.length > 0) return;
    if (stage.background?.child.exitCode !== null) throw new Error('the command in the background ended early');
  }
}

async function runCommand(stage: Stage, step: CommandStep): Promise<void> {
  const command = fill(step.command, stage);
  const options = { cwd: stage.folder, env: stage.env };
  if (command.endsWith(' &')) {
    stage.background = launch(argumentsOf(command.slice(0, -2)), options);
    await waitForCall(stage);
    return;
  }
  const expected = {
    ...step.expected,
    out: step.expected.out.map((line) => fill(line, stage)),
    err: step.expected.err.map((line) => fill(line, stage)),
  };
  expectFinished(await hygiene(argumentsOf(command), options), expected, stage);
}

async function takeStep(stage: Stage, step: Directive | CommandStep): Promise<void> {
  if (step.is === 'command') {
    await runCommand(stage, step);
    return;
  }
  const act = directives[step.word];
  if (!act) throw new Error(`there is no step "== ${step.word}"`);
  await act(stage, step);
}

/** Plays a case in a new folder with the real command line; a failure names the line of the case file. */
export async function playScenario(scenario: Scenario, compileCache: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'crm-hygiene-scenario-'));
  const stage: Stage = {
    folder,
    // Without this each command would strip the types of all modules again.
    env: { NODE_COMPILE_CACHE: compileCache },
    secrets: [],
    words: new Map(),
    sandboxes: [],
    tallies: [],
    background: null,
    answer: null,
  };
  try {
    for (const step of scenario.steps) {
      try {
        await takeStep(stage, step);
      } catch (error) {
        if (error instanceof Error) error.message = `line ${step.line}: ${error.message}`;
        throw error;
      }
    }
  } finally {
    stage.background?.child.kill('SIGKILL');
    for (const sandbox of stage.sandboxes) await sandbox.close();
    for (const tally of stage.tallies) await tally.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
