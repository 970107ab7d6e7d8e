import { type HealthFieldSpec, type HealthKey, healthFieldPart, healthKeys } from '../../src/model/health-field.ts';
import type { Described, DescribedField } from './answers.ts';

/** `stage_health` → `Stage_Health`, the way Salesforce people write names. */
function capitalised(text: string): string {
  return text.replace(/(^|_)([a-z])/g, (_all, before: string, letter: string) => before + letter.toUpperCase());
}

/** The name of a health field in Salesforce: `stageHealth` → `Hygiene_Stage_Health__c`. */
export function healthField(prefix: string, key: HealthKey): string {
  return `${capitalised(prefix)}_${capitalised(healthFieldPart(key))}__c`;
}

/** The health key of a field's name; null for other fields. Salesforce tells names apart without regard to case. */
export function healthKeyOf(prefix: string, field: string): HealthKey | null {
  return healthKeys.find((key) => healthField(prefix, key).toLowerCase() === field.toLowerCase()) ?? null;
}

/** Salesforce: a text field holds at most 255 characters. */
export const longestText = 255;

/** Types of `describe` that can hold a health field's values; the first is the one we create. */
const holders: Readonly<Record<HealthKey, readonly string[]>> = {
  score: ['double', 'int', 'percent'],
  grade: ['picklist', 'string'],
  stageHealth: ['picklist', 'string'],
  flags: ['multipicklist'],
  nextAction: ['string', 'textarea'],
  scoredAt: ['datetime'],
};

const metadataTypes: Readonly<Record<HealthKey, string>> = {
  score: 'Number',
  grade: 'Picklist',
  stageHealth: 'Picklist',
  flags: 'MultiselectPicklist',
  nextAction: 'Text',
  scoredAt: 'DateTime',
};

/** Metadata types that can hold a health field's values, for fields that `describe` does not show us. */
const metadataHolders: Readonly<Record<HealthKey, readonly string[]>> = {
  score: ['Number', 'Percent'],
  grade: ['Picklist', 'Text'],
  stageHealth: ['Picklist', 'Text'],
  flags: ['MultiselectPicklist'],
  nextAction: ['Text', 'TextArea', 'LongTextArea'],
  scoredAt: ['DateTime'],
};

/** What we would create, as text for plans. */
export function wantedType(key: HealthKey): string {
  return metadataTypes[key];
}

/** Whether a field has the name of a health field but cannot hold its values. */
export function isConflicting(field: DescribedField, prefix: string): boolean {
  const key = healthKeyOf(prefix, field.name);
  return key !== null && (!holders[key].includes(field.type) || field.calculated === true);
}

/** As `isConflicting`, for a field read by the Metadata API. */
export function isConflictingMetadata(type: string, hasFormula: boolean, key: HealthKey): boolean {
  // The Metadata API says Number where describe says double; some gateways give the latter.
  return hasFormula || ![...metadataHolders[key], ...holders[key]].includes(type);
}

/** The org's fields that bear the names of our health fields. */
export function ownFields(described: Described, prefix: string): readonly DescribedField[] {
  return described.fields.filter((field) => healthKeyOf(prefix, field.name) !== null);
}

/** The values a restricted pick-list accepts; null where any text is accepted. */
export function acceptedValues(field: DescribedField): readonly string[] | null {
  if (field.restrictedPicklist !== true) return null;
  return (field.picklistValues ?? []).filter(({ active }) => active !== false).map(({ value }) => value);
}

/** A value of a pick-list that is in the org already. */
export interface PresentValue {
  readonly value: string;
  readonly label: string;
}

function valueSet(spec: HealthFieldSpec, present: readonly PresentValue[]) {
  // An upsert replaces the list, so what is there is sent again; what people added is kept.
  const values = new Set(present.map(({ value }) => value));
  const all = [...present, ...spec.options.filter(({ value }) => !values.has(value))];
  const value = all.map(({ value: fullName, label }) => ({ fullName, default: false, label }));
  return { valueSet: { restricted: true, valueSetDefinition: { sorted: false, value } } };
}

/** The component that creates a health field on an object, or adds values to it; `label` keeps a renamed one. */
export function definitionOf(
  spec: HealthFieldSpec,
  sObject: string,
  prefix: string,
  present: readonly PresentValue[] = [],
  label: string = spec.label,
): object {
  const common = {
    fullName: `${sObject}.${healthField(prefix, spec.key)}`,
    label,
    type: metadataTypes[spec.key],
    description: spec.description,
    inlineHelpText: spec.description,
  };
  switch (spec.key) {
    case 'score':
      return { ...common, precision: 3, scale: 0 };
    case 'grade':
    case 'stageHealth':
      return { ...common, ...valueSet(spec, present) };
    case 'flags':
      return { ...common, visibleLines: 6, ...valueSet(spec, present) };
    case 'nextAction':
      return { ...common, length: longestText };
    case 'scoredAt':
      return common;
  }
}
