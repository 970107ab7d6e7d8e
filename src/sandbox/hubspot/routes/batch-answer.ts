import type { Answer } from '../../core/answer.ts';
import { type BatchError, invalidRequest } from '../errors.ts';
import { isoOf } from '../format.ts';
import type { Call } from './route.ts';

/** HubSpot: at most 100 inputs in a batch of records or properties. */
export const MAX_BATCH = 100;

/** Refuses empty, oversized and repeating batches. */
export function checkInputs(ids: readonly string[], max = MAX_BATCH): void {
  if (ids.length === 0) throw invalidRequest('Invalid input: `inputs` must not be empty');
  if (ids.length > max) {
    throw invalidRequest(
      `The maximum number of inputs supported in a batch request is ${max}. You sent ${ids.length}.`,
    );
  }
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const id of ids) (seen.has(id) ? repeated : seen).add(id);
  if (repeated.size === 0) return;
  const list = [...repeated];
  throw invalidRequest(`Duplicate IDs found in batch input: [${list.join(', ')}]. IDs must be unique`, {
    context: { ids: list },
  });
}

/** The answer of a batch: 207 with `errors` and `numErrors` where some inputs failed (numErrors may count more than it lists). */
export function answerBatch(
  call: Call,
  startedAt: number,
  results: readonly unknown[],
  errors: readonly BatchError[],
  okStatus: 200 | 201 = 200,
  numErrors = errors.length,
): Answer {
  const completedAt = isoOf(Math.max(startedAt, call.portal.clock.now()));
  const base = { completedAt, status: 'COMPLETE', startedAt: isoOf(startedAt), results };
  if (errors.length === 0) return { status: okStatus, body: base };
  const status = call.generation === '2026-09' ? call.portal.settings.partialStatus : 207;
  return { status, body: { ...base, errors, numErrors } };
}
