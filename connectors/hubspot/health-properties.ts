import type { HealthFieldSpec, HealthKey } from '../../src/model/health-field.ts';
import type { Property } from './answers.ts';
import { healthKeyOf, healthProperty } from './mapping.ts';

/** The property group that holds the health fields on a record's page. */
export const groupName = 'crm_hygiene';
/** What people see as the name of the group. */
export const groupLabel = 'CRM Hygiene';

/** HubSpot's type of each health field; the first field type is the one we create, the others hold the same values. */
const shapes: Readonly<Record<HealthKey, { readonly type: string; readonly fieldTypes: readonly string[] }>> = {
  score: { type: 'number', fieldTypes: ['number'] },
  grade: { type: 'enumeration', fieldTypes: ['select', 'radio'] },
  stageHealth: { type: 'enumeration', fieldTypes: ['select', 'radio'] },
  flags: { type: 'enumeration', fieldTypes: ['checkbox'] },
  nextAction: { type: 'string', fieldTypes: ['text', 'textarea'] },
  scoredAt: { type: 'datetime', fieldTypes: ['date'] },
};

/** `enumeration/checkbox`, the way conflicts are reported. */
export function shapeText(property: Property): string {
  return `${property.type ?? 'unknown'}/${property.fieldType ?? 'unknown'}`;
}

/** The shape we want for a health field, as text. */
export function wantedShape(key: HealthKey): string {
  return `${shapes[key].type}/${shapes[key].fieldTypes[0]}`;
}

/** The account's properties that bear the names of our health fields. */
export function ownProperties(properties: readonly Property[], prefix: string): readonly Property[] {
  return properties.filter((property) => healthKeyOf(prefix, property.name) !== null);
}

/** Whether a property has the name of a health field but cannot hold its values. */
export function isConflicting(property: Property, prefix: string): boolean {
  const key = healthKeyOf(prefix, property.name);
  if (key === null) return false;
  const shape = shapes[key];
  const isOurs = property.type === shape.type && shape.fieldTypes.includes(property.fieldType ?? '');
  return !isOurs || property.calculated === true || property.modificationMetadata?.readOnlyValue === true;
}

/** The definition of an option. HubSpot: all four are required. */
export function optionsOf(spec: HealthFieldSpec) {
  return spec.options.map(({ value, label }, displayOrder) => ({ value, label, displayOrder, hidden: false }));
}

/** The body that creates a health field. HubSpot: `formField` false keeps it out of forms that visitors fill. */
export function definitionOf(spec: HealthFieldSpec, prefix: string) {
  const { type, fieldTypes } = shapes[spec.key];
  return {
    groupName,
    name: healthProperty(prefix, spec.key),
    label: spec.label,
    description: spec.description,
    type,
    fieldType: fieldTypes[0]!,
    formField: false,
    displayOrder: -1,
    ...(spec.options.length > 0 ? { options: optionsOf(spec) } : {}),
  };
}
