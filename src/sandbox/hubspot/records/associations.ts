import type { ObjectName, Population } from '../population/population.ts';
import { choosesPrimary, pairTypes } from './association-types.ts';
import type { RecordStore } from './record-store.ts';

/** One record another one is associated with. */
export interface Link {
  readonly id: string;
  readonly isPrimary: boolean;
}

/** Who is associated with whom: the population's links, and over them the lists that were changed since. */
export class Associations {
  private readonly population: Population;
  private readonly stores: Readonly<Record<ObjectName, RecordStore>>;
  private readonly changed = new Map<string, Link[]>();

  constructor(population: Population, stores: Readonly<Record<ObjectName, RecordStore>>) {
    this.population = population;
    this.stores = stores;
  }

  /** The records in use that a record is associated with; the primary one first, where it was planted so. */
  list(from: ObjectName, id: string, to: ObjectName): readonly Link[] {
    const store = this.stores[to];
    return this.all(from, id, to).filter((link) => store.findLive(link.id) !== null);
  }

  /** How many records in use a record is associated with. */
  count(from: ObjectName, id: string, to: ObjectName): number {
    return this.list(from, id, to).length;
  }

  /** The id of the primary company of a contact or deal, or null. */
  primary(from: ObjectName, id: string): string | null {
    return this.list(from, id, 'companies').find((link) => link.isPrimary)?.id ?? null;
  }

  /** Associates two records, both ways. HubSpot: the first company of a contact or deal becomes its primary one. */
  add(from: ObjectName, id: string, to: ObjectName, toId: string, asPrimary: boolean): void {
    if (choosesPrimary(to, from)) {
      this.add(to, toId, from, id, asPrimary);
      return;
    }
    const isFirst = choosesPrimary(from, to) && this.primary(from, id) === null;
    const isPrimary = choosesPrimary(from, to) && (asPrimary || isFirst);
    if (isPrimary) this.demote(from, id, to);
    this.putOneWay(from, id, to, { id: toId, isPrimary });
    this.putOneWay(to, toId, from, { id, isPrimary });
  }

  /** Takes an association away, both ways. */
  remove(from: ObjectName, id: string, to: ObjectName, toId: string): void {
    this.set(
      from,
      id,
      to,
      this.all(from, id, to).filter((link) => link.id !== toId),
    );
    this.set(
      to,
      toId,
      from,
      this.all(to, toId, from).filter((link) => link.id !== id),
    );
  }

  /** Every id a record was ever linked with, records out of use included. */
  private all(from: ObjectName, id: string, to: ObjectName): readonly Link[] {
    return this.changed.get(`${from}/${id}/${to}`) ?? this.planted(from, id, to);
  }

  private planted(from: ObjectName, id: string, to: ObjectName): readonly Link[] {
    const index = this.population.indexOf(from, id);
    if (index === null || pairTypes(from, to) === null) return [];
    const chooses = choosesPrimary(from, to);
    return this.population.associated(from, index, to).map((other, place) => ({
      id: this.population.idOf(to, other),
      isPrimary: chooses ? place === 0 : this.isPlantedPrimary(from, index, to, other),
    }));
  }

  private isPlantedPrimary(from: ObjectName, index: number, to: ObjectName, other: number): boolean {
    return choosesPrimary(to, from) && this.population.associated(to, other, from)[0] === index;
  }

  private demote(from: ObjectName, id: string, to: ObjectName): void {
    for (const link of this.all(from, id, to)) {
      if (!link.isPrimary) continue;
      this.putOneWay(from, id, to, { id: link.id, isPrimary: false });
      this.putOneWay(to, link.id, from, { id, isPrimary: false });
    }
  }

  private putOneWay(from: ObjectName, id: string, to: ObjectName, link: Link): void {
    const links = [...this.all(from, id, to)];
    const place = links.findIndex((other) => other.id === link.id);
    if (place === -1) links.push(link);
    else links[place] = link;
    this.set(from, id, to, links);
  }

  private set(from: ObjectName, id: string, to: ObjectName, links: readonly Link[]): void {
    this.changed.set(`${from}/${id}/${to}`, [...links]);
  }
}
