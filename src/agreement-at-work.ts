import { explainProblems } from './agreement/explain.ts';
import type { LoadContext, Loaded } from './agreement/load.ts';
import { revisionOf } from './agreement/version.ts';
import type { Agreement } from './model/agreement.ts';
import type { AgreementRevision, NewRevision } from './model/agreement-revision.ts';
import type { Catalog } from './model/connector.ts';
import { UserError } from './model/errors.ts';
import type { SourceName } from './model/record.ts';
import type { Store } from './model/store.ts';

/** What each source offers, by its name. */
export type Catalogs = Readonly<Record<SourceName, Catalog>>;

/** A text with the plug-ins it names (K), ready to be read against what is known around it. */
export interface OpenText<K> {
  readonly text: string;
  readonly kinds: K;
  read(more: Partial<Pick<LoadContext, 'catalogs' | 'signing' | 'now' | 'exampleRun'>>): Loaded;
}

/** The agreement to work by. */
export interface AtWork<K> {
  readonly agreement: Agreement;
  readonly kinds: K;
  readonly revision: NewRevision;
  /** The revision in force; null where none is yet. */
  readonly inForce: AgreementRevision | null;
  /** Why the version in force is at work and not the file; null where it is the file. */
  readonly stays: string | null;
  /** Reads the same text against fresh catalogs; throws UserError where it says something they do not have. */
  resolve(catalogs: Catalogs): Agreement;
}

/** What decides which agreement is at work. */
export interface Around<K> {
  /** Null while there is no database. */
  readonly store: Store | null;
  open(text: string): Promise<OpenText<K>>;
  readonly by: string;
  readonly now: Date;
}

function refuse(loaded: Extract<Loaded, { readonly problems: unknown }>): UserError {
  return new UserError({ code: 'AGREEMENT_INVALID', message: explainProblems(loaded.problems) });
}

/** The catalogs of the last scan, of the sources that had one. */
export async function catalogsOf(agreement: Agreement, store: Store): Promise<Catalogs> {
  const catalogs: Record<SourceName, Catalog> = {};
  for (const { name } of agreement.sources) {
    const known = await store.source(name);
    if (known) catalogs[name] = known.catalog;
  }
  return catalogs;
}

/**
 * Reads a text against the catalogs of the last scan. What only they contradict may have been added in the CRM since, so
 * the text is then taken as it is written; the next scan reads it against fresh ones.
 */
export async function readStored<K>(open: OpenText<K>, store: Store | null): Promise<Loaded> {
  const plain = open.read({});
  if ('problems' in plain || store === null) return plain;
  const resolved = open.read({ catalogs: await catalogsOf(plain.agreement, store) });
  return 'problems' in resolved ? plain : resolved;
}

function newRevision(agreement: Agreement, text: string, { by, now }: Around<unknown>): NewRevision {
  return {
    revision: revisionOf(agreement),
    version: agreement.version.hash,
    text,
    loadedAt: now,
    loadedBy: by,
  };
}

function atWork<K>(
  open: OpenText<K>,
  agreement: Agreement,
  around: Around<K>,
  inForce: AgreementRevision | null,
  stays: string | null,
): AtWork<K> {
  return {
    agreement,
    kinds: open.kinds,
    revision: newRevision(agreement, open.text, around),
    inForce,
    stays,
    resolve(catalogs) {
      const loaded = open.read({ catalogs });
      if ('problems' in loaded) throw refuse(loaded);
      return loaded.agreement;
    },
  };
}

/** The version in force, read again; null where this version of the program cannot read it any more. */
async function openInForce<K>(inForce: AgreementRevision, around: Around<K>) {
  const open = await around.open(inForce.text);
  const loaded = await readStored(open, around.store);
  return 'problems' in loaded ? null : { open, agreement: loaded.agreement };
}

/** Teams that must have signed before an agreement takes the place of the one in force, and have not. */
async function missingSigners(
  revision: string,
  agreements: readonly (Agreement | undefined)[],
  store: Store,
): Promise<readonly string[]> {
  const signed = (await store.signatures(revision)).map(({ team }) => team);
  // Those of the one in force too, or striking a team from the list would need no signature of that team.
  const teams = new Set(agreements.flatMap((agreement) => agreement?.requireSignatures ?? []));
  return [...teams].filter((team) => !signed.includes(team));
}

/**
 * Decides by which agreement to work: the file; or the version in force where the file is broken, or not signed by all
 * teams that must. A first agreement needs no signatures. Throws UserError where neither can be read.
 */
export async function agreementAtWork<K>(text: string, around: Around<K>): Promise<AtWork<K>> {
  const { store } = around;
  const open = await around.open(text);
  const loaded = await readStored(open, store);
  const inForce = store === null ? null : await store.revisionInForce();
  if ('problems' in loaded) {
    const kept = inForce && (await openInForce(inForce, around));
    if (!kept) throw refuse(loaded);
    return atWork(kept.open, kept.agreement, around, inForce, refuse(loaded).message);
  }
  const { agreement } = loaded;
  const revision = revisionOf(agreement);
  if (store === null || inForce === null || inForce.revision === revision)
    return atWork(open, agreement, around, inForce, null);
  const kept = await openInForce(inForce, around);
  const missing = await missingSigners(revision, [agreement, kept?.agreement], store);
  if (missing.length === 0 || !kept) return atWork(open, agreement, around, inForce, null);
  const number = await store.noteRevision(newRevision(agreement, text, around));
  const stays = missing
    .map((team) => `${team} has not signed revision ${number}; revision ${inForce.number} stays in force.`)
    .join('\n');
  return atWork(
    kept.open,
    kept.agreement,
    around,
    inForce,
    `${stays}\nSign it with: crm-hygiene sign --team ${missing[0]}`,
  );
}

/** Works by the version in force, whatever the file says; throws UserError where it cannot be read. */
export async function workByInForce<K>(around: Around<K>, stays: string): Promise<AtWork<K>> {
  const inForce = (await around.store?.revisionInForce()) ?? null;
  const kept = inForce && (await openInForce(inForce, around));
  if (!kept) throw new UserError({ code: 'AGREEMENT_INVALID', message: stays });
  return atWork(kept.open, kept.agreement, around, inForce, stays);
}
