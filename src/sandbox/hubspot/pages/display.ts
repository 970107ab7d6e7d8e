import { OBJECT_TYPES } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import type { Property } from '../properties/property.ts';
import { readProperty } from '../records/compute.ts';
import type { CrmRecord } from '../records/record.ts';
import { formatMoment } from './layout.ts';

/** What a record is called. */
export function nameOf(portal: Portal, record: CrmRecord): string {
  const read = (name: string) => readProperty(portal, record, name)?.trim() || null;
  if (record.object === 'companies') return read('name') ?? read('domain') ?? `Company ${record.id}`;
  if (record.object === 'deals') return read('dealname') ?? `Deal ${record.id}`;
  const name = [read('firstname'), read('lastname')].filter((part) => part !== null).join(' ');
  return name || read('email') || `Contact ${record.id}`;
}

/** Up to two letters for the avatar. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A value as people read it: owners by name, options by label, moments in the account's zone. */
export function displayValue(portal: Portal, property: Property, value: string): string {
  if (property.referencedObjectType === 'OWNER') return ownerName(portal, value);
  if (property.name === 'dealstage') return portal.findStage(value)?.label ?? value;
  if (property.name === 'pipeline') return portal.population.pipelines.find(({ id }) => id === value)?.label ?? value;
  if (property.type === 'datetime' && !Number.isNaN(Date.parse(value))) return formatMoment(portal, Date.parse(value));
  if (property.type === 'bool') return value === 'true' ? 'Yes' : 'No';
  if (property.type !== 'enumeration') return value;
  const labels = new Map(property.options.map((option) => [option.value, option.label]));
  return value
    .split(';')
    .map((each) => labels.get(each) ?? each)
    .join(', ');
}

function ownerName(portal: Portal, id: string): string {
  const owner = portal.findOwner(id);
  if (owner === null) return `Unknown user (${id})`;
  return `${owner.firstName} ${owner.lastName}${owner.archived ? ' (deactivated)' : ''}`;
}

/** Where a record's page is. */
export function pathOf(record: Pick<CrmRecord, 'object' | 'id'>): string {
  return `/_sandbox/records/${OBJECT_TYPES[record.object].singular}/${record.id}`;
}
