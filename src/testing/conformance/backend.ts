import type { OwnFieldSource } from '../../model/connector.ts';
import type { HealthKey } from '../../model/health-field.ts';
import type { FieldName, HealthValues, ObjectType } from '../../model/record.ts';

/** A record the CRM is to hold: texts as a person or an import typed them, by canonical or own field name. */
export interface Seed {
  readonly object: ObjectType;
  /** What the CRM itself refuses to store (a number that is none, say) is left out; the record stays. */
  readonly values: Readonly<Record<FieldName, string>>;
  /** Places in the list of seeds of the records it is linked to. */
  readonly links?: readonly number[];
  /** The id to have, for a CRM that lets one choose; any other passes it over. */
  readonly id?: string;
}

/** New values of one record, as its user types them. */
export interface Edit {
  readonly object: ObjectType;
  readonly id: string;
  readonly values: Readonly<Record<FieldName, string>>;
}

/** Trouble on the way to the CRM. `status`: an answer of that status in place of the right one. */
export type FaultKind =
  | { readonly is: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly is: 'reset' | 'half answer' | 'hang' };

/** A fault, and which calls it befalls. */
export type Fault = FaultKind & {
  /** How many calls in a row are hit. */
  readonly times: number | 'always';
  /** Calls that pass before the first is hit. */
  readonly after?: number;
  /** Any call, or only those that write health fields. */
  readonly on?: 'write';
  /** The call takes effect before it fails: the answer is lost, the write is not. */
  readonly applied?: boolean;
};

/** What stands in the health fields of a record by the CRM's own word; an absent key is an empty field. */
export type StoredHealth = HealthValues & { readonly scoredAt?: string };

/** Faults that can be set off. Needed of every connector that reaches its CRM over a network. */
export interface FaultControl {
  inject(fault: Fault): Promise<void>;
  /** Calls that have reached the CRM so far, failed ones included. */
  calls(): Promise<number>;
  /** Makes the connector give up waiting for an answer after about 200 ms; called after each connect before a hang. */
  hurry(): void;
}

/** Credentials that end. */
export interface CredentialControl {
  /** From now on no credentials are accepted (401), nor any attempt to renew them. */
  revoke(): Promise<void>;
  /** Needed where the manifest names REFRESH_TOKEN: secrets that renew themselves, and how what they yielded ends early. */
  readonly renewable?: { readonly secrets: Readonly<Record<string, string>>; expire(): Promise<void> };
}

/** One account of a CRM, opened for one case. What the manifest claims decides which optional parts must be there. */
export interface CrmAccount {
  /** Ids of the seeds, in their order. */
  readonly ids: readonly string[];
  /** An id of the CRM's own shape that no record has. */
  readonly absentId: string;
  /** The settings as the agreement has them, before the manifest's schema reads them. */
  readonly config: unknown;
  readonly secrets: Readonly<Record<string, string>>;
  /** Folder of the agreement; `/` unless given. */
  readonly folder?: string;
  /** Own fields of the agreement that the CRM holds; at least one. */
  readonly ownFields: readonly OwnFieldSource[];
  /** The CRM's present, epoch ms. */
  now(): number;
  /**
   * Lets so much of the CRM's time pass that what was modified before and what is modified after bear clearly different
   * times. For a CRM whose modification times are coarser than two calls are apart (whole seconds, say), so that a
   * reader must look again at what may hide a second change. Without it the kit lets none pass.
   */
  passTime?(): Promise<void>;
  /** What the CRM holds of a record, by canonical or own name, as it would show it; null where it is not there. */
  stored(object: ObjectType, id: string): Promise<Readonly<Record<FieldName, unknown>> | null>;
  /** Health fields of a record. Needed where `write` is claimed. */
  health?(object: ObjectType, id: string): Promise<StoredHealth>;
  /** A user's edits, all in one moment as an import makes them. Needed where `changedSince` is claimed. */
  edit?(edits: readonly Edit[]): Promise<void>;
  /** Adds a record and gives its id. Needed where `changedSince` is claimed. */
  create?(seed: Seed): Promise<string>;
  /** A user deletes a record. Needed unless the CRM `lacks` it. */
  delete?(object: ObjectType, id: string): Promise<void>;
  /** A user merges two records; gives the id of the survivor. Needed unless the CRM `lacks` it. */
  merge?(object: ObjectType, winner: string, loser: string): Promise<string>;
  /** From now on the CRM refuses every write to this record. Needed with `write`, unless the CRM `lacks` it. */
  refuse?(object: ObjectType, id: string): Promise<void>;
  /** Creates a field that has the name of a health field and another type. Needed where `provision` is claimed. */
  occupy?(object: ObjectType, key: HealthKey): Promise<void>;
  /** Needed of every connector with secrets. */
  readonly faults?: FaultControl;
  /** Needed of every connector with secrets. */
  readonly credentials?: CredentialControl;
  close(): Promise<void>;
}

/** What no manifest claims, as it belongs to the CRM. */
export type CrmAbility = 'delete' | 'merge' | 'refuse';

/** The author's sandbox or fake of a CRM, as the conformance kit drives it. */
export interface Backend {
  /** Opens an account with these records and no others, health fields not yet created. */
  open(seeds: readonly Seed[]): Promise<CrmAccount>;
  /** What the CRM itself cannot do, each with the reason; it stands in the name of the case in place of the group. */
  readonly lacks?: Readonly<Partial<Record<CrmAbility, string>>>;
  /**
   * Pairs that the catalog names though the CRM never links them, each with the reason: naming them says that a record
   * is known to have no such link. The kit then checks that none is reported.
   */
  readonly neverLinked?: readonly { readonly from: ObjectType; readonly to: ObjectType; readonly why: string }[];
}
