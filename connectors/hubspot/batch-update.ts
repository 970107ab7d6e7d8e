import type { Change, Outcome } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import { batchAnswer, type ProblemAnswer, type Row } from './answers.ts';
import type { HubspotClient } from './client.ts';
import { type Problem, problemBehind, readProblem } from './errors.ts';
import { modifiedAt, toProperties } from './mapping.ts';
import { apiVersion, type HubspotObject, objectNames } from './objects.ts';

/** How a batch is written. */
export interface BatchContext {
  readonly client: HubspotClient;
  readonly fieldPrefix: string;
  /** The names of our health fields in HubSpot. */
  readonly healthProperties: ReadonlySet<string>;
}

function gone(change: Change): Outcome {
  return { intent: change.intent, ref: change.ref, is: 'gone' };
}

function refused(change: Change, why: string): Outcome {
  return { intent: change.intent, ref: change.ref, is: 'refused', code: 'RECORD_REFUSED', why };
}

function done(change: Change, object: HubspotObject, row: Row): Outcome {
  const at = modifiedAt(object, row);
  return { intent: change.intent, ref: change.ref, is: 'done', updatedAt: at.getTime() > 0 ? at : null };
}

function isMissing(problem: Problem): boolean {
  return problem.category === 'OBJECT_NOT_FOUND';
}

/** A property of ours that does not exist concerns every record: nothing can be written before provisioning. */
function checkProvisioned(problem: Problem, context: BatchContext, object: HubspotObject): void {
  if (!problem.codes.includes('PROPERTY_DOESNT_EXIST') && !/property .* does not exist/i.test(problem.sentence)) return;
  const ours = [...context.healthProperties].filter(
    (name) => problem.properties.includes(name) || problem.sentence.includes(`"${name}"`),
  );
  if (ours.length === 0) return;
  throw new FatalError({
    code: 'PROPERTY_MISSING',
    message:
      `HubSpot has no ${objectNames[object].path} property ${ours.join(', ')}. Create the health fields first: ` +
      'crm-hygiene provision',
    cause: problem,
  });
}

/** The changes an error of a batch is about, by record id or by the trace id we sent. */
function concerned(problem: Problem, open: ReadonlyMap<string, Change>): readonly Change[] {
  return [...open.values()].filter(
    (change) => problem.ids.includes(change.ref.id) || problem.traceIds.includes(String(change.intent)),
  );
}

function splitInTwo(changes: readonly Change[]): readonly (readonly Change[])[] {
  const middle = Math.ceil(changes.length / 2);
  return [changes.slice(0, middle), changes.slice(middle)];
}

/** Reads the outcomes of an answered batch; `left` are the changes of which the answer says nothing. */
function settle(
  rows: readonly Row[],
  errors: readonly ProblemAnswer[],
  changes: readonly Change[],
  context: BatchContext,
  object: HubspotObject,
): { readonly outcomes: readonly Outcome[]; readonly left: readonly Change[]; readonly why: string } {
  const open = new Map(changes.map((change) => [change.ref.id, change]));
  const byTrace = new Map(changes.map((change) => [String(change.intent), change]));
  const outcomes: Outcome[] = [];
  let why = '';
  for (const row of rows) {
    const change = open.get(row.id) ?? byTrace.get(row.objectWriteTraceId ?? '');
    if (change && open.delete(change.ref.id)) outcomes.push(done(change, object, row));
  }
  for (const error of errors) {
    const problem = readProblem(400, error);
    checkProvisioned(problem, context, object);
    for (const change of concerned(problem, open)) {
      open.delete(change.ref.id);
      outcomes.push(isMissing(problem) ? gone(change) : refused(change, problem.sentence));
    }
    why ||= problem.sentence;
  }
  return { outcomes, left: [...open.values()], why };
}

/** A batch refused as a whole: the refused records are found by halving, unless the answer names them. */
async function isolate(
  error: FatalError,
  changes: readonly Change[],
  context: BatchContext,
  object: HubspotObject,
): Promise<readonly Outcome[]> {
  const problem = problemBehind(error);
  const isAboutRecords = problem !== null && (problem.status === 400 || problem.status === 409 || isMissing(problem));
  if (error.code !== 'CRM_REFUSED' || problem === null || !isAboutRecords) throw error;
  checkProvisioned(problem, context, object);
  const judge = (change: Change): Outcome =>
    isMissing(problem) ? gone(change) : refused(change, problem.sentence || error.message);
  if (changes.length === 1) return changes.map(judge);
  const named = concerned(problem, new Map(changes.map((change) => [change.ref.id, change])));
  const rest = changes.filter((change) => !named.includes(change));
  const parts = named.length > 0 ? [rest] : splitInTwo(changes);
  const outcomes = named.map(judge);
  for (const part of parts) if (part.length > 0) outcomes.push(...(await updateBatch(part, context, object)));
  return outcomes;
}

/**
 * Updates up to 100 records of one object and gives an outcome for each. The client repeats a call whose answer was
 * lost; that is harmless, because an update sets values and setting them twice leaves the same record.
 */
export async function updateBatch(
  changes: readonly Change[],
  context: BatchContext,
  object: HubspotObject,
): Promise<readonly Outcome[]> {
  const path = `/crm/objects/${apiVersion}/${objectNames[object].path}/batch/update`;
  const inputs = changes.map((change) => ({
    id: change.ref.id,
    properties: toProperties(context.fieldPrefix, change.values),
    // HubSpot: unique among the inputs; errors name it.
    objectWriteTraceId: String(change.intent),
  }));
  let answer: { results?: Row[] | null | undefined; errors?: ProblemAnswer[] | null | undefined };
  try {
    answer = await context.client.call({ method: 'POST', path, body: { inputs } }, batchAnswer);
  } catch (error) {
    if (error instanceof FatalError) return isolate(error, changes, context, object);
    throw error;
  }
  const { outcomes, left, why } = settle(answer.results ?? [], answer.errors ?? [], changes, context, object);
  if (left.length === 0) return outcomes;
  if (changes.length === 1)
    return [...outcomes, ...left.map((change) => unmentioned(change, answer.results ?? [], why, object))];
  const parts = left.length === changes.length ? splitInTwo(left) : [left];
  const more: Outcome[] = [];
  for (const part of parts) more.push(...(await updateBatch(part, context, object)));
  return [...outcomes, ...more];
}

/** A single change whose id is not in the answer: HubSpot answers with the survivor where the record was merged. */
function unmentioned(change: Change, rows: readonly Row[], why: string, object: HubspotObject): Outcome {
  const survivor = rows.length === 1 && why === '' ? rows[0] : undefined;
  if (survivor) return done(change, object, survivor);
  return refused(change, why || 'HubSpot answered without a word about this record');
}
