import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeThrown } from './code-place.ts';

interface Failure {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly stack: string;
}

const longest = 200;

function failureOf(error: unknown): Failure {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  if (!(error instanceof Error)) return { name: '', code: '', message: '', stack: '' };
  const { code } = error as { readonly code?: unknown };
  return { name: text(error.name), code: text(code), message: text(error.message), stack: text(error.stack) };
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0]!.trim().replace(/\.$/, '');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function shownPath(text: string, folder: string): string {
  const path = text.startsWith('file:') ? fileURLToPath(text) : text;
  const inner = relative(folder, path);
  return inner.startsWith('..') ? path : `./${inner}`;
}

/** ` in ./rules/no-fax.ts, line 3`: where a file could not be read, where the error tells. */
function placeOf({ stack }: Failure, folder: string): string {
  const [, path, line] = /^(file:\/\/[^\s]+?|\/[^\s]+?):(\d+)$/.exec(stack.split('\n', 1)[0]!) ?? [];
  return path === undefined ? '' : ` in ${shownPath(path, folder)}, line ${line}`;
}

function missingModule({ message }: Failure, folder: string): string {
  const [, kind, name = '', from = ''] =
    /^Cannot find (package|module) '(.*?)' imported from (.*)$/.exec(message) ?? [];
  if (kind === 'package')
    return `${shownPath(from, folder)} imports the package "${name}", which is not installed. Install it there: npm install ${name}`;
  if (kind === 'module') return `${shownPath(from, folder)} imports ${shownPath(name, folder)}, which does not exist`;
  return firstLine(message);
}

function syntaxError(failure: Failure, folder: string): string {
  const { code, message } = failure;
  const [, from, name] = /^The requested module '(.*?)' does not provide an export named '(.*?)'$/m.exec(message) ?? [];
  if (name !== undefined)
    return `"${from}" has no export "${name}"${placeOf(failure, folder)}; it may be written for another version`;
  const advice =
    code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' ? '; write TypeScript whose types can simply be erased' : '';
  return `syntax error${placeOf(failure, folder)}: ${firstLine(message)}${advice}`;
}

/** Why a module could not be imported, as one clause with file and reason; `folder` shortens the paths in it. */
export function explainImportError(error: unknown, folder: string): string {
  const failure = failureOf(error);
  const { name, code, message } = failure;
  switch (code) {
    case 'ERR_MODULE_NOT_FOUND':
      return missingModule(failure, folder);
    case 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING':
      return 'it is TypeScript below node_modules, which Node does not run; the package has to hold JavaScript';
    case 'ERR_UNKNOWN_FILE_EXTENSION':
    case 'ERR_NO_TYPESCRIPT':
      return `this Node (${process.versions.node}) does not run TypeScript; use Node 24 without --no-strip-types, or JavaScript`;
    case 'EACCES':
    case 'EPERM':
      return 'its file may not be read';
    case 'PLUGIN_TOO_SLOW':
      return firstLine(message);
    default:
  }
  if (name === 'SyntaxError') return syntaxError(failure, folder);
  // Only the messages that Node makes itself: any other could quote what the code found in the environment.
  const why = name === 'ReferenceError' ? `: ${firstLine(message)}` : '';
  return `its code failed while it was loaded (${describeThrown(error)})${why}`;
}
