import type { Provisioner, Step } from '../../src/model/connector.ts';
import { FatalError, UserError } from '../../src/model/errors.ts';
import type { HealthFieldSpec } from '../../src/model/health-field.ts';
import type { ObjectType } from '../../src/model/record.ts';
import type { DescribedField } from './answers.ts';
import type { SalesforceClient } from './client.ts';
import {
  definitionOf,
  healthField,
  isConflicting,
  isConflictingMetadata,
  type PresentValue,
  wantedType,
} from './health-fields.ts';
import { sObjects } from './objects.ts';
import { fieldsOf } from './org.ts';
import {
  assign,
  closedFields,
  componentOf,
  isAssigned,
  type PermissionSetComponent,
  type PermissionSetSpec,
  permissionSets,
} from './permission-sets.ts';
import type { ReadContext } from './plan.ts';

/** Salesforce: at most 10 components per call. */
const componentsPerCall = 10;

/** What a step carries for `run`. */
type Detail =
  | { readonly is: 'field'; readonly component: object }
  | { readonly is: 'permission set'; readonly component: object; readonly name: string; readonly assign: boolean }
  | { readonly is: 'nothing' };

/** A health field that is in the org already, as far as it matters. */
interface Found {
  readonly typeText: string;
  readonly conflicts: boolean;
  readonly label: string | null;
  readonly values: readonly PresentValue[];
  /** False where the integration user may not see or edit it. */
  readonly isOpen: boolean;
}

function fullName(spec: HealthFieldSpec, prefix: string): string {
  return `${sObjects[spec.object]}.${healthField(prefix, spec.key)}`;
}

