import { isDeepStrictEqual } from 'node:util';
import { errorCodes } from '../../model/error-codes.ts';

/** A connector that does not keep its contract: what is asked for, and what was found. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
}

const shownLength = 300;

/** A value for a message: JSON with odd characters escaped, cut where it is long. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Error) return `${value.name}: ${value.message.slice(0, shownLength)}`;
  const text = (JSON.stringify(value) ?? String(value)).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > shownLength ? `${text.slice(0, shownLength)}… (${text.length} characters)` : text;
}

/** Fails with the sentence of the contract and what was found in its place. */
export function expectThat(holds: boolean, asks: string, found: unknown): asserts holds {
  if (!holds) throw new ConformanceError(`The contract asks: ${asks}\nFound: ${show(found)}`);
}

/** Fails where two values differ. */
export function expectSame(found: unknown, wanted: unknown, asks: string): void {
  if (!isDeepStrictEqual(found, wanted))
    throw new ConformanceError(`The contract asks: ${asks}\nExpected: ${show(wanted)}\nFound: ${show(found)}`);
}

/** Fails unless two lists hold the same texts, whatever their order; names what lacks and what is too much. */
export function expectSameSet(found: readonly string[], wanted: readonly string[], asks: string): void {
  const lacking = wanted.filter((one) => !found.includes(one));
  const extra = found.filter((one) => !wanted.includes(one));
  const twice = found.filter((one, index) => found.indexOf(one) !== index);
  const problem = [
    lacking.length > 0 ? `${lacking.length} missing, such as ${show(lacking[0])}` : '',
    extra.length > 0 ? `${extra.length} too many, such as ${show(extra[0])}` : '',
    twice.length > 0 ? `${twice.length} more than once, such as ${show(twice[0])}` : '',
  ].filter(Boolean);
  if (problem.length > 0)
    throw new ConformanceError(
      `The contract asks: ${asks}\nExpected: ${wanted.length}\nFound: ${found.length}; ${problem.join('; ')}`,
    );
}

/** An error with the parts every error of a connector has. */
export interface ConnectorFailure {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** What work fails with, or null where it succeeds. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error ?? new Error('an empty rejection'),
  );
}

/**
 * Fails unless an error is one of the given classes with a code of the catalogue and a sentence a person can act on.
 * Classes are compared by name: a plug-in may bring its own copy of the library.
 */
export function expectFailure(error: unknown, classes: readonly string[], asks: string): ConnectorFailure {
  expectThat(error !== null, `${asks}, with ${classes.join(' or ')}`, 'it succeeded');
  const { name, code, message } = error as ConnectorFailure;
  expectThat(error instanceof Error && classes.includes(name), `${asks}, with ${classes.join(' or ')}`, error);
  expectThat(typeof code === 'string' && code in errorCodes, `${asks}, with a code of the catalogue`, code);
  expectThat(message.trim().split(/\s+/).length >= 3, `${asks}, with a sentence`, message);
  return { name, code, message };
}

/** Fails where a secret stands in an error, its cause or its stack. */
export function expectNoSecrets(error: unknown, secrets: Readonly<Record<string, string>>): void {
  const words: string[] = [];
  for (let part = error; part !== null && part !== undefined && words.length < 10; ) {
    const own = typeof part === 'object' ? Object.getOwnPropertyNames(part) : undefined;
    words.push(String(part), JSON.stringify(part, own as string[] | undefined) ?? '');
    part = part instanceof Error ? part.cause : null;
  }
  const text = words.join('\n');
  for (const [name, value] of Object.entries(secrets))
    if (value.length >= 8 && !/^https?:/.test(value))
      expectThat(!text.includes(value), 'a secret never stands in an error', `the value of ${name}`);
}
