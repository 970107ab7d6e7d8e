import { ChangeOrder } from '../../core/change-order.ts';
import type { ObjectName, Population } from '../population/population.ts';
import { CrmRecord } from './record.ts';
import { type Actor, appendChange, type RecordState, type Values, type Written } from './written.ts';

/** A change to be stored; `at` is later than every earlier change of the account. */
export interface Write {
  readonly at: number;
  readonly by: Actor;
  readonly values: Values;
  readonly isEdit: boolean;
}

/**
 * The records of one object: the population's, computed on demand, and over them what was written. Positions number all
 * records that ever were, in rising id order: planted ones first, created ones after.
 */
export class RecordStore {
  readonly object: ObjectName;
  readonly order = new ChangeOrder();
  private readonly population: Population;
  private readonly written = new Map<string, Written>();
  private readonly created: string[] = [];
  /** One byte per planted record: whether `written` knows it. */
  private readonly isOverlaid: Uint8Array;
  /** Ids of records that nobody wrote to, but whose neighbours changed. */
  private readonly editedAround = new Set<string>();
  /** Records that went out of use, in the order of time: a lagging search index still shows them for a while. */
  private readonly gone: { readonly id: string; readonly at: number }[] = [];
  private nextId: number;

  constructor(object: ObjectName, population: Population) {
    this.object = object;
    this.population = population;
    this.isOverlaid = new Uint8Array(this.plantedCount);
    this.nextId = this.plantedCount === 0 ? 501 : Number(population.idOf(object, this.plantedCount - 1)) + 50;
  }

  get plantedCount(): number {
    return this.population.sizes[this.object];
  }

  /** How many positions there are. */
  get length(): number {
    return this.plantedCount + this.created.length;
  }

  /** The record with an id, in any state, or null. */
  find(id: string): CrmRecord | null {
    const written = this.written.get(id);
    if (written !== undefined) return new CrmRecord(this.population, this.object, id, written.index, written);
    const index = this.population.indexOf(this.object, id);
    return index === null ? null : new CrmRecord(this.population, this.object, id, index, null);
  }

  /** The record with an id if it is in use. */
  findLive(id: string): CrmRecord | null {
    const record = this.find(id);
    return record?.isLive ? record : null;
  }

  /** The id at a position. */
  idAt(position: number): string {
    const index = position - this.plantedCount;
    return index < 0 ? this.population.idOf(this.object, position) : (this.created[index] as string);
  }

  /** The record at a position, in any state. */
  at(position: number): CrmRecord {
    if (position >= this.plantedCount) return this.find(this.idAt(position)) as CrmRecord;
    const id = this.population.idOf(this.object, position);
    const written = this.isOverlaid[position] === 1 ? (this.written.get(id) ?? null) : null;
    return new CrmRecord(this.population, this.object, id, position, written);
  }

  /** The first position whose id is at or above a number. */
  positionFrom(id: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Number(this.idAt(middle)) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first planted index that was modified at or after a moment (epoch ms), by halving: planted dates never fall. */
  plantedFrom(at: number): number {
    let low = 0;
    let high = this.plantedCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.population.modifiedAt(this.object, middle) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a planted record was written to (it then stands in `order`, not in the population's order). */
  isWritten(index: number): boolean {
    return this.isOverlaid[index] === 1;
  }

  /** How many of the planted records from `from` to before `to` nobody wrote to. */
  countUnwritten(from: number, to: number): number {
    let count = Math.max(0, to - from);
    for (let index = from; index < to; index += 1) count -= this.isOverlaid[index] as number;
    return count;
  }

  /** Stores a change of a record. */
  write(record: CrmRecord, change: Write): CrmRecord {
    const before = this.written.get(record.id);
    const merged = appendChange(before?.values ?? {}, before?.changes ?? [], {
      at: change.at,
      by: change.by,
      values: change.values,
    });
    return this.put({
      id: record.id,
      index: record.index,
      createdAt: before?.createdAt ?? null,
      modifiedAt: change.at,
      state: before?.state ?? 'live',
      archivedAt: before?.archivedAt ?? null,
      isEdited: change.isEdit || (before?.isEdited ?? false),
      ...merged,
    });
  }

  /** Stores a new record. */
  create(change: Write): CrmRecord {
    const id = String(this.nextId);
    this.nextId += 1 + (this.nextId % 7);
    this.created.push(id);
    const { at, by, values } = change;
    return this.put({
      id,
      index: null,
      createdAt: at,
      modifiedAt: at,
      values,
      changes: [{ at, by, values }],
      state: 'live',
      archivedAt: null,
      isEdited: true,
    });
  }

  /** Archives, restores, merges away or purges a record; purging forgets its values. */
  setState(record: CrmRecord, state: RecordState, at: number): CrmRecord {
    const before = record.written ?? unwritten(record);
    if (state !== 'live') this.gone.push({ id: record.id, at });
    const kept = state === 'purged' ? { values: {}, changes: [] } : {};
    return this.put({
      ...before,
      ...kept,
      state,
      archivedAt: state === 'live' ? null : at,
      modifiedAt: at,
      isEdited: true,
    });
  }

  /** Ids of records that went out of use after a moment (epoch ms). */
  goneSince(at: number): readonly string[] {
    const first = this.gone.findIndex((entry) => entry.at > at);
    return first === -1 ? [] : this.gone.slice(first).map((entry) => entry.id);
  }

  /** Notes that something around a record changed, so that what was planted in it may no longer be found. */
  markEdited(id: string): void {
    const record = this.find(id);
    if (record === null || record.written?.isEdited) return;
    if (record.written !== null) this.written.set(id, { ...record.written, isEdited: true });
    else this.editedAround.add(id);
  }

  /** Whether a record, or what it is associated with, was changed by anything but hygiene fields. */
  isEdited(record: CrmRecord): boolean {
    return record.written?.isEdited === true || this.editedAround.has(record.id);
  }

  /** Ids of all edited records, those of `isEdited`, in id order. */
  editedIds(): readonly string[] {
    const ids = new Set(this.editedAround);
    for (const written of this.written.values()) if (written.isEdited) ids.add(written.id);
    return [...ids].sort((a, b) => Number(a) - Number(b));
  }

  /** All records that were written to, in id order. */
  *writtenRecords(): Generator<CrmRecord> {
    const ids = [...this.written.keys()].sort((a, b) => Number(a) - Number(b));
    for (const id of ids) {
      const record = this.find(id);
      if (record !== null) yield record;
    }
  }

  private put(written: Written): CrmRecord {
    this.written.set(written.id, written);
    if (written.index !== null) this.isOverlaid[written.index] = 1;
    if (written.state === 'live') this.order.touch(written.id, written.modifiedAt);
    else this.order.strike(written.id);
    return new CrmRecord(this.population, this.object, written.id, written.index, written);
  }
}

function unwritten(record: CrmRecord): Written {
  return {
    id: record.id,
    index: record.index,
    createdAt: null,
    modifiedAt: record.modifiedAt,
    values: {},
    changes: [],
    state: 'live',
    archivedAt: null,
    isEdited: true,
  };
}
