import type { ObjectName, Pipeline } from '../population/population.ts';
import type { Property, PropertyGroup } from './property.ts';
import { type Extras, seedGroups, seedProperties } from './seeds.ts';

/** The property definitions of one object: HubSpot's own, and those that apps and admins added. */
export class PropertyRegistry {
  private readonly properties = new Map<string, Property>();
  private readonly groups = new Map<string, PropertyGroup>();
  private readonly unique = new Set<string>();

  constructor(object: ObjectName, pipelines: readonly Pipeline[], extras: Extras) {
    for (const group of seedGroups(object, extras)) this.groups.set(group.name, group);
    for (const property of seedProperties(object, pipelines, extras)) this.put(property);
  }

  /** A property in use. */
  find(name: string): Property | null {
    const property = this.properties.get(name);
    return property === undefined || property.archivedAt !== null ? null : property;
  }

  /** A property in use or archived: its name is taken either way. */
  findAny(name: string): Property | null {
    return this.properties.get(name) ?? null;
  }

  /** Adds or replaces a definition. */
  put(property: Property): void {
    this.properties.set(property.name, property);
    if (property.hasUniqueValue && property.archivedAt === null) this.unique.add(property.name);
    else this.unique.delete(property.name);
  }

  /** All definitions, in use or archived. */
  list(archived: boolean): readonly Property[] {
    return [...this.properties.values()].filter((property) => (property.archivedAt !== null) === archived);
  }

  /** Names of properties whose values must differ between records. */
  get uniqueNames(): ReadonlySet<string> {
    return this.unique;
  }

  /** A group by name. */
  findGroup(name: string): PropertyGroup | null {
    return this.groups.get(name) ?? null;
  }

  /** Adds or replaces a group. */
  putGroup(group: PropertyGroup): void {
    this.groups.set(group.name, group);
  }

  /** All groups, in display order. */
  listGroups(): readonly PropertyGroup[] {
    return [...this.groups.values()];
  }
}
