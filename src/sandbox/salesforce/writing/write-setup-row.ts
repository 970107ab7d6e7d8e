import { readId } from '../ids.ts';
import type { Org } from '../org.ts';
import type { ObjectName } from '../population/population.ts';
import { findRow } from '../tables/find-row.ts';
import { formatMoment, type Values } from '../value.ts';
import { prepareValues } from './prepare-values.ts';
import { type PreparedRow, type RowWrite, refuse } from './prepared-row.ts';
import type { Writer } from './writer.ts';

/** Checks the write of a child (task, event, contact role) or of a permission set's assignment. */
export function writeSetupRow(org: Org, write: RowWrite, writer: Writer): PreparedRow {
  if (write.operation === 'create') return prepareCreation(org, write, writer);
  const id = write.id === null ? null : readId(write.id);
  const row = id === null ? null : findRow(org, id);
  if (id === null || row === null) return refuse('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  if (row.isDeleted) return refuse('ENTITY_IS_DELETED', 'entity is deleted');
  if (write.object.name === 'PermissionSetAssignment') {
    return { problems: null, commit: () => done(org, id, () => org.access.unassign(id)) };
  }
  const { values, problems } = prepareValues(org, write.object, write.values, false);
  if (problems.length > 0) return { problems };
  const deleted = write.operation === 'delete' ? { IsDeleted: true } : {};
  return {
    problems: null,
    commit: () => {
      const stamps = { SystemModstamp: formatMoment(org.stamp()), LastModifiedDate: formatMoment(org.stamp()) };
      org
        .childrenOf(write.object.name)
        ?.change(id, { ...values, ...closing(write.object.name, values), ...stamps, ...deleted });
      markParents(org, row.read('OpportunityId'), row.read('ContactId'), row.read('WhoId'), row.read('WhatId'));
      return id;
    },
  };
}

function done(org: Org, id: string, act: () => void): string {
  act();
  org.touchSchema();
  return id;
}

function prepareCreation(org: Org, { object, values: input }: RowWrite, writer: Writer): PreparedRow {
  const { values, problems } = prepareValues(org, object, input, true);
  if (problems.length > 0) return { problems };
  if (object.name === 'PermissionSetAssignment') return prepareAssignment(org, values);
  return {
    problems: null,
    commit: () => {
      const owner = object.fields.has('ownerid') ? { OwnerId: writer.userId } : {};
      const all: Values = { ...owner, ...values, ...closing(object.name, values) };
      const row = org.childrenOf(object.name)?.create(all, formatMoment(org.stamp()), writer.userId);
      markParents(org, all.OpportunityId, all.ContactId, all.WhoId, all.WhatId);
      return row?.id ?? '';
    },
  };
}

/** Salesforce: a completed task is closed. */
function closing(object: string, values: Values): Values {
  return object === 'Task' && values.Status !== undefined ? { IsClosed: values.Status === 'Completed' } : {};
}

function prepareAssignment(org: Org, values: Values): PreparedRow {
  if (!org.switches.mayAssignPermissionSets)
    return refuse('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  const assignee = String(values.AssigneeId);
  const set = String(values.PermissionSetId);
  const isGiven = org.access
    .listAssignments()
    .some((one) => one.assigneeId === assignee && one.permissionSetId === set);
  if (isGiven) {
    const message = `Duplicate PermissionSetAssignment. Assignee: ${assignee}; Permission Set: ${set}`;
    return refuse('DUPLICATE_VALUE', message, ['AssigneeId', 'PermissionSetId']);
  }
  return {
    problems: null,
    commit: () => {
      const assignment = org.access.assign(assignee, set, org.stamp());
      org.touchSchema();
      return assignment?.id ?? '';
    },
  };
}

/** Activities and roles decide what is to be found in the records they hang on. */
function markParents(org: Org, ...ids: readonly unknown[]): void {
  for (const id of ids) {
    const object = typeof id === 'string' ? org.schema.ofId(id) : null;
    if (object !== null) org.storeOf(object.name as ObjectName)?.markEdited(String(id));
  }
}
