import type { Problem } from '../errors.ts';
import { readId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { SfRecord } from '../records/sf-record.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import { checkRules } from '../validation-rules.ts';
import type { Values } from '../value.ts';
import { applyWrite, markNeighbours } from './apply-write.ts';
import { prepareValues } from './prepare-values.ts';
import { type PreparedRow, type RowWrite, refuse } from './prepared-row.ts';
import { writeSetupRow } from './write-setup-row.ts';
import type { Writer } from './writer.ts';

/** Checks a row as far as it can be without writing it, so that all rows of a call can be checked first. */
export function prepareRow(org: Org, write: RowWrite, writer: Writer): PreparedRow {
  const { operation, object } = write;
  const may = { create: object.createable, update: object.updateable, delete: object.deletable }[operation];
  if (!may) return refuse('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support ${operation}`);
  if (org.storeOf(object.name) === null) return writeSetupRow(org, write, writer);
  if (operation === 'create') return prepareChange(org, object, null, write.values, writer);
  const record = findTarget(org, object, write.id);
  if ('problems' in record) return record;
  if (operation === 'delete') return { problems: null, commit: () => remove(org, record, writer) };
  return prepareChange(org, object, record, write.values, writer);
}

function findTarget(org: Org, object: ObjectDefinition, given: string | null): SfRecord | { problems: Problem[] } {
  const problem = (code: string, message: string) => ({ problems: [{ code, message, fields: [] }] });
  if (given === null) return problem('MISSING_ARGUMENT', 'Id not specified in an update call');
  const id = readId(given);
  if (id === null) return problem('MALFORMED_ID', `malformed id ${given}`);
  const record = org.storeOf(object.name)?.find(id) ?? null;
  if (record === null) return problem('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (record.isDeleted) return problem('ENTITY_IS_DELETED', 'entity is deleted');
  return isLocked(org, id) ? problem('UNABLE_TO_LOCK_ROW', lockMessage(id)) : record;
}

function lockMessage(id: string): string {
  return `unable to obtain exclusive access to this record or 1 records: ${id}`;
}

function isLocked(org: Org, id: string): boolean {
  if (org.switches.lockedIds.some((locked) => readId(locked) === id)) return true;
  if (org.switches.locksToCome === 0) return false;
  org.switches = { ...org.switches, locksToCome: org.switches.locksToCome - 1 };
  return true;
}

function prepareChange(
  org: Org,
  object: ObjectDefinition,
  record: SfRecord | null,
  input: Readonly<Record<string, unknown>>,
  writer: Writer,
): PreparedRow {
  const { values, problems } = prepareValues(org, object, input, record === null);
  if (problems.length > 0) return { problems };
  const isConverted = object.name === 'Lead' && record?.read('IsConverted') === true;
  if (isConverted) return refuse('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  const { trigger } = org.switches;
  if (trigger !== null && trigger.object === object.name)
    return refuse('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', triggerMessage(trigger.message, record));
  const broken = checkRules(
    org.validationRules,
    object.name,
    (name) => values[name] ?? valueBefore(record, values, name),
  );
  if (broken.length > 0) return { problems: broken };
  const name = org.storeOf(object.name)?.object;
  if (name === undefined) return refuse('INVALID_TYPE', `${object.name} cannot be written`);
  const { id } = record ?? { id: null };
  // The record is read again at the commit: an earlier row of the same call may have changed it.
  const latest = () => (id === null ? null : org.stores[name].find(id));
  return { problems: null, commit: () => applyWrite(org, name, latest(), values, writer).id };
}

function valueBefore(record: SfRecord | null, values: Values, name: string) {
  return name in values ? null : (record?.read(name) ?? null);
}

function triggerMessage(message: string, record: SfRecord | null): string {
  const when = record === null ? 'BeforeInsert' : 'BeforeUpdate';
  return `CheckRecord: execution of ${when}\n\ncaused by: System.NullPointerException: ${message}\n\n()`;
}

function remove(org: Org, record: SfRecord, writer: Writer): string {
  const at = org.stamp();
  const after = org.stores[record.object].setDeleted(record, at, at, writer.userId, null);
  markNeighbours(org, record, after);
  return record.id;
}
