import type { HubSpotSizes } from '../../core/population/crm-sizes.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import type { Sharing } from '../../core/population/sharing.ts';

export type { PlantedFault };

/** The object types the sandbox holds, by their Salesforce API name. */
export type ObjectName = 'Lead' | 'Contact' | 'Account' | 'Opportunity';

/** How many records of each object a population has. */
export type Sizes = Readonly<Record<ObjectName, number>>;

/** A user (005…) or queue (00G…) that can own records; a queue has no `isActive` of its own and reads true. */
export interface Owner {
  readonly id: string;
  readonly kind: 'User' | 'Queue';
  readonly name: string;
  readonly email: string;
  readonly isActive: boolean;
}

/** A row of OpportunityStage, in SortOrder. */
export interface OpportunityStage {
  readonly apiName: string;
  readonly masterLabel: string;
  readonly isClosed: boolean;
  readonly isWon: boolean;
  readonly defaultProbability: number;
  readonly forecastCategoryName: string;
}

/** A row of LeadStatus, in SortOrder. */
export interface LeadStatus {
  readonly apiName: string;
  readonly masterLabel: string;
  readonly isConverted: boolean;
  readonly isDefault: boolean;
}

/** A row that hangs on a record: history, contact role, task or event; `fields` are its API fields as JSON sends them. */
export interface ChildRow {
  readonly type: 'OpportunityHistory' | 'LeadHistory' | 'OpportunityContactRole' | 'Task' | 'Event';
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * The records as they were planted, computed on demand from the seed so that a million of them need no memory.
 * Records are addressed by index (0 … size−1); the same options give the same bytes.
 */
export interface Population {
  readonly sizes: Sizes;
  readonly owners: readonly Owner[];
  readonly stages: readonly OpportunityStage[];
  readonly leadStatuses: readonly LeadStatus[];
  /** What a HubSpot account knows too, or null where there is none. */
  readonly sharing: Sharing | null;
  /** The 18-character id of an index (keyPrefix 00Q, 003, 001, 006; real checksum); ids of one object rise with the index. */
  idOf(object: ObjectName, index: number): string;
  /** The index of a 15- or 18-character id, or null where no planted record has it. */
  indexOf(object: ObjectName, id: string): number | null;
  /** The filled fields of a record, as the REST API sends them (dates `2026-01-02`, times `2026-01-02T17:38:59.000+0000`). */
  fields(object: ObjectName, index: number): Readonly<Record<string, string | number | boolean>>;
  /** Epoch ms. */
  createdAt(object: ObjectName, index: number): number;
  /** SystemModstamp and LastModifiedDate, epoch ms, whole seconds, never before creation; never falls as the index rises. */
  modifiedAt(object: ObjectName, index: number): number;
  /** Histories, contact roles, tasks and events of a record, oldest first. */
  children(object: ObjectName, index: number): readonly ChildRow[];
  /** The faults that were planted in a record; filter by `isFoundAt`. */
  faults(object: ObjectName, index: number): readonly PlantedFault[];
}

/** A population that also answers lookups in the other direction without a search. */
export interface RelatedPopulation extends Population {
  /**
   * Indexes of the records of another object that a record is related to: Account and Contact by AccountId, Account and
   * Opportunity by AccountId, Contact and Opportunity by contact roles. Empty for every other pair.
   */
  related(object: ObjectName, index: number, to: ObjectName): readonly number[];
}

/** What a population is made from. `now` (epoch ms) is the sandbox's clock at its start: every planted time is relative to it. */
export interface PopulationOptions {
  readonly seed: number;
  readonly sizes: Sizes;
  readonly now: number;
  /** IANA zone of the organization; day limits are counted in its calendar days. */
  readonly timeZone: string;
  /** Sizes of a HubSpot account that knows some of the same people, companies and deals. */
  readonly hubspot?: HubSpotSizes | undefined;
}
