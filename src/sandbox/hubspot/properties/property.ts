/** A value an enumeration property may have. */
export interface PropertyOption {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly displayOrder: number;
  readonly hidden: boolean;
}

/** HubSpot's value types; `phone_number` is what newer accounts give to computed phone properties. */
export type PropertyType =
  | 'string'
  | 'number'
  | 'bool'
  | 'enumeration'
  | 'date'
  | 'datetime'
  | 'phone_number'
  | 'object_coordinates'
  | 'json';

/** A property definition as the properties API answers it, without what is worked out when it is sent. */
export interface Property {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly fieldType: string;
  readonly description: string;
  readonly groupName: string;
  readonly options: readonly PropertyOption[];
  readonly displayOrder: number;
  readonly calculated: boolean;
  readonly externalOptions: boolean;
  readonly hasUniqueValue: boolean;
  readonly hidden: boolean;
  readonly formField: boolean;
  readonly hubspotDefined: boolean;
  readonly readOnlyValue: boolean;
  readonly referencedObjectType: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly createdUserId: string | null;
  /** Epoch ms, or null for a property in use. */
  readonly archivedAt: number | null;
}

/** A heading that properties are shown under. */
export interface PropertyGroup {
  readonly name: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly archived: boolean;
}

/** The two options every bool property has. */
export const BOOL_OPTIONS: readonly PropertyOption[] = [
  { label: 'True', value: 'true', displayOrder: 0, hidden: false },
  { label: 'False', value: 'false', displayOrder: 1, hidden: false },
];
