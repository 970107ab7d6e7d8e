import { makeId } from '../ids.ts';
import type { Field } from '../schema/field.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';

/** What a permission set grants on a field. */
export interface FieldGrant {
  readonly readable: boolean;
  readonly editable: boolean;
}

/** A permission set and its grants by `Lead.X__c` (in lower case). */
export interface PermissionSet {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly grants: ReadonlyMap<string, FieldGrant>;
  /** Epoch ms. */
  readonly modifiedAt: number;
}

/** A permission set given to a user. */
export interface Assignment {
  readonly id: string;
  readonly assigneeId: string;
  readonly permissionSetId: string;
  readonly modifiedAt: number;
}

/**
 * Field-level security of the user the app runs as. Salesforce: a custom field made by the API is readable by nobody
 * until a permission set that grants it is assigned; standard fields are open unless an admin closed them.
 */
export class FieldAccess {
  private readonly userId: string;
  private readonly sets = new Map<string, PermissionSet>();
  private readonly given = new Map<string, Assignment>();
  /** What an admin closed, by `Lead.Phone` in lower case. */
  private readonly closed = new Map<string, FieldGrant>();

  constructor(userId: string) {
    this.userId = userId;
  }

  /** The fields the user may read, in the order they were made. */
  visibleFields(object: ObjectDefinition): readonly Field[] {
    return [...object.fields.values()].filter((field) => this.mayRead(object, field));
  }

  /** A field by its name in any case, if the user may read it. */
  findField(object: ObjectDefinition, name: string): Field | null {
    const field = object.fields.get(name.toLowerCase());
    return field !== undefined && this.mayRead(object, field) ? field : null;
  }

  mayRead(object: ObjectDefinition, field: Field): boolean {
    const closed = this.closed.get(keyOf(object, field));
    if (closed !== undefined && !closed.readable) return false;
    return !field.custom || this.grantsOf(object, field).some((grant) => grant.readable);
  }

  mayEdit(object: ObjectDefinition, field: Field): boolean {
    const closed = this.closed.get(keyOf(object, field));
    if (closed !== undefined && !closed.editable) return false;
    return !field.custom || this.grantsOf(object, field).some((grant) => grant.editable);
  }

  /** Closes or opens a field for the user, as an admin does in the profile. */
  restrict(object: ObjectDefinition, field: Field, grant: FieldGrant): void {
    this.closed.set(keyOf(object, field), grant);
  }

  /** The set with a name or id. */
  findSet(nameOrId: string): PermissionSet | null {
    return this.sets.get(nameOrId.toLowerCase()) ?? this.listSets().find(({ id }) => id === nameOrId) ?? null;
  }

  /** Makes a set, or adds grants to it; whether it is new. */
  putSet(name: string, label: string, grants: ReadonlyMap<string, FieldGrant>, at: number): boolean {
    const before = this.sets.get(name.toLowerCase());
    const id = before?.id ?? makeId('0PS', this.sets.size + 1);
    const all = new Map([...(before?.grants ?? []), ...grants]);
    this.sets.set(name.toLowerCase(), { id, name, label, grants: all, modifiedAt: at });
    return before === undefined;
  }

  /** Takes a set away with its assignments; whether there was one. */
  removeSet(name: string): boolean {
    const set = this.sets.get(name.toLowerCase());
    for (const assignment of this.given.values()) {
      if (assignment.permissionSetId === set?.id) this.given.delete(assignment.id);
    }
    return this.sets.delete(name.toLowerCase());
  }

  listSets(): readonly PermissionSet[] {
    return [...this.sets.values()];
  }

  listAssignments(): readonly Assignment[] {
    return [...this.given.values()];
  }

  /** Gives a set to a user; null where the user has it. */
  assign(assigneeId: string, permissionSetId: string, at: number): Assignment | null {
    const isGiven = (one: Assignment) => one.assigneeId === assigneeId && one.permissionSetId === permissionSetId;
    if (this.listAssignments().some(isGiven)) return null;
    const assignment = { id: makeId('0Pa', this.given.size + 1 + at), assigneeId, permissionSetId, modifiedAt: at };
    this.given.set(assignment.id, assignment);
    return assignment;
  }

  /** Takes an assignment away; whether there was one. */
  unassign(id: string): boolean {
    return this.given.delete(id);
  }

  private grantsOf(object: ObjectDefinition, field: Field): FieldGrant[] {
    const held = new Set(
      this.listAssignments()
        .filter((one) => one.assigneeId === this.userId)
        .map((one) => one.permissionSetId),
    );
    const key = keyOf(object, field);
    return this.listSets().flatMap((set) => (held.has(set.id) ? (set.grants.get(key) ?? []) : []));
  }
}

/** `lead.hygiene_score__c`: how grants name a field. */
export function keyOf(object: Pick<ObjectDefinition, 'name'>, field: Pick<Field, 'name'>): string {
  return `${object.name}.${field.name}`.toLowerCase();
}
