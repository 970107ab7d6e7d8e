import type { OwnFieldSource } from '../../src/model/connector.ts';
import type { FieldType } from '../../src/model/record.ts';
import type { Described } from './answers.ts';
import { fieldsOf } from './org.ts';

/** Types of Salesforce whose values are texts that people typed or chose: they may hold anything, well or badly. */
const texts: readonly string[] = [
  'string',
  'textarea',
  'picklist',
  'combobox',
  'email',
  'phone',
  'url',
  'encryptedstring',
];

/** Types beside texts whose values can be read as a type of the agreement. */
const holders: Readonly<Partial<Record<FieldType, readonly string[]>>> = {
  number: ['int', 'long', 'double', 'currency', 'percent'],
  boolean: ['boolean'],
  time: ['date', 'datetime'],
  times: ['date', 'datetime'],
  list: ['multipicklist'],
};

/** Compound values and files are no text either. */
const unreadable: readonly string[] = ['address', 'location', 'base64', 'anyType'];

function canHold(type: FieldType, described: string): boolean {
  if (unreadable.includes(described)) return false;
  return type === 'text' || texts.includes(described) || (holders[type]?.includes(described) ?? true);
}

/**
 * Says that a field named in the agreement cannot hold the type it is read as: then every record would be blamed for
 * a slip of the agreement. Null where it can, and where the org shows no such field.
 */
export function misfitOf(described: Described, own: OwnFieldSource): string | null {
  const field = fieldsOf(described).get(own.column);
  if (field === undefined || canHold(own.type, field.type)) return null;
  return (
    `${described.name}.${own.column} is of Salesforce's type ${field.type}, which cannot be read as ${own.type}: ` +
    `give ${own.name} another type under fields in the agreement, or name another field`
  );
}
