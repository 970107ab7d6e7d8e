import { OBJECT_NAMES } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import { applyWrite, markNeighbours } from './apply-write.ts';
import type { CrmRecord } from './record.ts';
import type { Actor, Values } from './written.ts';

/**
 * Merges the second record into the first. HubSpot: a new record with a new id takes over and both old ids resolve to it;
 * in the beta that keeps ids, the first record stays. Values of the first win, its gaps are filled from the second.
 */
export function mergeRecords(portal: Portal, primary: CrmRecord, secondary: CrmRecord): CrmRecord {
  const by: Actor = { ...portal.integration, sourceType: 'MERGE_OBJECTS', sourceLabel: 'Merge' };
  const values = { ...joinValues(portal, primary, secondary), hs_merged_object_ids: mergedIds(primary, secondary) };
  const keepsId = portal.settings.mergeKeepsPrimaryId;
  const losers = keepsId ? [secondary] : [primary, secondary];
  const links = losers.map((record) => listLinks(portal, record));
  for (const record of losers) {
    markNeighbours(portal, record);
    portal.stores[record.object].setState(record, 'merged', portal.stamp());
  }
  const survivor = applyWrite(portal, primary.object, keepsId ? primary : null, values, by);
  for (const record of losers) portal.finder.noteMerge(record.object, record.id, survivor.id);
  for (const { to, id, isPrimary } of links.flat()) {
    const isFirst = portal.associations.primary(survivor.object, survivor.id) === null;
    portal.associations.add(survivor.object, survivor.id, to, id, isPrimary && isFirst);
  }
  return survivor;
}

function joinValues(portal: Portal, primary: CrmRecord, secondary: CrmRecord): Values {
  const values: Record<string, string | null> = {};
  for (const { name } of portal.properties[primary.object].list(false)) {
    const value = primary.stored(name) ?? secondary.stored(name);
    if (value !== null) values[name] = value;
  }
  const other = secondary.stored('email');
  if (primary.object === 'contacts' && other !== null && other !== values.email) {
    values.hs_additional_emails = [values.hs_additional_emails, other].filter(Boolean).join(';');
  }
  return values;
}

function mergedIds(primary: CrmRecord, secondary: CrmRecord): string {
  const before = [primary, secondary].flatMap((record) => record.stored('hs_merged_object_ids')?.split(';') ?? []);
  return [...new Set([...before, primary.id, secondary.id])].join(';');
}

function listLinks(portal: Portal, record: CrmRecord) {
  return OBJECT_NAMES.flatMap((to) =>
    portal.associations.list(record.object, record.id, to).map((link) => ({ to, ...link })),
  );
}
