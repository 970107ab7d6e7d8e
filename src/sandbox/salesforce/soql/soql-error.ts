import { ApiError } from '../errors.ts';

const SHOWN = 32;

/** A query that cannot be read or run; `at` is the place in it, from 0. Salesforce shows the surroundings and a caret. */
export function soqlError(code: string, query: string, at: number, message: string): ApiError {
  const start = Math.max(0, at - SHOWN);
  const shown = query.slice(start, at + SHOWN).replace(/\s/g, ' ');
  const before = query.slice(0, at);
  const row = before.split('\n').length;
  const column = at - (before.lastIndexOf('\n') + 1) + 1;
  const text = `\n${shown}\n${' '.repeat(at - start)}^\nERROR at Row:${row}:Column:${column}\n${message}`;
  return new ApiError(400, code, text);
}

/** A query whose grammar is wrong. */
export function malformed(query: string, at: number, message: string): ApiError {
  return soqlError('MALFORMED_QUERY', query, at, message);
}