function fromDescription(field: DescribedField, prefix: string): Found {
  return {
    typeText: field.calculated ? `${field.type}, a formula` : field.type,
    conflicts: isConflicting(field, prefix),
    label: field.label ?? null,
    values: (field.picklistValues ?? [])
      .filter(({ active }) => active !== false)
      .map(({ value, label }) => ({ value, label: label || value })),
    isOpen: field.updateable === true,
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function fromMetadata(component: Readonly<Record<string, unknown>>, spec: HealthFieldSpec): Found {
  const type = String(component.type ?? 'unknown');
  const definition = recordOf(recordOf(component.valueSet).valueSetDefinition);
  const values = Array.isArray(definition.value) ? definition.value : definition.value ? [definition.value] : [];
  return {
    typeText: type,
    conflicts: isConflictingMetadata(type, Boolean(component.formula), spec.key),
    label: typeof component.label === 'string' ? component.label : null,
    values: values
      .map(recordOf)
      .map((value) => ({ value: String(value.fullName), label: String(value.label ?? value.fullName) })),
    isOpen: false,
  };
}

/**
 * What is in the org under the names of health fields. `describe` hides fields without permission, and an upsert of a
 * hidden field with another type would change it, so those are looked up by the Metadata API.
 */
async function findFields(
  { client, org }: ReadContext,
  object: ObjectType,
  specs: readonly HealthFieldSpec[],
): Promise<ReadonlyMap<string, Found>> {
  const prefix = client.env.fieldPrefix;
  const visible = fieldsOf(await org.describe(sObjects[object]));
  const found = new Map<string, Found>();
  const hidden: HealthFieldSpec[] = [];
  for (const spec of specs) {
    const field = visible.get(healthField(prefix, spec.key));
    if (field) found.set(fullName(spec, prefix), fromDescription(field, prefix));
    else hidden.push(spec);
  }
  if (hidden.length === 0) return found;
  const components = await client.readMetadata(
    'CustomField',
    hidden.map((spec) => fullName(spec, prefix)),
  );
  for (const component of components) {
    const spec = hidden.find((candidate) => fullName(candidate, prefix) === component.fullName);
    if (spec) found.set(fullName(spec, prefix), fromMetadata(component, spec));
  }
  return found;
}

function fieldStep(spec: HealthFieldSpec, found: Found | undefined, prefix: string): Step {
  const name = fullName(spec, prefix);
  const sObject = sObjects[spec.object];
  const step = (is: Step['is'], summary: string, detail: Detail): Step => ({
    object: spec.object,
    is,
    summary,
    detail,
  });
  if (!found)
    return step('create', `create ${name} (${wantedType(spec.key)})`, {
      is: 'field',
      component: definitionOf(spec, sObject, prefix),
    });
  if (found.conflicts)
    return step('conflict', `${name} exists as ${found.typeText}; wanted: ${wantedType(spec.key)}`, { is: 'nothing' });
  const values = new Set(found.values.map(({ value }) => value));
  const more = spec.options.filter(({ value }) => !values.has(value)).length;
  if (more > 0 && found.typeText !== 'string' && found.typeText !== 'Text')
    return step('extend', `add ${more} ${more === 1 ? 'value' : 'values'} to ${name}`, {
      is: 'field',
      component: definitionOf(spec, sObject, prefix, found.values, found.label ?? spec.label),
    });
  return step('present', `${name} is there`, { is: 'nothing' });
}

function permissionStep(
  spec: PermissionSetSpec,
  found: PermissionSetComponent | null,
  assigned: boolean,
  object: ObjectType,
): Step {
  const closed = closedFields(spec, found);
  const right = spec.editable ? 'read and edit' : 'read only';
  const who = spec.editable ? ', and assign it to the integration user' : ' (assign it to sales users)';
  const needsAssignment = spec.editable && !assigned;
  const detail: Detail = {
    is: 'permission set',
    component: componentOf(spec, found),
    name: spec.name,
    assign: needsAssignment,
  };
  const step = (is: Step['is'], summary: string): Step => ({ object, is, summary, detail });
  if (found === null)
    return step('create', `create the permission set ${spec.name}: ${right} on ${spec.fields.length} fields${who}`);
  if (closed.length > 0)
    return step('extend', `open ${closed.length} fields in the permission set ${spec.name}: ${right}`);
  if (needsAssignment) return step('extend', `assign the permission set ${spec.name} to the integration user`);
  return { object, is: 'present', summary: `the permission set ${spec.name} is there`, detail: { is: 'nothing' } };
}

async function permissionSteps(client: SalesforceClient, specs: readonly HealthFieldSpec[]): Promise<readonly Step[]> {
  const first = specs[0];
  if (!first) return [];
  const prefix = client.env.fieldPrefix;
  const sets = permissionSets(
    prefix,
    specs.map((spec) => fullName(spec, prefix)),
  );
  const components = await client.readMetadata(
    'PermissionSet',
    sets.map(({ name }) => name),
  );
  const found = (set: PermissionSetSpec) => components.find((component) => component.fullName === set.name) ?? null;
  const assigned = found(sets[0]) !== null && (await isAssigned(client, sets[0].name));
  return sets.map((set) => permissionStep(set, found(set), assigned, first.object));
}

function conflictError(conflicts: readonly Step[]): UserError {
  return new UserError({
    code: 'PROPERTY_CONFLICT',
    message:
      `${conflicts.map((step) => `Salesforce: ${step.summary}`).join('\n')}\n` +
      'Nothing was created. Delete or rename it in Salesforce, or choose another prefix in the agreement, for example:\n' +
      'write_back:\n  field_prefix: crm_hygiene',
  });
}

async function upsert(client: SalesforceClient, kind: 'CustomField' | 'PermissionSet', components: readonly object[]) {
  const complaints: string[] = [];
  for (let at = 0; at < components.length; at += componentsPerCall) {
    const results = await client.upsertMetadata(kind, components.slice(at, at + componentsPerCall));
    for (const result of results)
      if (!result.success)
        complaints.push(`${result.fullName}: ${result.errors.join('; ') || 'refused without a reason'}`);
  }
  if (complaints.length === 0) return;
  const what = `Salesforce did not create all of ${kind === 'CustomField' ? 'the fields' : 'the permission sets'}`;
  // Salesforce: without the right to change metadata every component is refused in the same words.
  if (complaints.every((complaint) => complaint.includes('INSUFFICIENT_ACCESS')))
    throw new FatalError({
      code: 'SCOPE_MISSING',
      message:
        `${what}: the integration user may not change metadata (INSUFFICIENT_ACCESS). Give it the permissions Customize ` +
        'Application and Modify Metadata Through Metadata API Functions, then run crm-hygiene provision again.',
    });
  throw new FatalError({
    code: 'CRM_REFUSED',
    message: `${what}:\n${complaints.join('\n')}\nThe others are there; run crm-hygiene provision again when this is mended.`,
  });
}

/** Fields first, object by object as a call takes one object's six; then the sets that open them; then the assignment. */
async function runSteps({ client, org }: ReadContext, steps: readonly Step[]): Promise<void> {
  const details = steps.filter(({ is }) => is !== 'present').map((step) => ({ step, detail: step.detail as Detail }));
  const failures: unknown[] = [];
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failures.push(error);
    }
  };
  for (const object of new Set(steps.map(({ object }) => object))) {
    const components = details.flatMap(({ step, detail }) =>
      step.object === object && detail.is === 'field' ? [detail.component] : [],
    );
    if (components.length > 0) await attempt(() => upsert(client, 'CustomField', components));
  }
  const sets = details.flatMap(({ detail }) => (detail.is === 'permission set' ? [detail] : []));
  // A set that names a field which was not created would be refused as a whole, so the fields' failure comes first.
  if (failures.length === 0 && sets.length > 0) {
    const components = sets.map(({ component }) => component);
    await attempt(() => upsert(client, 'PermissionSet', components));
    for (const set of sets) if (set.assign && failures.length === 0) await attempt(() => assign(client, set.name));
  }
  org.forget();
  if (failures.length > 0) throw failures[0];
}

/** Creates health fields and the permission sets that open them. Running it twice changes nothing. */
export function createProvisioner(context: ReadContext): Provisioner {
  const prefix = context.client.env.fieldPrefix;
  return {
    async plan(specs) {
      const objects = [...new Set(specs.map(({ object }) => object))];
      const found = new Map<string, Found>();
      for (const object of objects) {
        const own = specs.filter((spec) => spec.object === object);
        for (const [name, field] of await findFields(context, object, own)) found.set(name, field);
      }
      const fields = specs.map((spec) => fieldStep(spec, found.get(fullName(spec, prefix)), prefix));
      return [...fields, ...(await permissionSteps(context.client, specs))];
    },
    async run(steps) {
      const conflicts = steps.filter((step) => step.is === 'conflict');
      if (conflicts.length > 0) throw conflictError(conflicts);
      if (steps.every((step) => step.is === 'present')) return;
      await runSteps(context, steps);
    },
  };
}
