import type { WriteBackSettings } from '../../model/agreement.ts';
import type { Catalog, CatalogField, Manifest } from '../../model/connector.ts';
import { type HealthKey, healthFieldPart, healthKeys } from '../../model/health-field.ts';
import { objectTypes } from '../../model/record.ts';
import type { Desk } from '../desk.ts';
import { describe, type Place, readItems, readSettings, readText, readWord, reportValue } from '../reading.ts';

interface KnownSource {
  readonly manifest: Manifest<unknown> | undefined;
  readonly catalog: Catalog | undefined;
}

/** Read-only until told otherwise: without `write_back` nothing is written. */
const standard: WriteBackSettings = { mode: 'preview', fieldPrefix: 'hygiene', fields: healthKeys, limit: null };

const keysByPart: ReadonlyMap<string, HealthKey> = new Map(healthKeys.map((key) => [healthFieldPart(key), key]));

// The strictest CRM takes small letters, digits and underscores; the tightest 40 letters, a suffix included.
const fieldPrefix = /^[a-z][a-z0-9_]{0,20}$/;

function readPrefix(place: Place, desk: Desk): string {
  const text = readText(place, 'the beginning of field names', desk, 'hygiene');
  if (text === null || fieldPrefix.test(text)) return text ?? standard.fieldPrefix;
  const message = `${describe(place.node)} cannot begin a field name: small letters, digits and _, a letter first, at most 21`;
  reportValue(place, message, desk, { example: 'hygiene' });
  return standard.fieldPrefix;
}

function readFields(place: Place, desk: Desk): readonly HealthKey[] {
  const parts = [...keysByPart.keys()];
  const items = readItems(place, 'a list of fields', desk, `[${parts.join(', ')}]`);
  const written = items.map((item) => readWord(item, 'a field we write', parts, desk));
  return healthKeys.filter((key) => written.includes(healthFieldPart(key)));
}

function readLimit(place: Place, desk: Desk): number | null {
  const { node } = place;
  const text = node.is === 'scalar' ? node.text.trim() : '';
  if (text === 'none') return null;
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\s+records?\s+per\s+run)?$/i.exec(text);
  const limit = match ? Number(match[1]!.replaceAll(',', '')) : 0;
  if (limit > 0) return limit;
  const message = `${describe(node)} is not a limit. Examples: 5000 records per run, none`;
  reportValue(place, message, desk, { example: '5000 records per run' });
  return null;
}

/** `Hygiene_Score__c` is `hygiene_score`: what CRMs add to names of own fields makes no difference. */
function foldColumn(name: string): string {
  return name.toLowerCase().replace(/__c$/, '');
}

/** Fields we are to write that a CRM says nobody can write; while only previews are made that is worth a warning. */
export function checkTargets(
  place: Place | null,
  settings: WriteBackSettings,
  sources: readonly KnownSource[],
  desk: Desk,
): void {
  if (place?.node.is !== 'map') return;
  const written = place.node.entries.find(({ key }) => key.text === 'fields')?.value;
  const reported = new Set<string>();
  for (const { manifest, catalog } of sources)
    for (const key of settings.fields) {
      const target = `${settings.fieldPrefix}_${healthFieldPart(key)}`;
      const isBlocked = (field: CatalogField): boolean => field.readOnly && foldColumn(field.name) === target;
      const blocked = objectTypes.flatMap((object) => catalog?.fields[object]?.filter(isBlocked) ?? [])[0];
      if (blocked === undefined || reported.has(`${manifest?.name} ${blocked.name}`)) continue;
      reported.add(`${manifest?.name} ${blocked.name}`);
      const item =
        written?.is === 'list'
          ? written.items.find((node) => node.is === 'scalar' && node.text === healthFieldPart(key))
          : undefined;
      const message = `${manifest?.title} property ${blocked.name} is read-only`;
      const report = { code: 'AGREEMENT_READ_ONLY', at: item ?? place.node, path: place.path, message } as const;
      if (settings.mode === 'on') desk.problem(report);
      else desk.warning(report);
    }
}

/** Reads `write_back:`; what is not written keeps its default. */
export function readWriteBack(place: Place | null, desk: Desk): WriteBackSettings {
  const known = ['mode', 'field_prefix', 'fields', 'limit'];
  const settings = place && readSettings(place, { owner: 'write_back', known }, desk);
  if (!settings) return standard;
  const [mode, prefix, fields, limit] = known.map((name) => settings.get(name));
  return {
    mode: (mode && readWord(mode, 'a mode', ['preview', 'on'] as const, desk)) ?? standard.mode,
    fieldPrefix: prefix ? readPrefix(prefix, desk) : standard.fieldPrefix,
    fields: fields ? readFields(fields, desk) : standard.fields,
    limit: limit ? readLimit(limit, desk) : standard.limit,
  };
}
