import { FatalError } from '../../src/model/errors.ts';
import { queryAnswer, saveResult } from './answers.ts';
import type { SalesforceClient } from './client.ts';
import { hasCode } from './errors.ts';
import { quoted } from './soql.ts';

/** A permission set we keep: which fields it opens, and to whom it is for. */
export interface PermissionSetSpec {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** `Lead.Hygiene_Score__c` … */
  readonly fields: readonly string[];
  readonly editable: boolean;
}

/** The two sets: one for the integration user, assigned by us, one for those who look at records, assigned by an admin. */
export function permissionSets(
  prefix: string,
  fields: readonly string[],
): readonly [PermissionSetSpec, PermissionSetSpec] {
  const stem = prefix.replace(/(^|_)([a-z])/g, (_all, before: string, letter: string) => before + letter.toUpperCase());
  return [
    {
      name: `${stem}_Fields`,
      label: 'CRM hygiene: write health fields',
      description: 'Lets the integration user of crm-hygiene read and edit the health fields.',
      fields,
      editable: true,
    },
    {
      name: `${stem}_Fields_Read`,
      label: 'CRM hygiene: see health fields',
      description: 'Lets people see the health fields on records. Assign it to sales users.',
      fields,
      editable: false,
    },
  ];
}

/** A permission set as the Metadata API gives it. */
export type PermissionSetComponent = Readonly<Record<string, unknown>>;

interface FieldPermission {
  readonly field: string;
  readonly readable: boolean;
  readonly editable: boolean;
}

function permissionsOf(component: PermissionSetComponent | null): readonly FieldPermission[] {
  const value = component?.fieldPermissions;
  const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return items.map((item: Readonly<Record<string, unknown>>) => ({
    field: String(item.field),
    readable: String(item.readable) === 'true',
    editable: String(item.editable) === 'true',
  }));
}

/** The fields that a set does not open yet. */
export function closedFields(spec: PermissionSetSpec, found: PermissionSetComponent | null): readonly string[] {
  const open = new Set(
    permissionsOf(found)
      .filter((permission) => permission.readable && (permission.editable || !spec.editable))
      .map(({ field }) => field.toLowerCase()),
  );
  return spec.fields.filter((field) => !open.has(field.toLowerCase()));
}

/** The component to send: an upsert replaces the lists of a set, so what else is in it is sent again. */
export function componentOf(spec: PermissionSetSpec, found: PermissionSetComponent | null): object {
  const ours = spec.fields.map((field) => ({ field, readable: true, editable: spec.editable }));
  const own = new Set(spec.fields.map((field) => field.toLowerCase()));
  const others = permissionsOf(found).filter(({ field }) => !own.has(field.toLowerCase()));
  return {
    ...(found ?? { fullName: spec.name, label: spec.label, description: spec.description }),
    fieldPermissions: [...others, ...ours],
  };
}

async function idOf(client: SalesforceClient, name: string): Promise<string | null> {
  const q = `SELECT Id FROM PermissionSet WHERE Name = ${quoted(name)}`;
  const { records } = await client.call({ method: 'GET', path: '/query', query: { q } }, queryAnswer);
  return records[0] ? String(records[0].Id) : null;
}

/** Whether the integration user has the set. */
export async function isAssigned(client: SalesforceClient, name: string): Promise<boolean> {
  const { userId } = await client.session();
  const id = await idOf(client, name);
  if (id === null) return false;
  const where = `AssigneeId = ${quoted(userId)} AND PermissionSetId = ${quoted(id)}`;
  const q = `SELECT Id FROM PermissionSetAssignment WHERE ${where}`;
  const { records } = await client.call({ method: 'GET', path: '/query', query: { q } }, queryAnswer);
  return records.length > 0;
}

/** Gives the integration user the set. Salesforce answers DUPLICATE_VALUE where it has it, which is as good. */
export async function assign(client: SalesforceClient, name: string): Promise<void> {
  const { userId } = await client.session();
  const id = await idOf(client, name);
  const byHand = `Ask an admin to assign it to the integration user (Setup › Permission Sets › ${name} › Manage Assignments).`;
  if (id === null)
    throw new FatalError({
      code: 'SCOPE_MISSING',
      message: `Salesforce does not show the permission set ${name} to the integration user, so it cannot assign it. ${byHand}`,
    });
  const body = { AssigneeId: userId, PermissionSetId: id };
  try {
    await client.call({ method: 'POST', path: '/sobjects/PermissionSetAssignment', body }, saveResult);
  } catch (error) {
    if (hasCode(error, 'DUPLICATE_VALUE')) return;
    if (!(error instanceof FatalError)) throw error;
    throw new FatalError({
      code: 'SCOPE_MISSING',
      message: `The fields are there, but the permission set ${name} could not be assigned: ${error.message} ${byHand}`,
      cause: error.cause,
    });
  }
}
