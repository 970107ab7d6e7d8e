import type { ObjectName, Population } from '../population/population.ts';
import type { Written } from './written.ts';

/** One record as it stands: the planted values under what was written since. */
export class CrmRecord {
  readonly object: ObjectName;
  readonly id: string;
  readonly index: number | null;
  readonly written: Written | null;
  private readonly population: Population;
  private planted: Readonly<Record<string, string>> | null = null;

  constructor(population: Population, object: ObjectName, id: string, index: number | null, written: Written | null) {
    this.population = population;
    this.object = object;
    this.id = id;
    this.index = index;
    this.written = written;
  }

  /** Epoch ms. */
  get createdAt(): number {
    return this.index === null ? (this.written?.createdAt ?? 0) : this.population.createdAt(this.object, this.index);
  }

  /** Epoch ms of the last change. */
  get modifiedAt(): number {
    if (this.written !== null) return this.written.modifiedAt;
    return this.index === null ? 0 : this.population.modifiedAt(this.object, this.index);
  }

  /** Epoch ms, or null for a record in use. */
  get archivedAt(): number | null {
    return this.written?.archivedAt ?? null;
  }

  get isLive(): boolean {
    return this.written === null || this.written.state === 'live';
  }

  get isArchived(): boolean {
    return this.written?.state === 'archived';
  }

  /** A stored value; null where it is empty. Computed properties are compute.ts's. */
  stored(name: string): string | null {
    const written = this.written?.values[name];
    if (written !== undefined) return written;
    return this.plantedValues()[name] ?? null;
  }

  /** The values the record was planted with. */
  plantedValues(): Readonly<Record<string, string>> {
    if (this.planted === null) {
      this.planted = this.index === null ? {} : this.population.properties(this.object, this.index);
    }
    return this.planted;
  }
}
