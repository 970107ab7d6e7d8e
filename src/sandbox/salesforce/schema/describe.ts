import type { Org } from '../org.ts';
import { type Field, isFilterable, isLongText, isSortable } from './field.ts';
import type { ObjectDefinition } from './object-definition.ts';

const SOAP_TYPES: Readonly<Partial<Record<Field['type'], string>>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  address: 'urn:address',
};

const NOT_AGGREGATED: readonly Field['type'][] = ['boolean', 'address', 'multipicklist'];
const NOT_GROUPED: readonly Field['type'][] = ['double', 'currency', 'percent', 'datetime', 'address', 'multipicklist'];

/** A field with every key of Salesforce's describe. */
export function describeField(field: Field, mayEdit: boolean): Readonly<Record<string, unknown>> {
  const isText = field.length > 0;
  const isAnId = field.type === 'id' || field.type === 'reference';
  return {
    aggregatable: !NOT_AGGREGATED.includes(field.type) && !isLongText(field),
    aiPredictionField: false,
    autoNumber: false,
    byteLength: isText ? (isAnId ? 18 : field.length * 3) : 0,
    calculated: false,
    calculatedFormula: null,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: field.compoundFieldName,
    controllerName: null,
    createable: field.createable && mayEdit,
    custom: field.custom,
    defaultValue: field.defaultValue,
    defaultValueFormula: null,
    defaultedOnCreate: field.defaultedOnCreate,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? 8 : 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
    filterable: isFilterable(field),
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: !NOT_GROUPED.includes(field.type) && !isLongText(field),
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: field.type === 'id' || field.externalId || field.type === 'email',
    inlineHelpText: field.helpText,
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.nameField,
    namePointing: field.referenceTo.length > 1,
    nillable: field.nillable,
    permissionable: field.custom || (field.nillable && field.updateable),
    picklistValues: field.picklist.map(({ value, label, isDefault }) => {
      return { active: true, defaultValue: isDefault, label, validFor: null, value };
    }),
    polymorphicForeignKey: field.referenceTo.length > 1,
    precision: field.precision,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: field.restricted,
    scale: field.scale,
    searchPrefilterable: false,
    soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
    sortable: isSortable(field),
    type: field.type,
    unique: field.unique,
    updateable: field.updateable && mayEdit,
    writeRequiresMasterRead: false,
  };
}

/** An object as the global list has it. */
export function describeBriefly(object: ObjectDefinition, base: string): Readonly<Record<string, unknown>> {
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: object.createable,
    custom: false,
    customSetting: false,
    deepCloneable: false,
    deletable: object.deletable,
    deprecatedAndHidden: false,
    feedEnabled: object.isRecord,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.keyPrefix,
    label: object.label,
    labelPlural: object.labelPlural,
    layoutable: object.isRecord,
    mergeable: object.mergeable,
    mruEnabled: object.isRecord,
    name: object.name,
    queryable: object.queryable,
    replicateable: object.queryable,
    retrieveable: object.queryable,
    searchable: object.isRecord,
    triggerable: object.isRecord,
    undeletable: object.deletable,
    updateable: object.updateable,
    urls: urlsOf(object, base),
  };
}

function urlsOf(object: ObjectDefinition, base: string): Readonly<Record<string, string>> {
  const sobject = `${base}/sobjects/${object.name}`;
  return { rowTemplate: `${sobject}/{ID}`, describe: `${sobject}/describe`, sobject };
}

/** An object with all its fields that the running user may see. */
export function describeObject(org: Org, object: ObjectDefinition, base: string): Readonly<Record<string, unknown>> {
  return {
    ...describeBriefly(object, base),
    actionOverrides: [],
    childRelationships: object.children.map(({ childObject, field, relationshipName }) => ({
      cascadeDelete: true,
      childSObject: childObject,
      deprecatedAndHidden: false,
      field,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName,
      restrictedDelete: false,
    })),
    compactLayoutable: object.isRecord,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: org.access.visibleFields(object).map((field) => describeField(field, org.access.mayEdit(object, field))),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: object.isRecord ? recordTypeInfos(org, object, base) : [],
    searchLayoutable: object.isRecord,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [],
  };
}

/** The id of the type of records without one, on every object. */
export const MASTER_RECORD_TYPE = '012000000000000AAA';

/** The record types an admin made, and the master one that every object has. */
function recordTypeInfos(org: Org, object: ObjectDefinition, base: string): readonly unknown[] {
  const own = org.recordTypes.of(object.name);
  const master = { id: MASTER_RECORD_TYPE, developerName: 'Master', name: 'Master', available: true };
  return [...own, master].map(({ id: recordTypeId, developerName, name, available }, place) => ({
    active: true,
    available,
    defaultRecordTypeMapping: place === 0,
    developerName,
    master: recordTypeId === MASTER_RECORD_TYPE,
    name,
    recordTypeId,
    urls: { layout: `${base}/sobjects/${object.name}/describe/layouts/${recordTypeId}` },
  }));
}
