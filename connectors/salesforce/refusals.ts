import type { Change, Outcome } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import { healthKeys } from '../../src/model/health-field.ts';
import type { RowError } from './answers.ts';
import { cleanSentence } from './errors.ts';
import { healthField } from './health-fields.ts';
import { sObjects } from './objects.ts';

/** Why Salesforce did not write a record. */
export interface Refusal {
  readonly code: string;
  readonly sentence: string;
  readonly fields: readonly string[];
}

/** The first error of a result row. */
export function refusalOf(errors: readonly RowError[] | null | undefined): Refusal {
  const error = errors?.[0];
  return {
    code: error?.statusCode ?? error?.errorCode ?? 'UNKNOWN_EXCEPTION',
    sentence: cleanSentence(error?.message ?? 'Salesforce gave no reason'),
    fields: error?.fields ?? [],
  };
}

/** Reads `CODE:message:field --`, as failed rows of a bulk job carry it. */
export function parseBulkError(text: string): Refusal {
  const match = /^([A-Z_]+):([\s\S]*?)(?::([\w, ]*))?\s*--\s*$/.exec(text.trim());
  if (!match) return { code: 'UNKNOWN_EXCEPTION', sentence: cleanSentence(text), fields: [] };
  const fields = (match[3] ?? '').split(',').map((field) => field.trim());
  return { code: match[1]!, sentence: cleanSentence(match[2] ?? ''), fields: fields.filter(Boolean) };
}

/** Refusals that pass: somebody else holds the record or a parent of it, or the server gave up on the row. */
const passing = new Set([
  'UNABLE_TO_LOCK_ROW',
  'SERVER_UNAVAILABLE',
  'UNKNOWN_EXCEPTION',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
]);

/** Whether writing the record again, in a smaller batch, may succeed. */
export function isPassing({ code }: Refusal): boolean {
  return passing.has(code);
}

/** The record is not there any more; a converted lead is closed history and left alone. */
const goneCodes = new Set([
  'ENTITY_IS_DELETED',
  'INVALID_CROSS_REFERENCE_KEY',
  'NOT_FOUND',
  'MALFORMED_ID',
  'CANNOT_UPDATE_CONVERTED_LEAD',
]);

/** What to do about a refusal, where more than the vendor's sentence can be said. */
const advices: Readonly<Record<string, string>> = {
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'Add the missing flag values: crm-hygiene provision.',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'A trigger or flow of the org failed on this record; show this to your admin.',
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'A validation rule of the org refuses the record as it is; mend what it names.',
  DUPLICATES_DETECTED:
    'A duplicate rule of the org blocks the record; merge the duplicates or let the rule alert only.',
  REQUIRED_FIELD_MISSING: 'The org requires a field that this record lacks; fill it.',
  INSUFFICIENT_ACCESS_OR_READONLY: 'The integration user may not edit this record; give it Modify All on the object.',
  UNABLE_TO_LOCK_ROW: 'Others kept the record locked through several tries; it is written with the next run.',
};

/** A health field that does not exist or may not be edited concerns every record: nothing can be written before that. */
function checkProvisioned(refusal: Refusal, change: Change, prefix: string): void {
  const isColumn =
    refusal.code === 'INVALID_FIELD_FOR_INSERT_UPDATE' ||
    (refusal.code === 'INVALID_FIELD' && /no such column|field name not found/i.test(refusal.sentence));
  if (!isColumn) return;
  const names = healthKeys.map((key) => healthField(prefix, key));
  const ours = names.filter((name) => refusal.fields.includes(name) || refusal.sentence.includes(name));
  if (ours.length === 0) return;
  throw new FatalError({
    code: 'PROPERTY_MISSING',
    message:
      `Salesforce lets the integration user write no field ${ours.join(', ')} on ${sObjects[change.ref.object]}: it ` +
      'does not exist, or no permission set gives the right to edit it. Create fields and permissions: crm-hygiene provision',
  });
}

/** Salesforce: to a user without the right to an object it does not exist; that concerns every record of it. */
function checkVisible(refusal: Refusal, change: Change): void {
  if (refusal.code !== 'INVALID_TYPE') return;
  const object = sObjects[change.ref.object];
  throw new FatalError({
    code: 'SCOPE_MISSING',
    message:
      `Salesforce shows no object ${object} to the integration user (INVALID_TYPE). Give its profile or permission set ` +
      `the Read permission on ${object}, and Edit to write the health fields. What was done is kept.`,
  });
}

/** The outcome of a change that Salesforce refused for good. Throws FatalError where no record can be written. */
export function refusedOutcome(change: Change, refusal: Refusal, prefix: string): Outcome {
  checkProvisioned(refusal, change, prefix);
  checkVisible(refusal, change);
  const { intent, ref } = change;
  const isGone = goneCodes.has(refusal.code) || /cannot reference converted lead/i.test(refusal.sentence);
  if (isGone) return { intent, ref, is: 'gone' };
  const why = [`${refusal.sentence.replace(/[.\s]+$/, '')} (${refusal.code}).`, advices[refusal.code]];
  return { intent, ref, is: 'refused', code: 'RECORD_REFUSED', why: why.filter(Boolean).join(' ') };
}

/** The outcome of a change that was written. Neither collections nor bulk results tell the new modification time. */
export function doneOutcome({ intent, ref }: Change): Outcome {
  return { intent, ref, is: 'done', updatedAt: null };
}
