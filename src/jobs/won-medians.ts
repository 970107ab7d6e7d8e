import { setImmediate as nextTurn } from 'node:timers/promises';
import { WonAmounts } from '../engine/won-medians.ts';
import type { JobContext, KnownSource } from './context.ts';

const dealsPerChunk = 500;

/**
 * Keeps the median amounts of won deals, where a rule asks for them. They follow from what is stored alone, and where
 * one moves all deals of the source become dirty: an incremental scan ends where a full one does.
 */
export async function keepWonMedians(
  { store, engine, signal }: JobContext,
  { name, objects, catalog }: KnownSource,
): Promise<void> {
  if (!objects.includes('deal') || !engine.reads('deal').medianWon) return;
  const won = new WonAmounts(catalog);
  for (let after = ''; ; ) {
    const deals = await store.page({ source: name, object: 'deal', after, limit: dealsPerChunk });
    const last = deals.at(-1);
    if (!last) break;
    for (const deal of deals) won.add(deal);
    after = last.ref.id;
    // The embedded store answers at once, so without this the process would hear no signal.
    await nextTurn();
    signal.throwIfAborted();
  }
  const [byPipeline, kept] = [won.medians(), await store.wonMedians(name)];
  if (kept === null || JSON.stringify([...kept]) !== JSON.stringify([...byPipeline]))
    await store.commit({ wonMedians: { source: name, byPipeline } });
}
