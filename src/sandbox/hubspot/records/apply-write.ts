import { OBJECT_NAMES } from '../object-types.ts';
import type { ObjectName } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import { deriveValues } from './derive-values.ts';
import type { CrmRecord } from './record.ts';
import type { Actor, Values } from './written.ts';

/** Our own fields: a record whose other fields nobody touched still has the faults it was planted with. */
const HYGIENE_PREFIX = 'hygiene_';

/** Stores checked values in a record (null: a new one), with what the CRM derives from them. */
export function applyWrite(
  portal: Portal,
  object: ObjectName,
  record: CrmRecord | null,
  values: Values,
  by: Actor,
): CrmRecord {
  const at = portal.stamp();
  const stamp = new Date(at).toISOString();
  const all = { ...values, ...deriveValues(object, record, values, stamp) };
  const store = portal.stores[object];
  const written =
    record === null
      ? store.create({ at, by, values: { ...all, ...sourceValues(by) }, isEdit: true })
      : store.write(record, { at, by, values: all, isEdit: isEdit(values) });
  portal.finder.noteValues(written, notedNames(portal, object, all));
  if (object === 'deals' && ('dealstage' in values || 'pipeline' in values)) markNeighbours(portal, written);
  return written;
}

/** Marks what a record is associated with as edited: some faults of a record come from its neighbours. */
export function markNeighbours(portal: Portal, record: CrmRecord): void {
  for (const to of OBJECT_NAMES) {
    for (const link of portal.associations.list(record.object, record.id, to)) portal.stores[to].markEdited(link.id);
  }
}

function isEdit(values: Values): boolean {
  return Object.keys(values).some((name) => !name.startsWith(HYGIENE_PREFIX));
}

function sourceValues(by: Actor): Values {
  return {
    hs_object_source: by.sourceType,
    hs_object_source_id: by.sourceId,
    hs_object_source_label: by.sourceType,
  };
}

/** The written names by which records can be looked up. */
function notedNames(portal: Portal, object: ObjectName, values: Values): string[] {
  const unique = portal.properties[object].uniqueNames;
  return Object.keys(values).filter((name) => unique.has(name) || (object === 'contacts' && name === 'email'));
}
