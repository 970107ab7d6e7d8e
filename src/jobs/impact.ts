import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Engine, SourceEngine } from '../engine/engine.ts';
import { desiredHealth } from '../engine/health-values.ts';
import type { Result } from '../engine/result.ts';
import type { Catalog } from '../model/connector.ts';
import { healthText } from '../model/health-field.ts';
import { type CrmRecord, type ObjectType, objectTypes, type SourceName } from '../model/record.ts';
import type { Store } from '../model/store.ts';
import { casesOf } from './cases.ts';
import type { Progress } from './context.ts';
import { storedCatalogs } from './counterparts.ts';
import { type ImpactCounts, ImpactTally, WriteCount } from './impact-tally.ts';

const recordsPerChunk = 500;

/** What a draft would change, over the records of the last scan, with both agreements judged at one `now`. */
export interface Impact extends ImpactCounts {
  readonly now: string;
  /** Hashes of the agreement in force and of the draft. */
  readonly agreements: { readonly before: string; readonly after: string };
  /** Records whose health fields would be written, and the calls that takes, under each agreement. */
  readonly writes: { readonly before: number; readonly after: number };
  readonly apiCalls: { readonly before: number; readonly after: number };
  /** Objects that the draft reads but no scan has read yet; nothing is said of them. */
  readonly unread: readonly { readonly source: SourceName; readonly object: ObjectType }[];
}

/** What an impact is computed with. Nothing is written: the store may be open for reading only. */
export interface ImpactContext {
  readonly store: Store;
  readonly before: Engine;
  readonly after: Engine;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** How many calls it takes to write so many records of one object. */
  callsFor(source: SourceName, records: number): number;
}

/** One agreement's judgement of the records of one object of one source. */
interface Side {
  readonly engine: Engine;
  /** Null where this agreement does not read the object. */
  readonly judge: SourceEngine | null;
  readonly writes: WriteCount;
}

interface Shelf {
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly catalog: Catalog;
  readonly owners: ReadonlyMap<string, string>;
}

function ownersOf({ owners }: Catalog): ReadonlyMap<string, string> {
  return new Map(owners === 'unknown' ? [] : owners.map(({ id, name }) => [id, name === '' ? id : name]));
}

function ownerOf(record: CrmRecord, owners: ReadonlyMap<string, string>): string | null {
  const field = record.fields.ownerId;
  if (field?.is !== 'value') return null;
  const id = String(field.value);
  return owners.get(id) ?? id;
}

function isWritten(record: CrmRecord, result: Result | null, engine: Engine, catalog: Catalog): boolean {
  const { object } = record.ref;
  const flags = catalog.provisioned?.[object]?.flags;
  const provisioned = flags === undefined ? null : new Set(flags);
  const desired = desiredHealth(result, record.health, engine.agreement, object, provisioned);
  return healthText(desired) !== healthText(record.health);
}

/** Judges a chunk under one agreement, and counts the writes it would cause. */
async function judgeChunk(
  side: Side,
  shelf: Shelf,
  records: readonly CrmRecord[],
  store: Store,
): Promise<readonly (Result | null)[]> {
  const { engine, judge, writes } = side;
  if (judge === null) return records.map(() => null);
  const cases = await casesOf(records, shelf.object, engine, store);
  return cases.map(({ record, related, ...beside }) => {
    const result = judge.evaluate(record, related, beside);
    if (isWritten(record, result, engine, shelf.catalog)) writes.add(record.ref);
    return result;
  });
}

async function compareShelf(context: ImpactContext, shelf: Shelf, sides: readonly [Side, Side], tally: ImpactTally) {
  const { store, progress, signal } = context;
  const { source, object, owners } = shelf;
  let after = '';
  for (;;) {
    const records = await store.page({ source, object, after, limit: recordsPerChunk });
    if (records.length === 0) return;
    const before = await judgeChunk(sides[0], shelf, records, store);
    const draft = await judgeChunk(sides[1], shelf, records, store);
    records.forEach((record, index) => {
      tally.add({ record, owner: ownerOf(record, owners), before: before[index]!, after: draft[index]! });
    });
    progress.advance('score', records.length);
    after = records.at(-1)!.ref.id;
    // The embedded store answers at once, so without this the process would hear no signal.
    await nextTurn();
    signal.throwIfAborted();
  }
}

function syncedBy(engine: Engine, source: SourceName): readonly ObjectType[] {
  return engine.agreement.sources.find(({ name }) => name === source)?.sync ?? [];
}

async function isRead(store: Store, source: SourceName, object: ObjectType): Promise<boolean> {
  return (await store.page({ source, object, after: '', limit: 1 })).length > 0;
}

/** Judges all stored records under both agreements, page by page, and counts what differs. */
export async function impact(context: ImpactContext): Promise<Impact> {
  const { store, before, after, progress, callsFor } = context;
  const tally = new ImpactTally();
  const writes = [new WriteCount(), new WriteCount()] as const;
  const unread: { source: SourceName; object: ObjectType }[] = [];
  progress.start('score', 'Comparing', null);
  const sources = new Set([...before.agreement.sources, ...after.agreement.sources].map(({ name }) => name));
  for (const source of sources) {
    const catalog = (await store.source(source))?.catalog ?? null;
    const [was, is] = [syncedBy(before, source), syncedBy(after, source)];
    for (const object of objectTypes.filter((candidate) => was.includes(candidate) || is.includes(candidate))) {
      if (catalog === null || !(await isRead(store, source, object))) {
        if (is.includes(object) && (catalog === null || !was.includes(object))) unread.push({ source, object });
        continue;
      }
      const side = async (engine: Engine, synced: readonly ObjectType[], index: 0 | 1): Promise<Side> => ({
        engine,
        judge: synced.includes(object) ? engine.forSource(catalog, synced, await storedCatalogs(store, engine)) : null,
        writes: writes[index],
      });
      const shelf = { source, object, catalog, owners: ownersOf(catalog) };
      await compareShelf(context, shelf, [await side(before, was, 0), await side(after, is, 1)], tally);
    }
  }
  progress.end('score');
  return {
    now: after.now.toISOString(),
    agreements: { before: before.agreement.version.hash, after: after.agreement.version.hash },
    ...tally.counts,
    writes: { before: writes[0].total, after: writes[1].total },
    apiCalls: { before: writes[0].calls(callsFor), after: writes[1].calls(callsFor) },
    unread,
  };
}
