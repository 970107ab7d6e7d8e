import type { ObjectName } from '../population/population.ts';
import type { CrmRecord } from './record.ts';
import type { RecordStore } from './record-store.ts';

/** Finds records by what is not their id: merged-away ids, e-mail addresses, unique properties. */
export class RecordFinder {
  private readonly stores: Readonly<Record<ObjectName, RecordStore>>;
  private readonly survivors = new Map<string, string>();
  /** Lower-case planted e-mail to index: built when first needed, as a pass over all contacts is dear. */
  private plantedEmails: Map<string, number> | null = null;
  /** Ids of contacts that ever got an e-mail by a write, by lower-case address. */
  private readonly writtenEmails = new Map<string, Set<string>>();
  private readonly uniqueValues = new Map<string, Map<string, string>>();

  constructor(stores: Readonly<Record<ObjectName, RecordStore>>) {
    this.stores = stores;
  }

  /** HubSpot: ids that were merged away go on resolving to the survivor. */
  follow(object: ObjectName, id: string): string {
    let current = id;
    for (let next = this.survivors.get(`${object}/${current}`); next !== undefined; ) {
      current = next;
      next = this.survivors.get(`${object}/${current}`);
    }
    return current;
  }

  /** Notes that `id` was merged into `survivor`. */
  noteMerge(object: ObjectName, id: string, survivor: string): void {
    this.survivors.set(`${object}/${id}`, survivor);
  }

  /** The contact in use with an address, compared without case. */
  byEmail(email: string): CrmRecord | null {
    const key = email.toLowerCase();
    const store = this.stores.contacts;
    for (const id of this.writtenEmails.get(key) ?? []) {
      const record = store.findLive(id);
      if (record?.stored('email')?.toLowerCase() === key) return record;
    }
    const index = this.indexEmails().get(key);
    const record = index === undefined ? null : store.at(index);
    return record?.isLive && record.stored('email')?.toLowerCase() === key ? record : null;
  }

  /** The record in use with a value of a unique property. */
  byUnique(object: ObjectName, property: string, value: string): CrmRecord | null {
    if (object === 'contacts' && property === 'email') return this.byEmail(value);
    const id = this.uniqueValues.get(`${object}/${property}`)?.get(value);
    const record = id === undefined ? null : this.stores[object].findLive(id);
    return record?.stored(property) === value ? record : null;
  }

  /** Notes values by which the record can be found from now on. */
  noteValues(record: CrmRecord, names: Iterable<string>): void {
    for (const name of names) {
      const value = record.stored(name);
      if (value === null) continue;
      if (record.object === 'contacts' && name === 'email') {
        this.noteEmail(record.id, value.toLowerCase());
        continue;
      }
      const key = `${record.object}/${name}`;
      const values = this.uniqueValues.get(key) ?? new Map<string, string>();
      this.uniqueValues.set(key, values.set(value, record.id));
    }
  }

  private noteEmail(id: string, key: string): void {
    const ids = this.writtenEmails.get(key) ?? new Set<string>();
    this.writtenEmails.set(key, ids.add(id));
  }

  private indexEmails(): Map<string, number> {
    if (this.plantedEmails === null) {
      this.plantedEmails = new Map();
      const store = this.stores.contacts;
      for (let index = 0; index < store.plantedCount; index += 1) {
        const email = store.at(index).plantedValues().email?.toLowerCase();
        if (email !== undefined && !this.plantedEmails.has(email)) this.plantedEmails.set(email, index);
      }
    }
    return this.plantedEmails;
  }
}
