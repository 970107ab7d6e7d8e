import type { Problem } from '../errors.ts';
import { readId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { Field } from '../schema/field.ts';
import { findRow } from '../tables/find-row.ts';
import { formatMoment, isDay, readMoment, type Value } from '../value.ts';

/** A value as it would be stored, or why it cannot be. */
export type Checked = { readonly value: Value } | { readonly problem: Problem };

const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@.<>()[\]\\,;:"]+(\.[^\s@.<>()[\]\\,;:"]+)+$/;

/** Checks one value of a write by its field's type; null clears. */
export function checkValue(org: Org, field: Field, input: unknown): Checked {
  if (input === null || input === '') return checkEmpty(field);
  if (typeof input === 'object' || input === undefined) return wrongType(field, input);
  switch (field.type) {
    case 'boolean':
      return checkBoolean(field, input);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return checkNumber(field, input);
    case 'date':
      return checkDate(field, input);
    case 'datetime':
      return checkMoment(field, input);
    case 'reference':
      return checkReference(org, field, input);
    case 'picklist':
      return checkChoices(field, String(input), [String(input)]);
    case 'multipicklist':
      return checkChoices(field, String(input), String(input).split(';'));
    default:
      return checkText(field, String(input));
  }
}

function checkEmpty(field: Field): Checked {
  if (field.type === 'boolean') return { value: false };
  if (field.nillable) return { value: null };
  return problemOf(field, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${field.name}]`);
}

function problemOf(field: Field, code: string, message: string): Checked {
  return { problem: { code, message, fields: [field.name] } };
}

/** What the type is called where a value cannot be read as it. */
const XSD: Readonly<Partial<Record<Field['type'], string>>> = {
  boolean: 'boolean',
  int: 'int',
  date: 'date',
  datetime: 'dateTime',
};

function wrongType(field: Field, input: unknown): Checked {
  const type = XSD[field.type] ?? 'double';
  const shown = typeof input === 'object' ? 'an object' : `'${String(input)}'`;
  return problemOf(field, 'JSON_PARSER_ERROR', `${shown} is not a valid value for the type xsd:${type}`);
}

function checkBoolean(field: Field, input: unknown): Checked {
  const text = String(input).toLowerCase();
  return text === 'true' || text === 'false' ? { value: text === 'true' } : wrongType(field, input);
}

function checkNumber(field: Field, input: unknown): Checked {
  const number =
    typeof input === 'number' ? input : /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(String(input)) ? Number(input) : Number.NaN;
  if (!Number.isFinite(number)) return wrongType(field, input);
  if (field.type === 'int') return { value: Math.trunc(number) };
  const scale = 10 ** field.scale;
  const rounded = Math.round(number * scale) / scale;
  if (Math.abs(rounded) < 10 ** (field.precision - field.scale)) return { value: rounded };
  const message = `${field.label}: value outside of valid range on numeric field: ${number}`;
  return problemOf(field, 'NUMBER_OUTSIDE_VALID_RANGE', message);
}

function checkDate(field: Field, input: unknown): Checked {
  const text = String(input).replace(/T.*$/, '');
  return isDay(text) ? { value: text } : wrongType(field, input);
}

function checkMoment(field: Field, input: unknown): Checked {
  const at = isDay(String(input)) ? Date.parse(`${String(input)}T00:00:00Z`) : readMoment(String(input));
  return at === null ? wrongType(field, input) : { value: formatMoment(at) };
}

function checkReference(org: Org, field: Field, input: unknown): Checked {
  const id = readId(String(input));
  if (id === null)
    return problemOf(field, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(input)}`);
  const object = org.schema.ofId(id);
  if (object === null || !field.referenceTo.includes(object.name))
    return problemOf(field, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${id}`);
  const row = findRow(org, id);
  if (row !== null && !row.isDeleted) return { value: id };
  return { problem: { code: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] } };
}

function checkChoices(field: Field, text: string, chosen: readonly string[]): Checked {
  const unknown = chosen.filter((value) => !field.picklist.some((choice) => choice.value === value));
  if (field.restricted && unknown.length > 0) {
    const message = `${field.label}: bad value for restricted picklist field: ${unknown[0]}`;
    return problemOf(field, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message);
  }
  if (field.type === 'multipicklist') return { value: inOrder(field, chosen) };
  return checkText(field, text);
}

/** Salesforce keeps the chosen values in the order of the picklist. */
function inOrder(field: Field, chosen: readonly string[]): string {
  const order = field.picklist.map(({ value }) => value);
  const place = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length);
  return [...new Set(chosen)].sort((a, b) => place(a) - place(b)).join(';');
}

function checkText(field: Field, text: string): Checked {
  if (field.length > 0 && text.length > field.length) {
    const message = `${field.label}: data value too large: ${text.slice(0, 60)} (max length=${field.length})`;
    return problemOf(field, 'STRING_TOO_LONG', message);
  }
  if (field.type === 'email' && !EMAIL.test(text))
    return problemOf(field, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${text}`);
  return { value: text };
}
