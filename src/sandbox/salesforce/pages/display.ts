import type { Org } from '../org.ts';
import type { SfRecord } from '../records/sf-record.ts';
import type { Field } from '../schema/field.ts';
import { findRow } from '../tables/find-row.ts';
import { readMoment } from '../value.ts';
import { formatForPeople } from './layout.ts';

/** What a record is called. */
export function nameOf(record: SfRecord): string {
  return String(record.read('Name') ?? '').trim() || record.id;
}

/** Up to two letters for the avatar. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A field's value as people read it: references by name, choices by label, moments in the organization's zone; empty is null. */
export function displayField(org: Org, record: SfRecord, field: Field): string | null {
  const value = record.read(field.name);
  if (value === null || value === '' || typeof value === 'object') return null;
  if (field.type === 'reference') return displayReference(org, String(value));
  if (field.type === 'datetime') return formatForPeople(org, readMoment(String(value)) ?? 0);
  if (field.type === 'boolean') return value === true ? 'Yes' : 'No';
  if (field.picklist.length === 0) return String(value);
  const labels = new Map(field.picklist.map((choice) => [choice.value, choice.label]));
  const chosen = field.type === 'multipicklist' ? String(value).split(';') : [String(value)];
  return chosen.map((one) => labels.get(one) ?? one).join(', ');
}

function displayReference(org: Org, id: string): string {
  const row = findRow(org, id);
  if (row === null) return id;
  const left = row.object === 'User' && row.read('IsActive') === false ? ' (inactive)' : '';
  return `${String(row.read('Name') ?? id)}${left}`;
}

/** Where a record's page is. */
export function pathOf(record: Pick<SfRecord, 'object' | 'id'>): string {
  return `/_sandbox/records/${record.object}/${record.id}`;
}
