import type { Change, Outcome } from '../../src/model/connector.ts';
import { FatalError, RetryableError } from '../../src/model/errors.ts';
import { retryWaitMs } from '../../src/transport/retry.ts';
import { saveResults } from './answers.ts';
import type { SalesforceClient } from './client.ts';
import { problemBehind } from './errors.ts';
import { toFields } from './mapping.ts';
import { sObjects } from './objects.ts';
import { doneOutcome, isPassing, type Refusal, refusalOf, refusedOutcome } from './refusals.ts';

/** Salesforce: at most 200 records per collection. */
export const recordsPerCollection = 200;

/** Sizes of the batches in which locked records are tried again; a lock on a parent fails all its children together. */
const retrySizes = [50, 10, 1] as const;
/** Waits before each of them: locks of other programs last seconds. */
const retryBudget = { attempts: 4, totalMs: 120_000, baseMs: 2000, capMs: 15_000 };

/** Without it Salesforce runs the org's assignment rules on every update and may hand leads to somebody else. */
export const writeHeaders = { 'Sforce-Auto-Assign': 'FALSE' };

interface Sent {
  readonly outcomes: readonly Outcome[];
  readonly passing: readonly { readonly change: Change; readonly refusal: Refusal }[];
}

async function send(client: SalesforceClient, changes: readonly Change[]): Promise<Sent> {
  const prefix = client.env.fieldPrefix;
  const records = changes.map(({ ref, values }) => ({
    attributes: { type: sObjects[ref.object] },
    id: ref.id,
    ...toFields(prefix, values),
  }));
  const body = { allOrNone: false, records };
  const results = await client.call(
    { method: 'PATCH', path: '/composite/sobjects', body, headers: writeHeaders },
    saveResults,
  );
  if (results.length !== changes.length)
    throw new FatalError({
      code: 'CRM_ANSWER_UNREADABLE',
      message: `Salesforce answered ${results.length} results to a collection of ${changes.length} records.`,
    });
  const outcomes: Outcome[] = [];
  const passing: { change: Change; refusal: Refusal }[] = [];
  for (const [index, result] of results.entries()) {
    const change = changes[index]!;
    if (result.success) outcomes.push(doneOutcome(change));
    else {
      const refusal = refusalOf(result.errors);
      if (isPassing(refusal)) passing.push({ change, refusal });
      else outcomes.push(refusedOutcome(change, refusal, prefix));
    }
  }
  return { outcomes, passing };
}

function parts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const lists: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += size) lists.push(items.slice(at, at + size));
  return lists;
}

/** Tries records again that were locked, in ever smaller batches with growing waits. */
async function sendAgain(client: SalesforceClient, first: Sent['passing']): Promise<readonly Outcome[]> {
  const { env } = client;
  const outcomes: Outcome[] = [];
  let left = first;
  for (const [attempt, size] of retrySizes.entries()) {
    if (left.length === 0) return outcomes;
    const error = new RetryableError({ code: 'CRM_UNAVAILABLE', message: left[0]!.refusal.sentence });
    const waitMs = retryWaitMs(error, attempt + 1, retryBudget, env);
    env.log.info('records that Salesforce had locked are written again', { records: left.length, waitMs });
    await env.sleep(waitMs);
    const next: Sent['passing'][number][] = [];
    for (const part of parts(left, size)) {
      const sent = await send(
        client,
        part.map(({ change }) => change),
      );
      outcomes.push(...sent.outcomes);
      next.push(...sent.passing);
    }
    left = next;
  }
  return [...outcomes, ...left.map(({ change, refusal }) => refusedOutcome(change, refusal, env.fieldPrefix))];
}

/** Salesforce refused a collection as a whole: the record it cannot read is found by halving. */
async function isolate(client: SalesforceClient, changes: readonly Change[], error: FatalError) {
  const problem = problemBehind(error);
  if (error.code !== 'CRM_REFUSED' || problem?.status !== 400) throw error;
  if (changes.length === 1) {
    const refusal = { code: problem.codes[0] ?? 'CRM_REFUSED', sentence: problem.sentence, fields: problem.fields };
    return changes.map((change) => refusedOutcome(change, refusal, client.env.fieldPrefix));
  }
  const middle = Math.ceil(changes.length / 2);
  const outcomes: Outcome[] = [];
  for (const part of [changes.slice(0, middle), changes.slice(middle)])
    outcomes.push(...(await updateCollection(client, part)));
  return outcomes;
}

/**
 * Updates up to 200 records of one object and gives an outcome for each. The client repeats a call whose answer was
 * lost; that is harmless, because an update sets values and setting them twice leaves the same record.
 */
export async function updateCollection(
  client: SalesforceClient,
  changes: readonly Change[],
): Promise<readonly Outcome[]> {
  let sent: Sent;
  try {
    sent = await send(client, changes);
  } catch (error) {
    if (error instanceof FatalError) return isolate(client, changes, error);
    throw error;
  }
  return [...sent.outcomes, ...(await sendAgain(client, sent.passing))];
}

/** Updates any number of records of one object, one collection after another. */
export async function updateCollections(
  client: SalesforceClient,
  changes: readonly Change[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const part of parts(changes, recordsPerCollection)) outcomes.push(...(await updateCollection(client, part)));
  return outcomes;
}
