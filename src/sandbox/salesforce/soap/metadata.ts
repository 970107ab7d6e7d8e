import type { FieldGrant } from '../access/field-access.ts';
import type { Org } from '../org.ts';
import { type Refusal, readCustomField, splitFieldName } from './custom-field.ts';
import { childrenOf, childText, type Element, escapeXml, soapError } from './envelope.ts';

/** Salesforce: components of one call. */
const MAX_COMPONENTS = 10;

type Outcome = { readonly created: boolean } | Refusal;

/** Makes or changes components, each on its own: what is wrong with one does not stop the others. */
export function upsertMetadata(org: Org, content: Element, operation: string): string {
  const components = childrenOf(content, 'metadata');
  if (components.length > MAX_COMPONENTS)
    throw soapError('LIMIT_EXCEEDED', `the maximum number of components per call is ${MAX_COMPONENTS}`);
  const types = new Set(components.map(typeOf));
  if (types.size > 1) throw soapError('INVALID_TYPE', 'all components of a call must be of the same type');
  return components.map((component) => saveOne(org, component, operation)).join('');
}

function typeOf(component: Element): string {
  const type = childText(component, '@type') ?? '';
  return type.split(':').at(-1) ?? '';
}

function saveOne(org: Org, component: Element, operation: string): string {
  const fullName = childText(component, 'fullName') ?? '';
  const outcome = org.switches.mayModifyMetadata
    ? save(org, component, fullName, operation)
    : { statusCode: 'INSUFFICIENT_ACCESS', message: 'insufficient access rights on entity: Metadata' };
  if ('created' in outcome) org.touchSchema();
  const created = operation === 'upsertMetadata' ? `<created>${'created' in outcome && outcome.created}</created>` : '';
  return `<result>${created}${renderOutcome(fullName, outcome)}</result>`;
}

function renderOutcome(fullName: string, outcome: object | Refusal): string {
  const name = `<fullName>${escapeXml(fullName)}</fullName>`;
  if (!('message' in outcome)) return `${name}<success>true</success>`;
  const error = `<message>${escapeXml(outcome.message)}</message><statusCode>${outcome.statusCode}</statusCode>`;
  return `<errors>${error}</errors>${name}<success>false</success>`;
}

function save(org: Org, component: Element, fullName: string, operation: string): Outcome {
  switch (typeOf(component)) {
    case 'CustomField':
      return saveField(org, component, fullName, operation);
    case 'PermissionSet':
      return savePermissionSet(org, component, fullName);
    default:
      return { statusCode: 'INVALID_TYPE', message: `the sandbox does not keep ${typeOf(component)}` };
  }
}

function saveField(org: Org, component: Element, fullName: string, operation: string): Outcome {
  const target = splitFieldName(fullName, (name) => org.schema.find(name));
  if (target === null)
    return {
      statusCode: 'INVALID_CROSS_REFERENCE_KEY',
      message: `Entity Enumeration Or ID: bad value for restricted picklist field: ${fullName.split('.')[0]}`,
    };
  const before = target.object.fields.get(target.name.toLowerCase());
  if (operation === 'createMetadata' && before !== undefined)
    return {
      statusCode: 'DUPLICATE_DEVELOPER_NAME',
      message: `There is already a field named ${target.name} on ${target.object.name}.`,
    };
  const field = readCustomField(target.name, component, before);
  if ('statusCode' in field) return field;
  org.schema.put(target.object, field);
  return { created: before === undefined };
}

function savePermissionSet(org: Org, component: Element, fullName: string): Outcome {
  const label = childText(component, 'label');
  if (!/^[A-Za-z]\w*$/.test(fullName) || label === null)
    return { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Label, Name]' };
  const grants = new Map<string, FieldGrant>();
  for (const permission of childrenOf(component, 'fieldPermissions')) {
    const name = childText(permission, 'field') ?? '';
    const refusal = checkGrant(org, name);
    if (refusal !== null) return refusal;
    const readable = childText(permission, 'readable') === 'true';
    grants.set(name.toLowerCase(), { readable, editable: childText(permission, 'editable') === 'true' });
  }
  return { created: org.access.putSet(fullName, label, grants, org.stamp()) };
}

function checkGrant(org: Org, name: string): Refusal | null {
  const target = splitFieldName(name, (object) => org.schema.find(object));
  const field = target?.object.fields.get(target.name.toLowerCase());
  if (field === undefined)
    return {
      statusCode: 'INVALID_CROSS_REFERENCE_KEY',
      message: `In field: field - no CustomField named ${name} found`,
    };
  if (field.nillable || field.type === 'boolean') return null;
  return { statusCode: 'FIELD_INTEGRITY_EXCEPTION', message: `You cannot deploy to a required field: ${name}` };
}

/** Takes components away. */
export function deleteMetadata(org: Org, content: Element): string {
  const type = childText(content, 'type');
  return childrenOf(content, 'fullNames')
    .map((element) => {
      const fullName = String(element);
      const isGone = type === 'CustomField' ? deleteField(org, fullName) : org.access.removeSet(fullName);
      if (isGone) org.touchSchema();
      const missing = { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: `no ${type} named ${fullName} found` };
      return `<result>${renderOutcome(fullName, isGone ? {} : missing)}</result>`;
    })
    .join('');
}

function deleteField(org: Org, fullName: string): boolean {
  const target = splitFieldName(fullName, (name) => org.schema.find(name));
  const key = target?.name.toLowerCase() ?? '';
  return target?.object.fields.get(key)?.custom === true && target.object.fields.delete(key);
}

/** What there is of some components: label and type of fields, grants of permission sets. */
export function readMetadata(org: Org, content: Element): string {
  const type = childText(content, 'type') ?? '';
  const records = childrenOf(content, 'fullNames').map((element) => {
    const fullName = String(element);
    const inner =
      type === 'CustomField' ? fieldXml(org, fullName) : type === 'PermissionSet' ? setXml(org, fullName) : null;
    if (inner === null) return '<records xsi:nil="true"/>';
    return `<records xsi:type="${escapeXml(type)}"><fullName>${escapeXml(fullName)}</fullName>${inner}</records>`;
  });
  return `<result>${records.join('')}</result>`;
}

function fieldXml(org: Org, fullName: string): string | null {
  const target = splitFieldName(fullName, (name) => org.schema.find(name));
  const field = target?.object.fields.get(target.name.toLowerCase());
  if (field === undefined) return null;
  const length = field.length > 0 ? `<length>${field.length}</length>` : '';
  return `<label>${escapeXml(field.label)}</label>${length}<type>${field.type}</type>`;
}

function setXml(org: Org, name: string): string | null {
  const set = org.access.findSet(name);
  if (set === null) return null;
  const grants = [...set.grants].map(([field, { readable, editable }]) => {
    return `<fieldPermissions><editable>${editable}</editable><field>${escapeXml(field)}</field><readable>${readable}</readable></fieldPermissions>`;
  });
  return `${grants.join('')}<label>${escapeXml(set.label)}</label>`;
}
