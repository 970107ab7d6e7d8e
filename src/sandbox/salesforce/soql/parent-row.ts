import type { Org } from '../org.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import { findRow } from '../tables/find-row.ts';
import type { Compound, Row, Value } from '../value.ts';

/** What `Owner.Name` and the like lead to where the reference may be of several objects: Salesforce's object Name. */
class NameRow implements Row {
  readonly object = 'Name';
  readonly id: string;
  readonly isDeleted = false;
  /** Object of the row itself: `Owner.Type`. */
  readonly type: string;
  private readonly row: Row;

  constructor(row: Row) {
    this.id = row.id;
    this.row = row;
    this.type = row.object;
  }

  read(field: string): Value | Compound {
    if (field === 'Type') return this.type;
    if (field === 'IsActive' && this.type !== 'User') return null;
    return this.row.read(field);
  }

  time(field: string): number | null {
    return this.row.time(field);
  }
}

/** The row that a reference leads to, or null. */
export function parentRow(org: Org, id: Value | Compound, target: ObjectDefinition): Row | null {
  if (typeof id !== 'string') return null;
  const row = findRow(org, id);
  if (row === null) return null;
  return target.name === 'Name' ? new NameRow(row) : row.object === target.name ? row : null;
}
