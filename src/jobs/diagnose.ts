import type { Diagnosis } from '../model/connector.ts';
import { isHygieneError } from '../model/errors.ts';
import type { JobContext, OpenSource } from './context.ts';

/** A line of `doctor` with the source it speaks of; `database` for the store. */
export interface SourceDiagnosis extends Diagnosis {
  readonly source: string;
}

async function diagnoseSource(source: OpenSource): Promise<readonly SourceDiagnosis[]> {
  try {
    return (await source.connector.diagnose()).map((line) => ({ source: source.name, ...line }));
  } catch (error) {
    const detail = isHygieneError(error) ? error.message : String(error);
    return [{ source: source.name, check: 'connection', ok: false, detail, advice: detail }];
  }
}

async function diagnoseStore(context: JobContext): Promise<SourceDiagnosis> {
  const [last] = await context.store.runs(1);
  const detail = last
    ? `opened; last run ${last.id} (${last.kind}) ${last.outcome ?? 'was interrupted: the next scan goes on with it'}`
    : 'opened; no run yet';
  return { source: 'database', check: 'database', ok: true, detail, advice: '' };
}

/** Checks the database and every source, one line a check. */
export async function diagnose(context: JobContext): Promise<readonly SourceDiagnosis[]> {
  const sources = await Promise.all(context.sources.map(diagnoseSource));
  return [await diagnoseStore(context), ...sources.flat()];
}
