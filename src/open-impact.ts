import { resolve } from 'node:path';
import { diffAgreements } from './agreement/diff.ts';
import { explainProblems } from './agreement/explain.ts';
import { catalogsOf, readStored } from './agreement-at-work.ts';
import { definitionOf, type Kinds, type Outside, openText, readAgreementText } from './app.ts';
import { readSettings } from './config/environment.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { withLearntLimits } from './engine/learnt.ts';
import type { Progress } from './jobs/context.ts';
import type { ImpactContext } from './jobs/impact.ts';
import type { Agreement } from './model/agreement.ts';
import { UserError } from './model/errors.ts';
import type { Store } from './model/store.ts';
import { openStoreToRead } from './store/open.ts';

/** What to compare. */
export interface ImpactOptions {
  readonly outside: Outside;
  /** Path of the agreement. */
  readonly file: string;
  /** Path of the draft; null where the agreement itself is held against the version in force. */
  readonly draft: string | null;
  /** Holds the revision in force against the one that it replaced, instead of files. */
  readonly isRebase?: boolean;
  readonly judgedAt: ((timeZone: string) => Date) | null;
  readonly progress: Progress;
}

/** Two agreements over one database, which is open for reading alone. */
export interface OpenImpact {
  readonly context: ImpactContext;
  /** What the draft says otherwise, in words. */
  readonly changes: readonly string[];
  close(): Promise<void>;
}

interface Read {
  readonly agreement: Agreement;
  readonly kinds: Kinds;
}

async function readText(text: string, file: string, store: Store, outside: Outside): Promise<Read> {
  const open = await openText(text, file, outside);
  const loaded = await readStored(open, store);
  if ('problems' in loaded)
    throw new UserError({ code: 'AGREEMENT_INVALID', message: explainProblems(loaded.problems) });
  return { agreement: loaded.agreement, kinds: open.kinds };
}

/** Reads the revision in force and the one that was in force before it. */
async function readReplaced({ outside, file }: ImpactOptions, store: Store): Promise<readonly [Read, Read]> {
  const now = await store.revisionInForce();
  const before = (await store.revisions())
    .filter(({ inForce, number }) => inForce !== null && number !== now?.number)
    .sort((a, b) => b.inForce!.at.getTime() - a.inForce!.at.getTime() || b.number - a.number)[0];
  if (!now || !before)
    throw new UserError({
      code: 'REVISION_UNKNOWN',
      message: 'No revision of the agreement has replaced another yet, so there is nothing to tell apart.',
    });
  return [await readText(before.text, file, store, outside), await readText(now.text, file, store, outside)];
}

/** Reads both sides: the version in force (else the agreement), and the draft (else the agreement). */
async function readBoth(options: ImpactOptions, store: Store): Promise<readonly [Read, Read]> {
  const { outside, file, draft } = options;
  const fromFile = async (path: string): Promise<Read> =>
    readText(await readAgreementText(resolve(outside.cwd, path)), path, store, outside);
  const inForce = await store.revisionInForce();
  if (options.isRebase) return readReplaced(options, store);
  if (inForce === null && draft === null)
    throw new UserError({
      code: 'REVISION_UNKNOWN',
      message:
        'No agreement is in force yet, so there is nothing to compare with. Name a draft, or scan first: crm-hygiene scan',
    });
  const before = inForce === null ? await fromFile(file) : await readText(inForce.text, file, store, outside);
  return [before, await fromFile(draft ?? file)];
}

function callsWith({ agreement, kinds }: Read): ImpactContext['callsFor'] {
  return (name, records) => {
    const source = agreement.sources.find((settings) => settings.name === name);
    return source ? (definitionOf(source, kinds).manifest.writeCalls?.(records, source.config) ?? 0) : 0;
  };
}

/** Opens what `impact` needs. Throws UserError where there is no database, or an agreement cannot be read. */
export async function openImpact(options: ImpactOptions): Promise<OpenImpact> {
  const { outside, judgedAt, progress } = options;
  const store = openStoreToRead(readSettings(outside.env).databaseUrl);
  if (store === null)
    throw new UserError({
      code: 'REVISION_UNKNOWN',
      message: 'There is no database yet, so there are no records to judge. Scan first: crm-hygiene scan',
    });
  try {
    const [before, after] = await readBoth(options, store);
    const now = judgedAt?.(after.agreement.timeZone) ?? outside.now();
    const learnt = await store.learntLimits();
    const engineOf = ({ agreement, kinds }: Read): Engine =>
      createEngine(withLearntLimits(agreement, learnt), kinds.rules, now);
    return {
      context: {
        store,
        before: engineOf(before),
        after: engineOf(after),
        progress,
        signal: outside.signal,
        callsFor: callsWith(after),
      },
      changes: diffAgreements(before.agreement, after.agreement),
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** What `check` holds an agreement against beside itself: the catalogs of the last scan, and who has signed. */
export async function readKnown(agreement: Agreement, revision: string, outside: Pick<Outside, 'env'>) {
  const store = openStoreToRead(readSettings(outside.env).databaseUrl);
  if (store === null) return {};
  try {
    const catalogs = await catalogsOf(agreement, store);
    const all = await store.revisions();
    const inForce = await store.revisionInForce();
    const number = all.find((known) => known.revision === revision)?.number ?? (all[0]?.number ?? 0) + 1;
    const signedBy = (await store.signatures(revision)).map(({ team }) => team);
    // What is in force needs no signature any more.
    const isInForce = inForce?.revision === revision;
    return { catalogs, signing: { revision: number, inForce: isInForce ? null : (inForce?.number ?? null), signedBy } };
  } finally {
    await store.close();
  }
}
