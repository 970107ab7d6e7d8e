import type { SalesforceSizes } from '../../core/population/crm-sizes.ts';
import type { PlantedFault } from '../../core/population/planted-fault.ts';
import type { Sharing } from '../../core/population/sharing.ts';

export type { PlantedFault };

/** The object types the sandbox holds, by their HubSpot path name. */
export type ObjectName = 'contacts' | 'companies' | 'deals';

/** How many records of each object a population has. */
export type Sizes = Readonly<Record<ObjectName, number>>;

/** A CRM user as HubSpot's owners API shows it; `archived` ones are deactivated users (their `userId` reads null). */
export interface Owner {
  readonly id: string;
  readonly userId: number;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly archived: boolean;
}

/** A stage of a deal pipeline, in display order; `probability` is HubSpot's string, closed stages are won at "1.0". */
export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly isClosed: boolean;
  readonly probability: string;
}

/** A deal pipeline with its stages in display order. */
export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly stages: readonly Stage[];
}

/**
 * The records as they were planted, computed on demand from the seed so that a million of them need no memory.
 * Records are addressed by index (0 … size−1); the same seed, sizes and clock give the same bytes.
 */
export interface Population {
  readonly sizes: Sizes;
  readonly owners: readonly Owner[];
  readonly pipelines: readonly Pipeline[];
  /** What a Salesforce organization knows too, or null where there is none. */
  readonly sharing: Sharing | null;
  /** The decimal record id of an index; ids of one object rise with the index. */
  idOf(object: ObjectName, index: number): string;
  /** The index of a record id, or null where no planted record has it. */
  indexOf(object: ObjectName, id: string): number | null;
  /** The filled, stored properties of a record (strings as HubSpot sends them); computed ones are the server's work. */
  properties(object: ObjectName, index: number): Readonly<Record<string, string>>;
  /** When the record was created, epoch ms. */
  createdAt(object: ObjectName, index: number): number;
  /** When a planted record was last modified, epoch ms, never before its creation; it never falls as the index rises. */
  modifiedAt(object: ObjectName, index: number): number;
  /** Indexes of the records of another object that a record is associated with; the first one is the primary. */
  associated(object: ObjectName, index: number, to: ObjectName): readonly number[];
  /** The faults that were planted in a record. */
  faults(object: ObjectName, index: number): readonly PlantedFault[];
}

/** What a population is made from. `now` (epoch ms) is the sandbox's clock at its start: every planted time is relative to it. */
export interface PopulationOptions {
  readonly seed: number;
  readonly sizes: Sizes;
  readonly now: number;
  /** IANA zone of the account; day limits are counted in its calendar days. */
  readonly timeZone: string;
  /** Sizes of a Salesforce organization that knows some of the same people, companies and deals. */
  readonly salesforce?: SalesforceSizes | undefined;
}
