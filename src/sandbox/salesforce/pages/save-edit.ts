import type { Org } from '../org.ts';
import type { SfRecord } from '../records/sf-record.ts';
import { prepareRow } from '../writing/write-row.ts';

/** What came of an edit: the labels of what was changed, or what was wrong. */
export interface Saved {
  readonly changed: readonly string[];
  readonly problems: readonly string[];
}

/** Stores what a person changed on the record page; fields that were left as they were are not written. */
export function saveEdit(org: Org, record: SfRecord, form: URLSearchParams): Saved {
  const object = org.schema.get(record.object);
  const field = form.get('field');
  const given = field === null ? [...form] : [[field, form.get('value') ?? ''] as const];
  const changed = given.filter(([name, value]) => {
    const known = object.fields.get(name.toLowerCase());
    return known !== undefined && String(record.read(known.name) ?? '') !== value;
  });
  if (changed.length === 0) return { changed: [], problems: [] };
  const values = Object.fromEntries(changed.map(([name, value]) => [name, value === '' ? null : value]));
  const user = org.population.owners.find(({ kind, isActive }) => kind === 'User' && isActive);
  const writer = { userId: user?.id ?? org.userId, origin: 'user interface', autoAssign: false };
  const prepared = prepareRow(org, { operation: 'update', object, id: record.id, values }, writer);
  if (prepared.problems !== null) return { changed: [], problems: prepared.problems.map(({ message }) => message) };
  prepared.commit();
  return { changed: changed.map(([name]) => object.fields.get(name.toLowerCase())?.label ?? name), problems: [] };
}
