import type { ZodType } from 'zod';
import type { HealthFieldSpec, HealthKey } from './health-field.ts';
import type { StageTests } from './lifecycle-mapping.ts';
import type { Log } from './log.ts';
import type { CrmRecord, FieldName, FieldType, Link, ObjectType, RecordRef, SourceName } from './record.ts';

/** Which CRM account the credentials belong to. */
export interface Account {
  /** The vendor's own id of the account (its portal or organization), so that a database is never fed from two. */
  readonly id: string;
  readonly name: string;
  /** IANA zone of the account; empty where the vendor does not tell. */
  readonly timeZone: string;
}

/** A user or queue of the CRM that can own records. */
export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  /** A queue holds records until a person takes them; a person where absent. */
  readonly kind?: 'person' | 'queue';
}

/** A stage of a pipeline. */
export interface Stage {
  readonly id: string;
  readonly label: string;
  readonly state: 'open' | 'won' | 'lost';
}

/** A deal pipeline, stages in display order. */
export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly stages: readonly Stage[];
}

/** A field as the CRM describes it. */
export interface CatalogField {
  /** The CRM's own API name. */
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly readOnly: boolean;
  /** The canonical fields that hold its value as it is; absent where there are none. */
  readonly canonical?: readonly FieldName[];
  /** Pick-list values; empty for other types. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/**
 * What an account offers, read at the start of a run and kept with the records. An object or list that may not be
 * read is 'unknown', and everything that rests on it is unknown too.
 */
export interface Catalog {
  readonly fields: Readonly<Partial<Record<ObjectType, readonly CatalogField[]>>>;
  readonly owners: readonly Owner[] | 'unknown';
  readonly pipelines: readonly Pipeline[] | 'unknown';
  /** Pairs of objects between which the source reports links. */
  readonly links: readonly { readonly from: ObjectType; readonly to: ObjectType }[];
  /** Canonical fields that this account cannot give, with the reason. */
  readonly missing: Readonly<Partial<Record<ObjectType, Readonly<Record<FieldName, string>>>>>;
  /** Objects whose health fields exist, with the flag values they accept; another flag would be refused. */
  readonly provisioned?: Readonly<Partial<Record<ObjectType, { readonly flags: readonly string[] }>>>;
}

/** A record that is no longer there; `into` is the survivor of a merge. */
export interface Gone {
  readonly object: ObjectType;
  readonly id: string;
  readonly into: string | null;
}

/** One answer of a reader: records with their links, and the point from which reading can go on after a crash. */
export interface Page {
  readonly records: readonly CrmRecord[];
  readonly links: readonly Link[];
  readonly gone: readonly Gone[];
  /** Opaque to the core: `Ask.from` of a later call continues after this page. */
  readonly checkpoint: string;
  /** Set on the last page: the `Ask.since` of the next changed-since read. */
  readonly cursor: string | null;
}

/** A record found changed, before it is read in full. */
export interface Hit {
  readonly id: string;
  readonly updatedAt: Date;
}

/** What to read. Without `since` everything is listed. */
export interface Ask {
  readonly since: string | null;
  /** The checkpoint of an interrupted read. */
  readonly from: string | null;
  /** Objects whose links are wanted with each record. */
  readonly links: readonly ObjectType[];
  /** Leaves out the hits that are stored as they are, our own writes among them; lets a reader skip reading them. */
  unseen(object: ObjectType, hits: readonly Hit[]): Promise<readonly string[]>;
}

/** Reads records. Every field of the dictionary and of the agreement is in each record, unknown ones too. */
export interface Reader {
  pages(object: ObjectType, ask: Ask): AsyncIterable<Page>;
  /** At most 100 ids; those not found come back under `gone`. Links are not included. */
  byId(object: ObjectType, ids: readonly string[]): Promise<Page>;
}

/** New values of health fields of one record: null empties a field. Only changed keys are present. */
export interface Change {
  /** The journal's id of the intent; comes back in the outcome. */
  readonly intent: number;
  readonly ref: RecordRef;
  readonly values: Partial<Readonly<Record<HealthKey, string | number | readonly string[] | null>>>;
}

/** What became of a change. `updatedAt` is the record's new modification time, null where the answer does not tell. */
export type Outcome =
  | { readonly intent: number; readonly ref: RecordRef; readonly is: 'done'; readonly updatedAt: Date | null }
  | {
      readonly intent: number;
      readonly ref: RecordRef;
      readonly is: 'refused';
      readonly code: string;
      readonly why: string;
    }
  | { readonly intent: number; readonly ref: RecordRef; readonly is: 'gone' };

/**
 * Writes health fields: fills batches per object and runs them side by side; an outcome for every change, in any order.
 * Throws (FatalError, RetryableError) when nothing more can be written in this run; changes without an outcome stay open.
 */
export interface Writer {
  apply(changes: AsyncIterable<Change>): AsyncIterable<Outcome>;
}

/** One thing provisioning would do, in words a person can approve. */
export interface Step {
  readonly object: ObjectType;
  readonly is: 'create' | 'extend' | 'present' | 'conflict';
  readonly summary: string;
  /** Opaque to the core. */
  readonly detail: unknown;
}

/** Creates the health fields; running it twice is harmless. */
export interface Provisioner {
  plan(fields: readonly HealthFieldSpec[]): Promise<readonly Step[]>;
  run(steps: readonly Step[]): Promise<void>;
}

/** One line of `doctor`: what was checked, and what to do where it does not hold. */
export interface Diagnosis {
  readonly check: string;
  readonly ok: boolean;
  /** The check matters only for writing: under `write_back.mode: preview` it is a note, no failure. */
  readonly isForWriting?: boolean;
  readonly detail: string;
  readonly advice: string;
}

/** An open connection to one source; an absent part is an absent capability. */
export interface Connector {
  identify(): Promise<Account>;
  catalog(): Promise<Catalog>;
  readonly read: Reader;
  readonly write?: Writer;
  readonly provision?: Provisioner;
  /** Checks credentials, scopes, field permissions, limits and clock, one line each. */
  diagnose(): Promise<readonly Diagnosis[]>;
  close(): Promise<void>;
}

/** Counts calls for the report of a run; `route` is `METHOD /path/{id}`, without personal data or ids. */
export interface CallCounter {
  call(route: string): void;
  retried(route: string): void;
  throttled(route: string): void;
}

/** What the outside hands to a connector; a connector reads neither the environment nor the clock itself. */
export interface ConnectorEnv {
  readonly source: SourceName;
  /** The objects this source is to sync. */
  readonly objects: readonly ObjectType[];
  /** Own fields of the agreement for this source: object, canonical name, the CRM's name. */
  readonly ownFields: readonly OwnFieldSource[];
  /** How the agreement tells lifecycle stages in this source; absent where the connector's own mapping holds. */
  readonly lifecycle?: readonly StageTests[];
  /** Health field prefix, `hygiene` unless configured. */
  readonly fieldPrefix: string;
  /** Zone of the agreement, for sources whose files hold local times. */
  readonly timeZone: string;
  /** Folder against which relative paths of the agreement are resolved. */
  readonly folder: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly counter: CallCounter;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Epoch ms. */
  now(): number;
  /** 0 to 1, for jitter. */
  random(): number;
  /** Resolves after `ms`, earlier by rejection when the signal aborts. */
  sleep(ms: number): Promise<void>;
}

/** An own field of the agreement as one source holds it. */
export interface OwnFieldSource {
  readonly object: ObjectType;
  readonly name: FieldName;
  readonly type: FieldType;
  /** The CRM's field, or file column. */
  readonly column: string;
}

/** What a connector says of itself before it is connected. */
export interface Manifest<C> {
  readonly name: string;
  readonly title: string;
  /** Settings under its source in the agreement, beside `connector` and `sync`; secrets are never there. */
  readonly config: ZodType<C>;
  /** Words of `sync:` and the objects they mean (`accounts` → company). */
  readonly objects: Readonly<Record<string, ObjectType>>;
  /** Environment variables, without the source's or connector's prefix; `required` lists alternatives that suffice. */
  readonly secrets: { readonly names: readonly string[]; readonly required: readonly (readonly string[])[] };
  readonly capabilities: {
    readonly write: boolean;
    readonly provision: boolean;
    readonly changedSince: boolean;
    readonly links: boolean;
  };
  /** About how many calls it takes to write the health fields of so many records of one object; none where absent. */
  writeCalls?(records: number, config: C): number;
}

/** What a record's properties are read against, where there is no connection. */
export type RecordEnv = Pick<ConnectorEnv, 'source' | 'ownFields' | 'fieldPrefix'>;

/** A plug-in: everything the core knows of a CRM. */
export interface ConnectorDefinition<C = unknown> {
  readonly manifest: Manifest<C>;
  /**
   * Reads one record from its properties as the CRM writes them, without a connection: for the library. Properties that
   * are not there are unknown. Null for an object this CRM has not; absent where records have no shape of their own.
   */
  toRecord?(object: ObjectType, properties: Readonly<Record<string, unknown>>, env: RecordEnv): CrmRecord | null;
  connect(config: C, env: ConnectorEnv): Promise<Connector>;
}

/** Fixes the config type of a connector while it is written, and forgets it for the registry. */
export function defineConnector<C>(definition: ConnectorDefinition<C>): ConnectorDefinition {
  return definition as unknown as ConnectorDefinition;
}
