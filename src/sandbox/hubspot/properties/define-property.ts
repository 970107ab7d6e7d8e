import { z } from 'zod';
import { ApiError, invalidRequest } from '../errors.ts';
import type { Property, PropertyOption } from './property.ts';
import type { PropertyRegistry } from './property-registry.ts';

/** HubSpot's pairs of type and field type. */
const FIELD_TYPES: Readonly<Record<string, readonly string[]>> = {
  string: ['text', 'textarea', 'file', 'html', 'phonenumber', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  bool: ['booleancheckbox', 'calculation_equation'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  phone_number: ['phonenumber'],
};

const optionSchema = z.object({
  label: z.string().min(1),
  value: z.string(),
  displayOrder: z.number().default(-1),
  hidden: z.boolean().default(false),
  description: z.string().optional(),
});

/** A property to be created. */
export const propertySchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  fieldType: z.string(),
  groupName: z.string(),
  description: z.string().default(''),
  options: z.array(optionSchema).default([]),
  displayOrder: z.number().default(-1),
  hasUniqueValue: z.boolean().default(false),
  hidden: z.boolean().default(false),
  formField: z.boolean().default(false),
  externalOptions: z.boolean().default(false),
  referencedObjectType: z.string().optional(),
  calculationFormula: z.string().optional(),
});

/** What may be changed of a property; its name and object never. */
export const propertyChangeSchema = propertySchema
  .pick({ label: true, type: true, fieldType: true, groupName: true })
  .extend({
    description: z.string(),
    options: z.array(optionSchema),
    displayOrder: z.number(),
    hidden: z.boolean(),
    formField: z.boolean(),
    calculationFormula: z.string(),
  })
  .partial();

/** HubSpot: 1,000 custom properties per object, ten of them unique. */
const MAX_CUSTOM = 1_000;
const MAX_UNIQUE = 10;

/** A property made from what was asked for; throws HubSpot's refusal. `at` is epoch ms. */
export function defineProperty(
  registry: PropertyRegistry,
  asked: z.infer<typeof propertySchema>,
  at: number,
): Property {
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(asked.name)) {
    throw invalidRequest(
      `Property name "${asked.name}" is not valid: use lowercase letters, digits and underscores, beginning with a letter.`,
    );
  }
  if (registry.findAny(asked.name) !== null) throw alreadyExists(asked.name);
  checkDefinition(registry, asked);
  const custom = registry.list(false).filter((property) => !property.hubspotDefined);
  if (custom.length >= MAX_CUSTOM)
    throw invalidRequest(`You have reached the limit of ${MAX_CUSTOM} custom properties.`);
  if (asked.hasUniqueValue && custom.filter((property) => property.hasUniqueValue).length >= MAX_UNIQUE) {
    throw invalidRequest(`You have reached the limit of ${MAX_UNIQUE} unique properties.`);
  }
  return {
    ...asked,
    options: asked.options.map(toOption),
    type: asked.type as Property['type'],
    referencedObjectType: asked.referencedObjectType ?? null,
    calculated: asked.fieldType === 'calculation_equation',
    readOnlyValue: asked.fieldType === 'calculation_equation',
    hubspotDefined: false,
    createdAt: at,
    updatedAt: at,
    createdUserId: '9586504',
    archivedAt: null,
  };
}

/** A property with changes made to it. HubSpot: `options` replaces the whole list. */
export function changeProperty(
  registry: PropertyRegistry,
  property: Property,
  change: z.infer<typeof propertyChangeSchema>,
  at: number,
): Property {
  const { options, ...rest } = change;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const changed = {
    ...property,
    ...given,
    ...(options !== undefined && { options: options.map(toOption) }),
    updatedAt: at,
  };
  checkDefinition(registry, changed);
  return changed;
}

function toOption({ description, ...option }: z.infer<typeof optionSchema>): PropertyOption {
  return { ...option, ...(description !== undefined && { description }) };
}

/** HubSpot 409: the name is taken, by a property in use or an archived one. */
function alreadyExists(name: string): ApiError {
  return new ApiError(409, `A property named '${name}' already exists.`, {
    category: 'OBJECT_ALREADY_EXISTS',
    subCategory: 'Properties.PROPERTY_EXISTS',
    context: { name: [name] },
  });
}

type Definition = Pick<Property, 'label' | 'fieldType' | 'groupName' | 'externalOptions'> & {
  readonly type: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

function checkDefinition(registry: PropertyRegistry, definition: Definition): void {
  const { type, fieldType, options } = definition;
  const fieldTypes = FIELD_TYPES[type];
  if (fieldTypes === undefined)
    throw invalidRequest(`Invalid property type: ${type}. Valid types: ${Object.keys(FIELD_TYPES).join(', ')}`);
  if (!fieldTypes.includes(fieldType)) {
    throw invalidRequest(
      `Field type ${fieldType} is not valid for type ${type}. Valid field types: ${fieldTypes.join(', ')}`,
    );
  }
  if (definition.label.trim() === '') throw invalidRequest('Property label must not be empty');
  if (registry.findGroup(definition.groupName) === null) {
    throw invalidRequest(`Property group "${definition.groupName}" does not exist`);
  }
  const values = options.map((option) => option.value);
  if (type === 'bool' && [...values].sort().join() !== 'false,true') throw invalidRequest(BOOL_MESSAGE);
  if (new Set(values).size < values.length) throw invalidRequest('Property options must have unique values');
  const labels = options.map((option) => option.label);
  if (new Set(labels).size < labels.length) throw invalidRequest('Property options must have unique labels');
}

const BOOL_MESSAGE =
  "Boolean properties must have exactly two options; one with a value of 'true', the other with a value of 'false'.";
