import type { Ask, Page, Reader } from '../model/connector.ts';
import type { Identity } from '../model/identity.ts';
import type { ObjectType, SourceName } from '../model/record.ts';
import type { Store, UnitOfWork } from '../model/store.ts';
import { readAhead } from './read-ahead.ts';

/** One object of one source to be brought up to date. */
export interface PullTask {
  readonly store: Store;
  readonly reader: Reader;
  readonly source: SourceName;
  readonly object: ObjectType;
  readonly run: number;
  /** The cursor of an earlier read: only what changed since; null lists everything. */
  readonly since: string | null;
  /** Where an interrupted run stopped: a checkpoint, `pulled` when this object was done, null from the start. */
  readonly resume: string | null;
  /** Objects whose links are asked for with each record. */
  readonly links: readonly ObjectType[];
  readonly neighbours: readonly ObjectType[];
  /** How records are recognised in other sources; absent where there are none. */
  readonly identity?: Identity;
  now(): Date;
  readonly signal: AbortSignal;
  warn(message: string): void;
  /** Told after each page is committed. */
  progress(records: number): void;
}

/** The checkpoint that says an object was read to its end. */
export const pulled = 'pulled';

/** The key under which a run keeps the checkpoint of an object. */
export function checkpointKey(source: SourceName, object: ObjectType): string {
  return `pull ${source} ${object}`;
}

function askOf(task: PullTask): Ask {
  return {
    since: task.since,
    from: task.resume,
    links: task.links,
    unseen: (object, hits) => task.store.unseen(task.source, object, hits),
  };
}

/** Whether a full listing may bury what it did not show; an empty one is more likely a mishap than an empty CRM. */
async function isTrusted(task: PullTask, page: Page, seen: number): Promise<boolean> {
  if (page.cursor === null || task.since !== null) return false;
  if (seen > 0) return true;
  const stored = await task.store.page({ source: task.source, object: task.object, after: '', limit: 1 });
  if (stored.length === 0) return true;
  task.warn(`the listing of ${task.object} records is empty; nothing stored is taken as deleted`);
  return false;
}

async function commitOf(task: PullTask, page: Page, seen: number): Promise<UnitOfWork> {
  const { source, object, run } = task;
  const isLast = page.cursor !== null;
  return {
    ...(task.identity ? { identity: task.identity } : {}),
    pulled: {
      run,
      records: page.records,
      links: page.links,
      linksOf: task.links,
      wakeNeighbours: { [object]: task.neighbours },
    },
    gone: { source, at: task.now(), records: page.gone },
    checkpoint: { run, key: checkpointKey(source, object), value: isLast ? pulled : page.checkpoint },
    ...(isLast ? { cursor: { source, object, value: page.cursor } } : {}),
    // Only a complete listing can tell that a record is missing.
    ...((await isTrusted(task, page, seen)) ? { swept: { source, object, run, at: task.now() } } : {}),
  };
}

/**
 * Reads an object page by page into the store. The checkpoint is committed with the page it belongs to, so a killed
 * read goes on where it stopped; reading a page twice changes nothing.
 */
export async function pull(task: PullTask): Promise<void> {
  if (task.resume === pulled) return;
  // A resumed listing has shown records before it was interrupted.
  let seen = task.resume === null ? 0 : 1;
  for await (const page of readAhead(task.reader.pages(task.object, askOf(task)))) {
    seen += page.records.length;
    await task.store.commit(await commitOf(task, page, seen));
    task.signal.throwIfAborted();
    task.progress(page.records.length);
  }
}
