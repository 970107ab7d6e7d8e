import type { Change, Outcome, Writer } from '../../src/model/connector.ts';
import type { ObjectType, RecordRef } from '../../src/model/record.ts';
import { checkColumns } from './catalog.ts';
import type { Connection, OpenObject } from './connection.ts';
import { stampOf } from './decode.ts';
import { silentNotices } from './notices.ts';
import { readRecordRows } from './records.ts';
import type { Results } from './results.ts';

/**
 * Changes saved at once. The file is replaced as a whole, so a save costs as much as it has rows: half of them at a
 * time keeps all saves together within a few times one; the upper bound keeps small what a crash leaves to be settled.
 */
function changesPerSave(rows: number): number {
  return Math.min(20_000, Math.max(2_000, Math.floor(rows / 2)));
}

/** Ids of the records there are now, in the order of the file. */
async function readIds(open: OpenObject, signal: AbortSignal): Promise<readonly string[]> {
  await checkColumns(open, signal);
  const ids: string[] = [];
  for await (const { id } of readRecordRows(open, signal, silentNotices)) ids.push(id);
  return ids;
}

interface Waiting {
  readonly intent: number;
  readonly ref: RecordRef;
  readonly updatedAt: Date;
}

/** Saves the results files that changed, and only then says that their changes are done. */
async function* saveAll(waiting: Map<Results, Waiting[]>): AsyncGenerator<Outcome> {
  for (const [results, changes] of waiting) {
    await results.save();
    waiting.delete(results);
    for (const { intent, ref, updatedAt } of changes) yield { intent, ref, is: 'done', updatedAt };
  }
}

/** Opens an object for writing once a run: the results as they are, and the records as they are. */
function createOpener(connection: Connection) {
  const ready = new Map<ObjectType, { readonly open: OpenObject; readonly updatedAt: Date } | null>();
  const refreshed = new Set<Results>();
  return async (object: ObjectType) => {
    const known = ready.get(object);
    if (known !== undefined) return known;
    const open = connection.objects.find(({ plan }) => plan.object === object);
    if (!open) {
      ready.set(object, null);
      return null;
    }
    // Results shared by several objects are read once: reading again would forget what is not saved yet.
    if (!refreshed.has(open.results)) await open.results.refresh();
    refreshed.add(open.results);
    open.results.expect(object, await readIds(open, connection.env.signal));
    const entry = { open, updatedAt: new Date((await stampOf(open.plan.file)).modifiedMs) };
    ready.set(object, entry);
    return entry;
  };
}

async function* applyChanges(connection: Connection, changes: AsyncIterable<Change>): AsyncGenerator<Outcome> {
  const openFor = createOpener(connection);
  const waiting = new Map<Results, Waiting[]>();
  try {
    for await (const { intent, ref, values } of changes) {
      connection.env.signal.throwIfAborted();
      const entry = await openFor(ref.object);
      if (!entry) {
        const why = `the agreement names no file for ${ref.object} records`;
        yield { intent, ref, is: 'refused', code: 'RECORD_REFUSED', why };
        continue;
      }
      const { results } = entry.open;
      if (!results.has(ref.object, ref.id)) {
        yield { intent, ref, is: 'gone' };
        continue;
      }
      results.set(ref.object, ref.id, values);
      const unsaved = waiting.get(results) ?? [];
      waiting.set(results, unsaved);
      unsaved.push({ intent, ref, updatedAt: entry.updatedAt });
      if (unsaved.length >= changesPerSave(results.size())) yield* saveAll(waiting);
    }
    yield* saveAll(waiting);
  } finally {
    for (const results of waiting.keys()) results.discard();
  }
}

/**
 * Writes health fields to the results file, which stands for the CRM's fields: a change holds changed keys only, the
 * others stay as the file has them. Killed at any moment, the file is the old or the new one, never a part.
 */
export function createWriter(connection: Connection): Writer {
  return { apply: (changes) => applyChanges(connection, changes) };
}
