import type { AgreementRevision } from '../model/agreement-revision.ts';
import { UserError } from '../model/errors.ts';
import type { ObjectType, SourceName } from '../model/record.ts';
import type { Store } from '../model/store.ts';
import type { JobContext, KnownSource } from './context.ts';

/** A revision that a run has put in force. */
export interface PutInForce {
  readonly number: number;
  /** The revision before it; null where it is the first. */
  readonly before: number | null;
  /** Flags of its rules that a CRM does not accept yet; until they are provisioned they are written as `other`. */
  readonly flagsToProvision: readonly {
    readonly source: SourceName;
    readonly object: ObjectType;
    readonly flags: readonly string[];
  }[];
}

/** The flags that fields already there do not accept yet. */
function missingFlags({ engine }: JobContext, sources: readonly KnownSource[]): PutInForce['flagsToProvision'] {
  return sources.flatMap(({ name, objects, catalog }) =>
    objects.flatMap((object) => {
      const known = catalog.provisioned?.[object]?.flags;
      if (known === undefined) return [];
      const flags = engine
        .flags(object)
        .map(({ value }) => value)
        .filter((value) => !known.includes(value));
      return flags.length === 0 ? [] : [{ source: name, object, flags }];
    }),
  );
}

/** Puts the agreement of a run in force; null where it is so already. */
export async function putInForce(context: JobContext, sources: readonly KnownSource[]): Promise<PutInForce | null> {
  const { store, revision } = context;
  const before = await store.revisionInForce();
  await store.commit({ inForce: { revision, at: context.now(), by: revision.loadedBy } });
  const now = await store.revisionInForce();
  if (now === null || before?.number === now.number) return null;
  return { number: now.number, before: before?.number ?? null, flagsToProvision: missingFlags(context, sources) };
}

/** Finds a revision by its number, as people type it. Throws UserError for one that is not there. */
export async function revisionNumbered(store: Store, number: number): Promise<AgreementRevision> {
  const found = (await store.revisions()).find((revision) => revision.number === number);
  if (found) return found;
  throw new UserError({
    code: 'REVISION_UNKNOWN',
    message: `There is no revision ${number} of the agreement. List them with: crm-hygiene versions`,
  });
}
