import { basename } from 'node:path';

/** A stack's line that names a file of somebody else: `at check (file:///x/no-fax.ts:12:7)`. */
const frame = /(?:\(|at |async )(?:file:\/\/)?(\/[^\s()]+|[A-Za-z]:[^\s()]+):(\d+):\d+\)?$/m;

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${error === null ? 'null' : typeof error}`;
  return /^\w{1,40}$/.test(error.name) ? error.name : 'Error';
}

/**
 * What a plug-in threw, as `TypeError at no-fax.ts:12`. Its message is left out: it may quote a record or a secret.
 */
export function describeThrown(error: unknown): string {
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  const [, path, line] = frame.exec(stack) ?? [];
  return path === undefined ? kindOf(error) : `${kindOf(error)} at ${basename(path)}:${line}`;
}
