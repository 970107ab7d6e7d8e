import { readId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';

/** Ids of live records whose field has a value. Planted records have no custom fields, so what was written is enough. */
export function findByExternalId(org: Org, object: ObjectDefinition, field: Field, value: string): string[] {
  const store = org.storeOf(object.name);
  if (store === null) return [];
  if (field.type === 'id') {
    const id = readId(value);
    return id !== null && store.findLive(id) !== null ? [id] : [];
  }
  const ids: string[] = [];
  for (const record of store.writtenRecords()) {
    const held = record.isDeleted ? null : record.stored(field.name);
    if (held !== null && String(held).toLowerCase() === value.toLowerCase()) ids.push(record.id);
  }
  return ids;
}

/** The field of an upsert, if it is one that records may be told by. */
export function externalIdField(org: Org, object: ObjectDefinition, name: string): Field | null {
  const field = org.access.findField(object, name);
  return field !== null && (field.externalId || field.type === 'id') ? field : null;
}
