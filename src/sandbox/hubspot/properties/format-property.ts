import { isoOf } from '../format.ts';
import type { Property, PropertyGroup } from './property.ts';

/** A definition in the API's JSON; HubSpot leaves `hubspotDefined` out of custom ones. */
export function formatProperty(property: Property): Record<string, unknown> {
  const { referencedObjectType, createdUserId, archivedAt } = property;
  return {
    updatedAt: isoOf(property.updatedAt),
    createdAt: isoOf(property.createdAt),
    name: property.name,
    label: property.label,
    type: property.type,
    fieldType: property.fieldType,
    description: property.description,
    groupName: property.groupName,
    options: property.options,
    ...(referencedObjectType !== null && { referencedObjectType }),
    ...(createdUserId !== null && { createdUserId, updatedUserId: createdUserId }),
    displayOrder: property.displayOrder,
    calculated: property.calculated,
    externalOptions: property.externalOptions,
    ...(!property.hubspotDefined && { archived: archivedAt !== null }),
    ...(archivedAt !== null && { archivedAt: isoOf(archivedAt) }),
    hasUniqueValue: property.hasUniqueValue,
    hidden: property.hidden,
    ...(property.hubspotDefined && { hubspotDefined: true }),
    modificationMetadata: {
      archivable: !property.hubspotDefined,
      readOnlyDefinition: property.hubspotDefined,
      ...(property.type === 'enumeration' && { readOnlyOptions: property.hubspotDefined && property.readOnlyValue }),
      readOnlyValue: property.readOnlyValue,
    },
    formField: property.formField,
    dataSensitivity: 'non_sensitive',
  };
}

/** A group in the API's JSON. */
export function formatGroup(group: PropertyGroup): Record<string, unknown> {
  return { archived: group.archived, name: group.name, label: group.label, displayOrder: group.displayOrder };
}
