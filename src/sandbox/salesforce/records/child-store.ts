import { makeId } from '../ids.ts';
import type { ChildRow, ObjectName } from '../population/population.ts';
import type { Schema } from '../schema/schema.ts';
import { MemoryRow, type Row, type Values } from '../value.ts';
import type { RecordStore } from './record-store.ts';
import type { SfRecord } from './sf-record.ts';

/** Objects whose rows hang on records. */
export type ChildName = ChildRow['type'];

/** By child: the objects it hangs on. A contact role is listed with its opportunity. */
const PARENTS: Readonly<Record<ChildName, readonly ObjectName[]>> = {
  OpportunityHistory: ['Opportunity'],
  LeadHistory: ['Lead'],
  OpportunityContactRole: ['Opportunity'],
  Task: ['Lead', 'Contact', 'Account', 'Opportunity'],
  Event: ['Lead', 'Contact', 'Account', 'Opportunity'],
};

const PLACES = 128;

/** Histories, contact roles, tasks and events: the planted ones computed on demand, those made since in memory. */
export class ChildStore {
  readonly name: ChildName;
  private readonly stores: Readonly<Record<ObjectName, RecordStore>>;
  private readonly schema: Schema;
  private readonly importerId: string;
  private readonly made: Values[] = [];
  private readonly madeByParent = new Map<string, number[]>();
  private plantedByContact: ReadonlyMap<string, readonly number[]> | null = null;
  /** What was changed or deleted, by id. */
  private readonly changed = new Map<string, Values>();
  private latest: { readonly object: ObjectName; readonly index: number; readonly rows: readonly ChildRow[] } | null =
    null;

  constructor(name: ChildName, stores: Readonly<Record<ObjectName, RecordStore>>, schema: Schema, importerId: string) {
    this.name = name;
    this.stores = stores;
    this.schema = schema;
    this.importerId = importerId;
  }

  /** The rows of one record, oldest first. */
  *of(parent: SfRecord): Generator<Row> {
    if (PARENTS[this.name].includes(parent.object)) yield* this.plantedOf(parent);
    for (const ref of this.refsOfContact(parent.id)) yield this.at(ref);
    for (const place of this.madeByParent.get(parent.id) ?? []) yield this.madeAt(place);
  }

  /** References to all rows, for `at`. */
  *refs(): Generator<number> {
    for (const [kind, object] of PARENTS[this.name].entries()) {
      const store = this.stores[object];
      for (let position = 0; position < store.plantedCount; position += 1) {
        const count = this.countPlanted(store.at(position));
        for (let place = 0; place < count; place += 1) yield ((position * PLACES + place) * 4 + kind) * 2;
      }
    }
    for (let place = 0; place < this.made.length; place += 1) yield place * 2 + 1;
  }

  /** References to the rows of some records. */
  *refsOf(ids: Iterable<string>): Generator<number> {
    for (const id of ids) {
      const object = this.schema.ofId(id)?.name as ObjectName;
      const kind = PARENTS[this.name].indexOf(object);
      const record = kind === -1 ? null : this.stores[object].find(id);
      const count = record === null || record.index === null ? 0 : this.countPlanted(record);
      for (let place = 0; place < count; place += 1) {
        yield (((record as SfRecord).position * PLACES + place) * 4 + kind) * 2;
      }
      yield* this.refsOfContact(id);
      for (const place of this.madeByParent.get(id) ?? []) yield place * 2 + 1;
    }
  }

  /** The row of a reference. */
  at(ref: number): Row {
    if (ref % 2 === 1) return this.madeAt((ref - 1) / 2);
    const packed = ref / 2;
    const object = PARENTS[this.name][packed % 4] as ObjectName;
    const place = Math.floor(packed / 4) % PLACES;
    const record = this.stores[object].at(Math.floor(packed / 4 / PLACES));
    return [...this.plantedOf(record)][place] as Row;
  }

  /** The row with an id; planted ones are looked for one by one, as nothing but a person asks for them. */
  find(id: string): Row | null {
    const made = this.made.findIndex((values) => values.Id === id);
    if (made !== -1) return this.madeAt(made);
    for (const ref of this.refs()) {
      const row = this.at(ref);
      if (row.id === id) return row;
    }
    return null;
  }

  /** Adds a row; its stamps are filled in. */
  create(values: Values, stamp: string, byId: string): Row {
    const stamps = { CreatedDate: stamp, CreatedById: byId, LastModifiedDate: stamp, LastModifiedById: byId };
    const id = makeId(this.schema.get(this.name).keyPrefix ?? '000', this.made.length + 1);
    this.made.push({ ...values, Id: id, IsDeleted: false, ...stamps, SystemModstamp: stamp });
    const place = this.made.length - 1;
    const parents = new Set(['OpportunityId', 'LeadId', 'WhoId', 'WhatId', 'ContactId'].map((field) => values[field]));
    for (const parent of parents) {
      if (typeof parent !== 'string') continue;
      this.madeByParent.set(parent, [...(this.madeByParent.get(parent) ?? []), place]);
    }
    return this.madeAt(place);
  }

  /** Changes or (with IsDeleted) deletes a row. */
  change(id: string, values: Values): void {
    this.changed.set(id, { ...this.changed.get(id), ...values });
  }

  /** Planted contact roles by contact: looked up in all opportunities when first asked for, as they lie with those. */
  private refsOfContact(id: string): readonly number[] {
    if (this.name !== 'OpportunityContactRole' || !id.startsWith('003')) return [];
    if (this.plantedByContact === null) {
      const index = new Map<string, number[]>();
      for (const ref of this.refs()) {
        if (ref % 2 === 1) continue;
        const contact = String(this.at(ref).read('ContactId'));
        index.set(contact, [...(index.get(contact) ?? []), ref]);
      }
      this.plantedByContact = index;
    }
    return this.plantedByContact.get(id) ?? [];
  }

  private madeAt(place: number): Row {
    const values = this.made[place] as Values;
    return new MemoryRow(this.name, { ...values, ...this.changed.get(String(values.Id)) });
  }

  /** Planted rows of all kinds; those of the last record are kept, as a query asks for its rows one after another. */
  private childrenOf({ source, object, index }: SfRecord): readonly ChildRow[] {
    if (index === null) return [];
    if (this.latest?.object !== object || this.latest.index !== index)
      this.latest = { object, index, rows: source.population.children(object, index) };
    return this.latest.rows;
  }

  private countPlanted(record: SfRecord): number {
    return this.childrenOf(record).reduce((count, row) => count + (row.type === this.name ? 1 : 0), 0);
  }

  private *plantedOf(record: SfRecord): Generator<Row> {
    for (const { type, fields } of this.childrenOf(record)) {
      if (type !== this.name) continue;
      const stamp = fields.CreatedDate ?? null;
      const defaults = {
        SystemModstamp: stamp,
        LastModifiedDate: stamp,
        CreatedById: this.importerId,
        LastModifiedById: this.importerId,
        IsDeleted: false,
      };
      yield new MemoryRow(this.name, { ...defaults, ...fields, ...this.changed.get(String(fields.Id)) });
    }
  }
}
