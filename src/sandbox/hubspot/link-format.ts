import { OBJECT_TYPES } from './object-types.ts';
import type { ObjectName } from './population/population.ts';
import type { Portal } from './portal.ts';
import { pairTypes } from './records/association-types.ts';
import type { Link } from './records/associations.ts';
import type { CrmRecord } from './records/record.ts';

/** Association rows shown inline with a record before HubSpot refers to the associations API. */
const MAX_INLINE_ROWS = 500;

/**
 * The inline `associations` of a record. HubSpot: a row per type, so the primary company stands twice, as
 * `contact_to_company` and `contact_to_company_unlabeled`; objects without any association are left out.
 */
export function resolveLinks(portal: Portal, record: CrmRecord, to: readonly ObjectName[]): Record<string, unknown> {
  const associations: Record<string, unknown> = {};
  for (const name of to) {
    const rows = portal.associations
      .list(record.object, record.id, name)
      .flatMap((link) => inlineRows(record.object, name, link));
    if (rows.length > 0) associations[name] = { results: rows.slice(0, MAX_INLINE_ROWS) };
  }
  return Object.keys(associations).length === 0 ? {} : { associations };
}

function inlineRows(from: ObjectName, to: ObjectName, link: Link): unknown[] {
  const name = `${OBJECT_TYPES[from].singular}_to_${OBJECT_TYPES[to].singular}`;
  if (pairTypes(from, to)?.primary === null) return [{ id: link.id, type: name }];
  const plain = { id: link.id, type: `${name}_unlabeled` };
  return link.isPrimary ? [{ id: link.id, type: name }, plain] : [plain];
}

/** The association types of a link as the associations API lists them: primary first. */
export function linkTypes(from: ObjectName, to: ObjectName, link: Link): unknown[] {
  const types = pairTypes(from, to);
  if (types === null) return [];
  const plain = { category: 'HUBSPOT_DEFINED', typeId: types.plain, label: null };
  const primary = { category: 'HUBSPOT_DEFINED', typeId: types.primary, label: 'Primary' };
  return link.isPrimary && types.primary !== null ? [primary, plain] : [plain];
}
