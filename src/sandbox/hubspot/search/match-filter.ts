import { invalidRequest } from '../errors.ts';
import { findObjectType } from '../object-types.ts';
import type { ObjectName } from '../population/population.ts';
import type { Portal } from '../portal.ts';
import { readMoment } from '../properties/check-value.ts';
import type { Property } from '../properties/property.ts';
import { readProperty } from '../records/compute.ts';
import type { CrmRecord } from '../records/record.ts';
import type { Filter } from './search-request.ts';

/** Whether a record meets a condition. */
export type Predicate = (record: CrmRecord) => boolean;

/** Makes a condition into a test; a property that does not exist is HubSpot's 400. */
export function compileFilter(portal: Portal, object: ObjectName, filter: Filter): Predicate {
  if (filter.propertyName.startsWith('associations.')) return compileAssociation(portal, object, filter);
  const property = portal.properties[object].find(filter.propertyName);
  if (property === null) throw unknownProperty(filter.propertyName);
  const test = compileTest(property, filter);
  return (record) => test(readProperty(portal, record, property.name));
}

/** HubSpot 400 for a search that names what does not exist. */
export function unknownProperty(name: string): Error {
  return invalidRequest('There was a problem with the request.', {
    errors: [
      {
        message: `Property "${name}" does not exist`,
        code: 'PROPERTY_DOESNT_EXIST',
        context: { propertyName: [name] },
      },
    ],
  });
}

type Test = (value: string | null) => boolean;

function compileTest(property: Property, filter: Filter): Test {
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return (value) => value !== null;
    case 'NOT_HAS_PROPERTY':
      return (value) => value === null;
    case 'IN':
    case 'NOT_IN':
      return compileIn(property, filter);
    case 'CONTAINS_TOKEN':
    case 'NOT_CONTAINS_TOKEN':
      return compileToken(filter);
    case 'EQ':
    case 'NEQ':
      return compileEqual(property, filter);
    default:
      return compileOrder(property, filter);
  }
}

/** HubSpot compares texts without case, enumerations with it; multiple values match by any of them. */
function compileEqual(property: Property, filter: Filter): Test {
  const wanted = toComparable(property, needValue(filter));
  const equals = (value: string) =>
    splitValues(property, value).some((each) => toComparable(property, each) === wanted);
  return filter.operator === 'EQ'
    ? (value) => value !== null && equals(value)
    : (value) => value !== null && !equals(value);
}

/** HubSpot: values for a text property must be given in lower case, or nothing is found. */
function compileIn(property: Property, filter: Filter): Test {
  if (filter.values === undefined || filter.values.length === 0)
    throw invalidRequest(`${filter.operator} filters need values`);
  const isText = property.type === 'string' || property.type === 'phone_number';
  const wanted = new Set<string | number>(
    isText ? filter.values : filter.values.map((value) => toComparable(property, value)),
  );
  const isIn = (value: string) => splitValues(property, value).some((each) => wanted.has(toComparable(property, each)));
  return filter.operator === 'IN'
    ? (value) => value !== null && isIn(value)
    : (value) => value !== null && !isIn(value);
}

function compileOrder(property: Property, filter: Filter): Test {
  const low = toComparable(property, needValue(filter));
  const compare =
    (test: (value: string | number) => boolean): Test =>
    (value) => {
      if (value === null) return false;
      const comparable = toComparable(property, value);
      return typeof comparable === typeof low && test(comparable);
    };
  if (filter.operator === 'LT') return compare((value) => value < low);
  if (filter.operator === 'LTE') return compare((value) => value <= low);
  if (filter.operator === 'GT') return compare((value) => value > low);
  if (filter.operator === 'GTE') return compare((value) => value >= low);
  if (filter.highValue === undefined) throw invalidRequest('BETWEEN filters need value and highValue');
  const high = toComparable(property, filter.highValue);
  return compare((value) => value >= low && value <= high);
}

/** HubSpot: whole words without case, `*` for any characters within a word. */
function compileToken(filter: Filter): Test {
  const patterns = splitTokens(needValue(filter)).map((token) => {
    const escaped = token.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
    return new RegExp(`^${escaped}$`, 'u');
  });
  const contains = (value: string) => {
    const tokens = [...splitTokens(value), value.toLowerCase()];
    return patterns.every((pattern) => tokens.some((token) => pattern.test(token)));
  };
  if (filter.operator === 'CONTAINS_TOKEN') return (value) => value !== null && contains(value);
  return (value) => value === null || !contains(value);
}

/** Words of a text in lower case. */
export function splitTokens(value: string): string[] {
  return value
    .toLowerCase()
    .split(/[^\p{L}\p{N}*]+/u)
    .filter((token) => token !== '');
}

function splitValues(property: Property, value: string): readonly string[] {
  return property.type === 'enumeration' && property.fieldType === 'checkbox' ? value.split(';') : [value];
}

/** Numbers and moments as numbers, texts in lower case, options as they are. */
export function toComparable(property: Property, value: string): string | number {
  if (property.type === 'number') return value.trim() === '' || Number.isNaN(Number(value)) ? value : Number(value);
  if (property.type === 'date' || property.type === 'datetime') return readMoment(value) ?? value;
  return property.type === 'enumeration' ? value : value.toLowerCase();
}

function needValue(filter: Filter): string {
  if (filter.value === undefined) throw invalidRequest(`${filter.operator} filters need a value`);
  return filter.value;
}

/** HubSpot: `associations.company` and its like stand for the ids of associated records. */
function compileAssociation(portal: Portal, object: ObjectName, filter: Filter): Predicate {
  const to = findObjectType(filter.propertyName.slice('associations.'.length));
  if (to === null) throw unknownProperty(filter.propertyName);
  const idsOf = (record: CrmRecord) => portal.associations.list(object, record.id, to.name).map((link) => link.id);
  const wanted = new Set(filter.values ?? (filter.value === undefined ? [] : [filter.value]));
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return (record) => idsOf(record).length > 0;
    case 'NOT_HAS_PROPERTY':
      return (record) => idsOf(record).length === 0;
    case 'EQ':
    case 'IN':
      return (record) => idsOf(record).some((id) => wanted.has(id));
    default:
      throw invalidRequest(`Operator ${filter.operator} is not supported for ${filter.propertyName}`);
  }
}
