import type { ErrorCode } from '../../src/model/error-codes.ts';
import { FatalError, isHygieneError, UserError } from '../../src/model/errors.ts';

/** A file that is not what the agreement says; `shown` is its path as a person wrote it, never the absolute one. */
export function unreadable(shown: string, sentence: string, cause?: unknown): UserError {
  return new UserError({ code: 'FILE_UNREADABLE', message: `${shown}: ${sentence}`, cause });
}

/** The code of an error of the system; told by shape, as such errors may come from another realm. */
export function systemCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Whether the file system says that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCode(error));
}

/** What went wrong while a file was read, in our words; our own errors and aborts pass through unchanged. */
export function asReadError(shown: string, error: unknown): unknown {
  if (isHygieneError(error)) return error;
  const code = systemCode(error);
  const missing = (what: string): UserError =>
    new UserError({ code: 'FILE_MISSING', message: `${shown}: ${what}`, cause: error });
  if (isAbsent(error))
    return missing(
      'there is no such file; the path counts from the folder of the agreement. Export it, or mend `file:`',
    );
  if (code === 'EACCES' || code === 'EPERM')
    return missing('the file may not be read; give the user that runs crm-hygiene the right to read it');
  if (code === 'EISDIR') return unreadable(shown, 'is a folder; name the file inside it', error);
  return code.startsWith('E') && !code.startsWith('ERR_') ? missing(`the file cannot be read (${code})`) : error;
}

/** The results file cannot be written: nothing more can be written in this run, and the old file is as it was. */
export function asWriteError(shown: string, error: unknown): unknown {
  const code = systemCode(error);
  if (isHygieneError(error) || !code.startsWith('E') || code.startsWith('ERR_')) return error;
  const reason =
    {
      ENOSPC: 'the disk is full',
      EACCES: 'no right to write there',
      EPERM: 'no right to write there',
      EROFS: 'the disk is read-only',
    }[code] ?? code;
  const unwritable: ErrorCode = 'FILE_UNWRITABLE';
  return new FatalError({
    code: unwritable,
    message: `${shown}: the results cannot be written (${reason}); the file is as it was. Give the right to write, or name another file with \`results:\``,
    cause: error,
  });
}
