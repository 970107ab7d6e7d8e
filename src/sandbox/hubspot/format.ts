import { resolveLinks } from './link-format.ts';
import { OBJECT_TYPES } from './object-types.ts';
import type { ObjectName } from './population/population.ts';
import type { Portal } from './portal.ts';
import type { ValueWarning } from './properties/check-value.ts';
import { readProperty } from './records/compute.ts';
import type { CrmRecord } from './records/record.ts';

/** Which parts of a record an answer shows. */
export interface Shown {
  readonly properties: readonly string[];
  readonly history?: readonly string[];
  readonly associations?: readonly ObjectName[];
  readonly traceId?: string | undefined;
  readonly warnings?: readonly ValueWarning[];
  readonly isNew?: boolean;
}

/** A record in the API's JSON. HubSpot: values are strings or null, unknown properties are left out. */
export function formatRecord(portal: Portal, record: CrmRecord, shown: Shown): Record<string, unknown> {
  const type = OBJECT_TYPES[record.object];
  const { history = [], associations = [], warnings = [] } = shown;
  return {
    id: record.id,
    properties: formatProperties(portal, record, shown.properties),
    ...(history.length > 0 && { propertiesWithHistory: formatHistory(portal, record, history) }),
    createdAt: isoOf(record.createdAt),
    updatedAt: isoOf(record.modifiedAt),
    archived: record.isArchived,
    ...(record.archivedAt !== null && { archivedAt: isoOf(record.archivedAt) }),
    ...(associations.length > 0 && resolveLinks(portal, record, associations)),
    ...(shown.traceId !== undefined && { objectWriteTraceId: shown.traceId }),
    ...(warnings.length > 0 && { warnings }),
    ...(shown.isNew !== undefined && { new: shown.isNew }),
    url: `https://app.hubspot.com/contacts/${portal.settings.portalId}/record/${type.typeId}/${record.id}`,
  };
}

/** ISO 8601 with milliseconds, UTC. */
export function isoOf(at: number): string {
  return new Date(at).toISOString();
}

function formatProperties(portal: Portal, record: CrmRecord, names: readonly string[]): Record<string, string | null> {
  const registry = portal.properties[record.object];
  const properties: Record<string, string | null> = {};
  for (const name of names) {
    if (registry.find(name) !== null) properties[name] = readProperty(portal, record, name);
  }
  return properties;
}

/** HubSpot: newest version first; a cleared value is an empty string. */
function formatHistory(portal: Portal, record: CrmRecord, names: readonly string[]): Record<string, unknown[]> {
  const registry = portal.properties[record.object];
  const known = names.filter((name) => registry.find(name) !== null);
  return Object.fromEntries(known.map((name) => [name, listVersions(portal, record, name)]));
}

function listVersions(portal: Portal, record: CrmRecord, name: string): unknown[] {
  const changes = (record.written?.changes ?? []).filter((change) => name in change.values);
  const versions: unknown[] = changes.map(({ at, by, values }) => ({
    value: values[name] ?? '',
    timestamp: isoOf(at),
    sourceType: by.sourceType,
    sourceId: by.sourceId,
    sourceLabel: by.sourceLabel,
    ...(by.userId !== null && { updatedByUserId: by.userId }),
  }));
  const planted = record.index === null ? null : (record.plantedValues()[name] ?? null);
  const first = planted ?? (changes.length === 0 ? readProperty(portal, record, name) : null);
  if (first !== null) {
    versions.unshift({
      value: first,
      timestamp: isoOf(plantedSince(record, name)),
      sourceType: 'IMPORT',
      sourceId: '1',
    });
  }
  return versions.reverse();
}

/** Since when a planted value stands: a deal's stage since it was entered, everything else since the record was made. */
function plantedSince(record: CrmRecord, name: string): number {
  const entered = record.plantedValues().hs_v2_date_entered_current_stage;
  return name === 'dealstage' && entered !== undefined ? Date.parse(entered) : record.createdAt;
}
