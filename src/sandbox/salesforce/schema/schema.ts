import type { LeadStatus, OpportunityStage } from '../population/population.ts';
import type { Field } from './field.ts';
import { CHILDREN, OBJECTS, type ObjectDefinition } from './object-definition.ts';
import { OTHER_SEEDS } from './other-seeds.ts';
import { listPicklists } from './picklists.ts';
import { readSeeds } from './read-seeds.ts';
import { recordSeeds } from './record-seeds.ts';

/** What the organization bought or switched on. */
export interface Features {
  /** Field history of leads (Status, Owner): the object LeadHistory. */
  readonly leadHistory: boolean;
  /** Several currencies: CurrencyIsoCode on records, the object CurrencyType. */
  readonly multiCurrency: boolean;
}

/** The objects and fields of the organization; names are found in any case, as Salesforce does. */
export class Schema {
  private readonly objects = new Map<string, ObjectDefinition>();
  /** Objects that the edition lacks or the user may not see: the API does not know them. */
  private readonly hidden = new Set<string>();

  constructor(stages: readonly OpportunityStage[], statuses: readonly LeadStatus[], features: Features) {
    const picklists = listPicklists(stages, statuses);
    const seeds = { ...recordSeeds(features.multiCurrency), ...OTHER_SEEDS };
    for (const [name, keyPrefix, labelPlural, rights] of OBJECTS) {
      if (name === 'LeadHistory' && !features.leadHistory) continue;
      if (name === 'CurrencyType' && !features.multiCurrency) continue;
      const children = (CHILDREN[name] ?? []).filter(([, child]) => child !== 'LeadHistory' || features.leadHistory);
      this.objects.set(name.toLowerCase(), {
        name,
        label: labelOf(name),
        labelPlural,
        keyPrefix,
        fields: new Map(readSeeds(seeds[name] ?? '', picklists).map((field) => [field.name.toLowerCase(), field])),
        children: children.map(([relationshipName, childObject, field]) => ({ relationshipName, childObject, field })),
        createable: rights.includes('c'),
        updateable: rights.includes('u'),
        deletable: rights.includes('d'),
        mergeable: rights.includes('m'),
        queryable: name !== 'Name',
        isRecord: rights.startsWith('cud') && keyPrefix !== '00T' && keyPrefix !== '00U' && keyPrefix !== '00K',
      });
    }
  }

  /** An object by its API name, where the user may see it. */
  find(name: string): ObjectDefinition | null {
    return this.hidden.has(name.toLowerCase()) ? null : (this.objects.get(name.toLowerCase()) ?? null);
  }

  /** Takes the right to see an object away, or gives it back. */
  setVisible(object: ObjectDefinition, isVisible: boolean): void {
    if (isVisible) this.hidden.delete(object.name.toLowerCase());
    else this.hidden.add(object.name.toLowerCase());
  }

  /** An object that is known to be there. */
  get(name: string): ObjectDefinition {
    const found = this.objects.get(name.toLowerCase());
    if (found === undefined) throw new Error(`The sandbox has no object ${name}.`);
    return found;
  }

  /** All objects that the user may see. */
  list(): readonly ObjectDefinition[] {
    return [...this.objects.values()].filter(({ name }) => !this.hidden.has(name.toLowerCase()));
  }

  /** The object whose ids begin with the first three characters of an id. */
  ofId(id: string): ObjectDefinition | null {
    const prefix = id.slice(0, 3);
    return [...this.objects.values()].find((object) => object.keyPrefix === prefix) ?? null;
  }

  /** Adds a custom field, or puts a changed one in its place. */
  put(object: ObjectDefinition, field: Field): void {
    object.fields.set(field.name.toLowerCase(), field);
  }
}

function labelOf(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2');
}
