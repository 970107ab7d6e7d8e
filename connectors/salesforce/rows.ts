import { RetryableError } from '../../src/model/errors.ts';
import { queryAnswer, type Row } from './answers.ts';
import { bulkRows } from './bulk-query.ts';
import type { SalesforceClient } from './client.ts';
import { hasCode } from './errors.ts';
import { type Soql, soqlText } from './soql.ts';

/** Salesforce refuses addresses of about 16 KB; a longer query goes to the Bulk API, which takes it in the body. */
const longestQuery = 14_000;

/** How to read rows. */
export interface RowsOptions {
  /** Deleted and archived rows too. */
  readonly all?: boolean;
}

/** How often a read begins again behind its last row because the server dropped a cursor, before it gives up. */
export const mostRestarts = 5;

/** The server dropped the cursor of a query (it keeps ten per user, for two days): read again from the last row. */
export class CursorLost extends RetryableError {
  constructor(cause: unknown) {
    const message = 'Salesforce dropped the cursor of a query. Run again; what was done is kept.';
    super({ code: 'CRM_UNAVAILABLE', message, cause });
  }
}

function isCursorLost(error: unknown): boolean {
  return hasCode(error, 'INVALID_QUERY_LOCATOR');
}

/**
 * Reads the rows of a query: pages of up to 2,000 by REST, or by Bulk API where the first page tells that there are
 * more than the agreement's threshold. Each page is asked for when the one before is used up.
 */
export async function* rowPages(
  client: SalesforceClient,
  soql: Soql,
  options: RowsOptions = {},
): AsyncGenerator<readonly Row[]> {
  const text = soqlText(soql);
  if (new URLSearchParams({ q: text }).toString().length > longestQuery) {
    yield* bulkRows(client, text, options);
    return;
  }
  const path = options.all ? '/queryAll' : '/query';
  let answer = await client.call({ method: 'GET', path, query: { q: text } }, queryAnswer);
  if (!answer.done && answer.totalSize > client.config.bulk_reads_above) {
    yield* bulkRows(client, text, options);
    return;
  }
  for (;;) {
    yield answer.records;
    if (answer.done) return;
    const { nextRecordsUrl } = answer;
    if (!nextRecordsUrl)
      throw new RetryableError({
        code: 'CRM_ANSWER_UNREADABLE',
        message: 'Salesforce says that a query goes on, but not where.',
      });
    try {
      answer = await client.call({ method: 'GET', path: nextRecordsUrl }, queryAnswer);
    } catch (error) {
      throw isCursorLost(error) ? new CursorLost(error) : error;
    }
  }
}

/** All rows of a query that finds few. */
export async function readRows(
  client: SalesforceClient,
  soql: Soql,
  options: RowsOptions = {},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of rowPages(client, soql, options)) rows.push(...page);
  return rows;
}

/** Single rows of pages. */
export async function* eachRow(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const page of pages) yield* page;
}
