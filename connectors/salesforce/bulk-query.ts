import { FatalError, RetryableError } from '../../src/model/errors.ts';
import { givenUp, type RetryBudget, retryWaitMs } from '../../src/transport/retry.ts';
import { jobAnswer, type Row } from './answers.ts';
import { awaitJob, jobFailure } from './bulk-job.ts';
import type { SalesforceClient } from './client.ts';
import { csvRows } from './csv-rows.ts';
import { dataPath } from './objects.ts';
import { routeOf } from './routes.ts';
import { streamFailure } from './stream-failure.ts';

/** Rows per result page: a page that breaks is read again from its start, so it should not be huge. */
const rowsPerPage = 100_000;
/** How often a page or a failed job is tried. */
const budget: RetryBudget = { attempts: 6, totalMs: 600_000, baseMs: 1000, capMs: 30_000 };

/** How a page ended: where the next one is, null after the last. */
interface PageEnd {
  readonly locator: string | null;
}

/** What is tried, since when (epoch ms) and how often at most. */
interface Trial {
  readonly route: string;
  readonly startedAt: number;
  readonly attempts: number;
}

/** Waits before another attempt, or throws, saying what to do, where there were enough. */
async function again(client: SalesforceClient, error: RetryableError, attempt: number, trial: Trial): Promise<void> {
  const { route, startedAt, attempts } = trial;
  if (attempt >= attempts) throw givenUp(error, attempt, client.env.now() - startedAt, { ...budget, attempts });
  // No bound in time: how long a page takes lies with those who use its rows, too.
  const waitMs = retryWaitMs(error, attempt, budget, client.env);
  client.env.counter.retried(route);
  client.env.log.warn('a Salesforce call is tried again', { route, code: error.code, attempt, waitMs });
  await client.env.sleep(waitMs);
}

/** Reads a result page; after a break it is read again, without the rows that were handed on already. */
async function* resultPage(
  client: SalesforceClient,
  id: string,
  locator: string | null,
): AsyncGenerator<readonly Row[], PageEnd> {
  const path = `/jobs/query/${id}/results`;
  const route = routeOf('GET', `${dataPath}${path}`);
  const query = { maxRecords: String(rowsPerPage), ...(locator === null ? {} : { locator }) };
  let handedOn = 0;
  const trial: Trial = { route, startedAt: client.env.now(), attempts: budget.attempts };
  for (let attempt = 1; ; attempt++) {
    try {
      const { headers, body } = await client.stream(path, query);
      let seen = 0;
      for await (const rows of csvRows(body)) {
        const fresh = rows.slice(Math.max(0, handedOn - seen));
        seen += rows.length;
        handedOn = Math.max(handedOn, seen);
        if (fresh.length > 0) yield fresh;
      }
      const expected = Number(headers.get('sforce-numberofrecords') ?? seen);
      if (seen < expected)
        throw new RetryableError({
          code: 'CRM_ANSWER_UNREADABLE',
          message: `Salesforce announced ${expected} rows for ${route} and sent ${seen}.`,
        });
      const next = headers.get('sforce-locator');
      // Salesforce: the last page has the text "null".
      return { locator: next === null || next === '' || next === 'null' ? null : next };
    } catch (error) {
      if (client.env.signal.aborted) throw client.env.signal.reason ?? error;
      const failure = streamFailure(error, route);
      if (!(failure instanceof RetryableError)) throw failure;
      await again(client, failure, attempt, trial);
    }
  }
}

/** Starts a job and waits for its end. A failed query gives no reason; it is started once more. */
async function runJob(client: SalesforceClient, soql: string, all: boolean): Promise<string> {
  const trial: Trial = { route: 'POST /jobs/query', startedAt: client.env.now(), attempts: 2 };
  for (let attempt = 1; ; attempt++) {
    const body = {
      operation: all ? 'queryAll' : 'query',
      query: soql,
      contentType: 'CSV',
      columnDelimiter: 'COMMA',
      lineEnding: 'LF',
    };
    const { id } = await client.call({ method: 'POST', path: '/jobs/query', body }, jobAnswer);
    const job = await awaitJob(client, 'query', id);
    if (job.state === 'JobComplete') return id;
    const failure = jobFailure(job, 'query');
    if (failure instanceof FatalError) throw failure;
    await again(client, failure, attempt, trial);
  }
}

/**
 * Reads the rows of a query by Bulk API 2.0: a job, then its result pages as streams, so that a million rows need no
 * memory. jsforce opens such jobs too, but ends the process on the second result page.
 */
export async function* bulkRows(
  client: SalesforceClient,
  soql: string,
  options: { readonly all?: boolean } = {},
): AsyncGenerator<readonly Row[]> {
  const id = await runJob(client, soql, options.all ?? false);
  for (let locator: string | null = null; ; ) {
    const end: PageEnd = yield* resultPage(client, id, locator);
    locator = end.locator;
    if (locator === null) return;
  }
}
