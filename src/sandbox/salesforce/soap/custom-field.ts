import { type Field, type FieldType, makeField, type PicklistValue } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import { child, childrenOf, childText, type Element } from './envelope.ts';

/** What is wrong with a component. */
export interface Refusal {
  readonly statusCode: string;
  readonly message: string;
}

type Read = (element: Element) => Partial<Field> | string;

/** By metadata type: what describe says of such a field, or what is wrong with it. */
const TYPES: Readonly<Record<string, readonly [FieldType, Read]>> = {
  Text: ['string', (element) => sized(element, 1, 255)],
  TextArea: ['textarea', () => ({ length: 255 })],
  LongTextArea: ['textarea', (element) => sized(element, 256, 131_072, 'visibleLines')],
  Number: ['double', readNumber],
  Percent: ['percent', readNumber],
  Currency: ['currency', readNumber],
  Checkbox: ['boolean', readCheckbox],
  Date: ['date', () => ({})],
  DateTime: ['datetime', () => ({})],
  Email: ['email', () => ({ length: 80 })],
  Phone: ['phone', () => ({ length: 40 })],
  Url: ['url', () => ({ length: 255 })],
  Picklist: ['picklist', (element) => readValueSet(element, 255)],
  MultiselectPicklist: ['multipicklist', (element) => readValueSet(element, 4_099, 'visibleLines')],
};

/** Salesforce: letters, digits and single underscores, beginning with a letter, not ending with an underscore. */
const NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*__c$/;
const MAX_NAME = 40;

/** Reads a CustomField component as the field it makes. */
export function readCustomField(name: string, element: Element, before: Field | undefined): Field | Refusal {
  if (!NAME.test(name) || name.length - 3 > MAX_NAME) {
    const message =
      'The Custom Field API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.';
    return refusal(message);
  }
  const label = childText(element, 'label');
  if (label === null) return refusal('Label: You must enter a value', 'REQUIRED_FIELD_MISSING');
  const known = TYPES[childText(element, 'type') ?? ''];
  if (known === undefined)
    return refusal(`'${childText(element, 'type')}' is not a valid value for the enum 'FieldType'`, 'INVALID_FIELD');
  const [type, read] = known;
  if (before !== undefined && before.type !== type)
    return refusal(`Cannot change type of field ${name} from ${before.type} to ${type}`);
  const parts = read(element);
  if (typeof parts === 'string') return refusal(parts);
  return makeField({
    name,
    label,
    type,
    custom: true,
    helpText: childText(element, 'inlineHelpText'),
    externalId: childText(element, 'externalId') === 'true',
    unique: childText(element, 'unique') === 'true',
    nillable: type !== 'boolean' && childText(element, 'required') !== 'true',
    ...parts,
  });
}

function refusal(message: string, statusCode = 'FIELD_INTEGRITY_EXCEPTION'): Refusal {
  return { statusCode, message };
}

function sized(element: Element, least: number, most: number, also?: string): Partial<Field> | string {
  const length = Number(childText(element, 'length') ?? Number.NaN);
  if (!Number.isInteger(length)) return 'Must specify length';
  if (length < least) return `Invalid length, minimum is: ${least}`;
  if (length > most) return `Invalid length, maximum is: ${most}`;
  if (also !== undefined && childText(element, also) === null) return `Must specify '${also}' for this type`;
  return { length };
}

function readNumber(element: Element): Partial<Field> | string {
  const precision = Number(childText(element, 'precision') ?? Number.NaN);
  const scale = Number(childText(element, 'scale') ?? Number.NaN);
  if (!Number.isInteger(precision) || !Number.isInteger(scale))
    return "Must specify 'precision' and 'scale' for a CustomField of type Number";
  if (precision < 1 || precision > 18) return 'Precision must be between 1 and 18';
  return scale < 0 || scale > precision ? 'Scale must be between 0 and precision' : { precision, scale };
}

function readCheckbox(element: Element): Partial<Field> | string {
  const value = childText(element, 'defaultValue');
  if (value === null) return "Must specify 'defaultValue' for a CustomField of type Checkbox";
  return { defaultValue: value === 'true', defaultedOnCreate: true };
}

function readValueSet(element: Element, length: number, also?: string): Partial<Field> | string {
  const set = child(element, 'valueSet');
  const definition = child(set, 'valueSetDefinition');
  const picklist = childrenOf(definition, 'value').map((value): PicklistValue => {
    const name = childText(value, 'fullName') ?? '';
    return { value: name, label: childText(value, 'label') ?? name, isDefault: childText(value, 'default') === 'true' };
  });
  if (definition === null) return "Must specify 'valueSet' for a picklist field";
  const values = picklist.map(({ value }) => value.toLowerCase());
  if (values.includes('')) return 'Picklist value: You must enter a value';
  if (new Set(values).size < values.length) return 'Duplicate picklist value';
  if (also !== undefined && childText(element, also) === null) return `Must specify '${also}' for this type`;
  return { length, picklist, restricted: childText(set, 'restricted') === 'true' };
}

/** `Lead.Hygiene_Score__c` in its parts. */
export function splitFieldName(fullName: string, find: (name: string) => ObjectDefinition | null) {
  const [objectName = '', name = ''] = fullName.split('.');
  const object = find(objectName);
  return object?.isRecord === true ? { object, name } : null;
}
