import type { Outside } from '../app.ts';

/** Where a command talks: data goes to stdout, talk and progress to stderr. */
export interface Terminal extends Outside {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

/** How a command ended: 0 clean, 1 findings at or above `--fail-on`, 2 could not run. */
export type ExitCode = 0 | 1 | 2;

/** Options that every command has. */
export interface CommonOptions {
  readonly config: string;
  readonly json?: boolean;
  readonly now?: string;
  readonly logLevel?: 'error' | 'warn' | 'info' | 'debug';
}

/** A command's way out: what it ended with is set here, and `main` alone exits. */
export interface Session {
  readonly terminal: Terminal;
  exitCode: ExitCode;
}

/** What a person is told whose Ctrl-C has ended a command: every step of a run is kept as it is done. */
export const stoppedText =
  'Stopped. What was done so far is kept; the same command goes on from there or does the rest again.';

/** Prints one line of talk to stderr. */
export function say(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}

/** Prints data to stdout. */
export function print(terminal: Terminal, text: string): void {
  terminal.stdout.write(`${text}\n`);
}

/** Prints one JSON object to stdout, on one line. */
export function printJson(terminal: Terminal, value: unknown): void {
  print(terminal, JSON.stringify(value));
}
