import type { ObjectName } from '../population/population.ts';
import { type Compound, formatMoment, type Row, readMoment, type Value, type Values } from '../value.ts';
import { readComputed } from './compute.ts';
import type { RecordSource } from './record-source.ts';
import type { Written } from './written.ts';

/** One Lead, Contact, Account or Opportunity as it stands: the planted values under what was written since. */
export class SfRecord implements Row {
  readonly object: ObjectName;
  readonly id: string;
  readonly position: number;
  readonly index: number | null;
  readonly written: Written | null;
  readonly source: RecordSource;
  private planted: Values | null = null;

  constructor(source: RecordSource, object: ObjectName, id: string, position: number, written: Written | null) {
    this.source = source;
    this.object = object;
    this.id = id;
    this.position = position;
    this.index = position < source.population.sizes[object] ? position : null;
    this.written = written;
  }

  /** Epoch ms. */
  get createdAt(): number {
    if (this.index === null) return this.written?.createdAt ?? 0;
    return this.source.population.createdAt(this.object, this.index);
  }

  /** Epoch ms of the last change: SystemModstamp. */
  get modifiedAt(): number {
    if (this.written !== null) return this.written.modifiedAt;
    return this.index === null ? 0 : this.source.population.modifiedAt(this.object, this.index);
  }

  get isDeleted(): boolean {
    return this.written !== null && this.written.deletedAt !== null;
  }

  /** A stored value; null where it is empty. */
  stored(name: string): Value {
    const written = this.written?.values[name];
    return written !== undefined ? written : (this.plantedValues()[name] ?? null);
  }

  /** The values the record was planted with. */
  plantedValues(): Values {
    if (this.planted === null) {
      this.planted = this.index === null ? {} : this.source.population.fields(this.object, this.index);
    }
    return this.planted;
  }

  read(field: string): Value | Compound {
    switch (field) {
      case 'Id':
        return this.id;
      case 'IsDeleted':
        return this.isDeleted;
      case 'CreatedDate':
        return formatMoment(this.createdAt);
      case 'SystemModstamp':
      case 'LastModifiedDate':
        return formatMoment(this.modifiedAt);
      case 'LastModifiedById':
        return this.written?.modifiedById ?? this.stored(field) ?? this.source.importerId;
      case 'CreatedById':
        return this.stored(field) ?? this.source.importerId;
      default:
        return readComputed(this, field);
    }
  }

  time(field: string): number | null {
    if (field === 'SystemModstamp' || field === 'LastModifiedDate') return this.modifiedAt;
    if (field === 'CreatedDate') return this.createdAt;
    const value = this.read(field);
    return typeof value === 'string' ? readMoment(value) : null;
  }
}
