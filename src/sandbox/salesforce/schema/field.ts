/** The describe types the sandbox has. */
export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'multipicklist'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'email'
  | 'phone'
  | 'url'
  | 'reference'
  | 'address';

/** One choice of a picklist. */
export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly isDefault: boolean;
}

/** A field of an object, standard or custom. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters, 0 for other than text. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly custom: boolean;
  readonly nameField: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly restricted: boolean;
  readonly picklist: readonly PicklistValue[];
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly compoundFieldName: string | null;
  readonly helpText: string | null;
  readonly defaultValue: boolean | string | null;
}

const LENGTHS: Readonly<Partial<Record<FieldType, number>>> = {
  id: 18,
  reference: 18,
  picklist: 255,
  multipicklist: 4099,
  email: 80,
  phone: 40,
  url: 255,
  textarea: 255,
  string: 255,
};

const NUMERIC: readonly FieldType[] = ['double', 'currency', 'percent'];

/** A plain field of a type, for the given parts to stand out. */
export function makeField(part: Partial<Field> & Pick<Field, 'name' | 'type'>): Field {
  return {
    label: labelOf(part.name),
    length: LENGTHS[part.type] ?? 0,
    precision: NUMERIC.includes(part.type) ? 18 : 0,
    scale: 0,
    nillable: part.type !== 'boolean' && part.type !== 'id',
    createable: true,
    updateable: true,
    defaultedOnCreate: part.type === 'boolean' || part.type === 'id',
    custom: false,
    nameField: false,
    externalId: false,
    unique: false,
    restricted: false,
    picklist: [],
    referenceTo: [],
    relationshipName: null,
    compoundFieldName: null,
    helpText: null,
    defaultValue: part.type === 'boolean' ? false : null,
    ...part,
  };
}

function labelOf(name: string): string {
  return name
    .replace(/(?:Id|__c)$/, (end) => (end === 'Id' && name !== 'Id' ? ' ID' : ''))
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .trim();
}

/** Text too long to be searched: Salesforce neither filters, sorts nor groups by it. */
export function isLongText(field: Pick<Field, 'type' | 'length'>): boolean {
  return field.type === 'textarea' && field.length > 255;
}

/** Whether queries may order by a field. */
export function isSortable(field: Field): boolean {
  return !isLongText(field) && field.type !== 'multipicklist' && field.type !== 'address';
}

/** Whether queries may filter by a field. */
export function isFilterable(field: Field): boolean {
  return !isLongText(field) && field.type !== 'address';
}

/** Whether a field is made of others, and read-only (Bulk and FIELDS() leave it out). */
export function isCompound(field: Pick<Field, 'type'>): boolean {
  return field.type === 'address';
}
