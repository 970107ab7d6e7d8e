import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = 'src/cli/bin.ts';

/** What a finished command printed and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run: its folder, and what is added to a bare environment. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
  /** Text given to standard input, which is closed then. */
  readonly stdin?: string;
}

function start(args: readonly string[], options: RunOptions): ChildProcess {
  return spawn(process.execPath, [...(options.nodeArgs ?? []), `${root}${bin}`, ...args], {
    cwd: options.cwd,
    // A bare environment: a test never sees the credentials of whoever runs it.
    env: { PATH: process.env.PATH ?? '', TZ: 'UTC', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Starts the command line and gives its end as a promise, and the process, so that it can be killed. */
export function launch(args: readonly string[], options: RunOptions): { child: ChildProcess; end: Promise<Finished> } {
  const child = start(args, options);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(options.stdin ?? '');
  const end = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, end };
}

/** Runs the command line to its end. */
export async function hygiene(args: readonly string[], options: RunOptions): Promise<Finished> {
  return launch(args, options).end;
}

/** A sandbox in a process of its own, as `crm-hygiene sandbox hubspot` starts it. */
export interface SandboxProcess {
  readonly url: string;
  readonly accessToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly portalId: number;
  /** The variables with which the command line talks to it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts a sandbox and waits for its ready line. */
export async function startSandboxProcess(args: readonly string[], cwd: string): Promise<SandboxProcess> {
  const child = start(['sandbox', 'hubspot', '--port', '0', ...args], { cwd });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      errors += part;
    });
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('close', () => reject(new Error(`the sandbox ended before it was ready: ${errors}`)));
  });
  const ready = JSON.parse(line) as Omit<SandboxProcess, 'env' | 'stop'>;
  return {
    ...ready,
    env: { HUBSPOT_ACCESS_TOKEN: ready.accessToken, HUBSPOT_BASE_URL: ready.url },
    async stop() {
      child.kill('SIGTERM');
      await closed;
    },
  };
}
