/** A team's signature under the terms of a revision. */
export interface Signature {
  /** The hash of the terms. */
  readonly revision: string;
  readonly team: string;
  readonly by: string;
  readonly at: Date;
}

/** A loaded agreement, numbered in the order in which this database met them. */
export interface AgreementRevision {
  readonly number: number;
  /** The hash of all its terms. */
  readonly revision: string;
  /** The hash of what changes a score, which scores and runs carry. */
  readonly version: string;
  /** The file as it was read last. */
  readonly text: string;
  readonly loadedAt: Date;
  readonly loadedBy: string;
  /** When it was put in force, and by whom; the last time where there were several. Null where it never was. */
  readonly inForce: { readonly at: Date; readonly by: string } | null;
  readonly signatures: readonly Signature[];
}

/** A revision as it is read from a file. */
export type NewRevision = Pick<AgreementRevision, 'revision' | 'version' | 'text' | 'loadedAt' | 'loadedBy'>;
