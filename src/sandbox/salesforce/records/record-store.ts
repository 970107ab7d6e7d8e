import { ChangeOrder } from '../../core/change-order.ts';
import { nextId } from '../ids.ts';
import type { ObjectName } from '../population/population.ts';
import type { Values } from '../value.ts';
import { ModifiedOrder } from './modified-order.ts';
import type { RecordSource } from './record-source.ts';
import { SfRecord } from './sf-record.ts';
import { appendChange, type Change, type Written } from './written.ts';

/** A change to be stored. */
export interface Write extends Change {
  readonly isEdit: boolean;
}

/**
 * The records of one object: the population's, computed on demand, and over them what was written. Positions number all
 * records that ever were, in rising id order: planted ones first, created ones after.
 */
export class RecordStore {
  readonly object: ObjectName;
  readonly modified: ModifiedOrder;
  private readonly source: RecordSource;
  private readonly order = new ChangeOrder();
  private readonly written = new Map<string, Written>();
  private readonly created: string[] = [];
  /** One byte per planted record: whether `written` knows it. */
  private readonly overlaid: Uint8Array;
  /** Ids of records that nobody wrote to, but whose neighbours changed. */
  private readonly editedAround = new Set<string>();
  private lastId: string;

  constructor(object: ObjectName, source: RecordSource, firstId: string) {
    this.object = object;
    this.source = source;
    const size = this.plantedCount;
    this.overlaid = new Uint8Array(size);
    this.lastId = size === 0 ? firstId : source.population.idOf(object, size - 1);
    this.modified = new ModifiedOrder(object, source.population, this.overlaid, this.order, (id) =>
      this.positionOf(id),
    );
  }

  get plantedCount(): number {
    return this.source.population.sizes[this.object];
  }

  /** How many positions there are. */
  get length(): number {
    return this.plantedCount + this.created.length;
  }

  /** The record with an 18-character id, deleted or not, or null. */
  find(id: string): SfRecord | null {
    const written = this.written.get(id);
    if (written !== undefined) return new SfRecord(this.source, this.object, id, written.position, written);
    const index = this.source.population.indexOf(this.object, id);
    return index === null ? null : new SfRecord(this.source, this.object, id, index, null);
  }

  /** The record with an id if it is in use. */
  findLive(id: string): SfRecord | null {
    const record = this.find(id);
    return record === null || record.isDeleted ? null : record;
  }

  idAt(position: number): string {
    const place = position - this.plantedCount;
    return place < 0 ? this.source.population.idOf(this.object, position) : (this.created[place] as string);
  }

  /** The record at a position, deleted or not. */
  at(position: number): SfRecord {
    const id = this.idAt(position);
    const isWritten = position >= this.plantedCount || this.overlaid[position] === 1;
    return new SfRecord(this.source, this.object, id, position, isWritten ? (this.written.get(id) ?? null) : null);
  }

  /** Whether the record at a position is deleted; planted ones that nobody wrote to are not. */
  isDeletedAt(position: number): boolean {
    if (position < this.plantedCount && this.overlaid[position] === 0) return false;
    return (this.written.get(this.idAt(position))?.deletedAt ?? null) !== null;
  }

  /** The position of an id, or null. */
  positionOf(id: string): number | null {
    return this.written.get(id)?.position ?? this.source.population.indexOf(this.object, id);
  }

  /** The first position whose id is at or above an id. */
  positionFrom(id: string): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.idAt(middle) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Stores a change of a record. */
  write(record: SfRecord, { isEdit, ...change }: Write): SfRecord {
    const before = this.written.get(record.id);
    return this.put({
      ...(before ?? blank(record)),
      modifiedAt: change.at,
      modifiedById: change.byId,
      isEdited: isEdit || before?.isEdited === true,
      ...appendChange(before?.values ?? {}, before?.changes ?? [], change),
    });
  }

  /** Stores a new record. */
  create({ isEdit: _, ...change }: Write): SfRecord {
    this.lastId = nextId(this.lastId);
    const id = this.lastId;
    this.created.push(id);
    return this.put({
      id,
      position: this.length - 1,
      index: null,
      createdAt: change.at,
      modifiedAt: change.at,
      modifiedById: change.byId,
      values: { CreatedById: change.byId, ...change.values },
      changes: [change],
      deletedAt: null,
      isEdited: true,
    });
  }

  /** Puts a record into the recycle bin (`at` is then the moment), or takes it out (null); merged ones name their master. */
  setDeleted(record: SfRecord, deletedAt: number | null, at: number, byId: string, masterId: string | null): SfRecord {
    const before = this.written.get(record.id) ?? blank(record);
    const values: Values = masterId === null ? before.values : { ...before.values, MasterRecordId: masterId };
    return this.put({ ...before, values, deletedAt, modifiedAt: at, modifiedById: byId, isEdited: true });
  }

  /** Notes that something around a record changed, so that what was planted in it may no longer be found. */
  markEdited(id: string): void {
    const written = this.written.get(id);
    if (written !== undefined) this.written.set(id, { ...written, isEdited: true });
    else if (this.find(id) !== null) this.editedAround.add(id);
  }

  /** Whether a record, or what it is linked with, was changed by anything but custom fields. */
  isEdited(record: SfRecord): boolean {
    return record.written?.isEdited === true || this.editedAround.has(record.id);
  }

  /** Ids of all edited records, in id order. */
  editedIds(): readonly string[] {
    const ids = new Set(this.editedAround);
    for (const written of this.written.values()) if (written.isEdited) ids.add(written.id);
    return [...ids].sort();
  }

  /** All records that were written to, in id order. */
  *writtenRecords(): Generator<SfRecord> {
    for (const id of [...this.written.keys()].sort()) {
      const record = this.find(id);
      if (record !== null) yield record;
    }
  }

  private put(written: Written): SfRecord {
    this.written.set(written.id, written);
    if (written.index !== null) this.overlaid[written.index] = 1;
    this.order.touch(written.id, written.modifiedAt);
    return new SfRecord(this.source, this.object, written.id, written.position, written);
  }
}

function blank(record: SfRecord): Written {
  return {
    id: record.id,
    position: record.position,
    index: record.index,
    createdAt: record.written?.createdAt ?? null,
    modifiedAt: record.modifiedAt,
    modifiedById: '',
    values: record.written?.values ?? {},
    changes: record.written?.changes ?? [],
    deletedAt: null,
    isEdited: false,
  };
}
