import { FatalError, RetryableError } from '../../src/model/errors.ts';
import { type Job, jobAnswer } from './answers.ts';
import type { SalesforceClient } from './client.ts';

/** Waits between two looks at a job: a second at first, as small jobs end within seconds, then ever longer. */
const firstWaitMs = 1000;
const waitFactor = 1.5;
const longestWaitMs = 30_000;
/** Salesforce works on a batch for ten minutes at most and tries it ten times. */
const patienceMs = 2 * 3_600_000;

/** Looks at a bulk job until it has ended, whether well or not. */
export async function awaitJob(client: SalesforceClient, kind: 'query' | 'ingest', id: string): Promise<Job> {
  const { env } = client;
  let waitMs = firstWaitMs;
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += waitMs) {
    await env.sleep(waitMs);
    const job = await client.call({ method: 'GET', path: `/jobs/${kind}/${id}` }, jobAnswer);
    if (['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return job;
    waitMs = Math.min(longestWaitMs, Math.round(waitMs * waitFactor));
  }
  throw new RetryableError({
    code: 'CRM_UNAVAILABLE',
    message: `Salesforce has not finished bulk ${kind} job ${id} after ${patienceMs / 3_600_000} hours. Run again later; what was done is kept.`,
  });
}

/** Beginnings of what Salesforce says of jobs that failed by its own fault. */
const serverFault = /^(InternalServerError|Timeout)\b/;

/** A job that ended without its work done: mistaken, stopped by a person, or failed by Salesforce's own fault. */
export function jobFailure(job: Job, kind: 'query' | 'ingest'): FatalError | RetryableError {
  const why = job.errorMessage ? `: ${job.errorMessage.replace(/[.\s]+$/, '')}` : ', without saying why';
  const message = `Salesforce ended bulk ${kind} job ${job.id} as ${job.state}${why}.`;
  // Salesforce gives no reason for failed queries; time-outs of a busy org are the usual one. They are tried again here.
  if (job.state === 'Failed' && kind === 'query') return new RetryableError({ code: 'CRM_UNAVAILABLE', message });
  if (job.state === 'Failed' && serverFault.test(job.errorMessage ?? ''))
    return new RetryableError({
      code: 'CRM_UNAVAILABLE',
      message: `${message} Run again later; what was done is kept.`,
    });
  return new FatalError({ code: 'CRM_REFUSED', message: `${message} Run again; if it stays so, please report this.` });
}
