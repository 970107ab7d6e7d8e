import { FatalError } from '../model/errors.ts';
import type { JobContext, KnownSource, OpenSource } from './context.ts';

/** A source that could not be worked on in this run, and why. */
export interface SourceProblem {
  readonly source: string;
  readonly error: unknown;
}

/**
 * Reads the account and catalog of a source and keeps them with its records. Refuses an account other than the one
 * the records came from: ids of two accounts would mix.
 */
export async function know(context: JobContext, source: OpenSource): Promise<KnownSource> {
  const account = await source.connector.identify();
  const stored = await context.store.source(source.name);
  if (stored && stored.account.id !== account.id)
    throw new FatalError({
      code: 'ACCOUNT_MISMATCH',
      message:
        `The credentials of ${source.name} belong to account ${account.id} (${account.name}), but this database holds ` +
        `records of account ${stored.account.id}. Use the credentials of that account, or another database ` +
        '(DATABASE_URL), or give the source another name in the agreement.',
    });
  const catalog = await source.connector.catalog();
  await context.store.commit({ source: { name: source.name, account, catalog } });
  return { ...source, account, catalog };
}

/** Does something for every source side by side; the trouble of one does not stop another. */
export async function forEachSource<S extends { readonly name: string }, T>(
  sources: readonly S[],
  problems: SourceProblem[],
  work: (source: S) => Promise<T>,
): Promise<readonly T[]> {
  const results = await Promise.allSettled(sources.map(work));
  return results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return [result.value];
    problems.push({ source: sources[index]!.name, error: result.reason });
    return [];
  });
}
