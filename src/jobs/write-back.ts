import type { HealthKey } from '../model/health-field.ts';
import type { SourceName } from '../model/record.ts';
import type { Pending, PendingKey, Store } from '../model/store.ts';
import { applyIntentions, type Intention, type WriteTally } from '../writeback/apply.ts';
import { planChange } from '../writeback/plan.ts';
import { settleOpenIntents } from '../writeback/settle.ts';
import type { JobContext, OpenSource } from './context.ts';

const recordsPerGroup = 200;

/** How much may be written, and which fields. */
export interface WriteLimits {
  readonly keys: readonly HealthKey[];
  /** Records at most; null for all. */
  readonly limit: number | null;
}

function intentionOf(pending: Pending, keys: readonly HealthKey[], at: Date): Intention | null {
  const values = planChange(pending, keys, at);
  return (
    values && {
      ref: pending.ref,
      health: pending.health,
      scoredAt: pending.scoredAt,
      ...values,
      why: 'score changed',
    }
  );
}

/** Pending records of a source as groups of intentions, worst first, up to the limit. */
async function* pendingIntentions(
  context: JobContext,
  source: OpenSource,
  limits: WriteLimits,
): AsyncIterable<readonly Intention[]> {
  let after: PendingKey | null = null;
  let left = limits.limit ?? Number.POSITIVE_INFINITY;
  while (left > 0) {
    context.signal.throwIfAborted();
    const { rows, next } = await context.store.pending([source.name], Math.min(recordsPerGroup, left), after);
    if (rows.length === 0) return;
    const intentions = rows.flatMap((row) => intentionOf(row, limits.keys, context.engine.now) ?? []);
    left -= intentions.length;
    yield intentions;
    if (next === null) return;
    after = next;
  }
}

/** A change as a preview lists it: what stands in the CRM, and what would. */
export type PlannedChange = Pick<Intention, 'ref' | 'before' | 'after'>;

/** Every change that a write-back would make now, worst record first, from the store alone. */
export async function* plannedChanges(
  store: Store,
  sources: readonly SourceName[],
  keys: readonly HealthKey[],
  now: Date,
): AsyncIterable<PlannedChange> {
  let after: PendingKey | null = null;
  do {
    const page: Awaited<ReturnType<Store['pending']>> = await store.pending(sources, recordsPerGroup, after);
    for (const row of page.rows) {
      const intention = intentionOf(row, keys, now);
      if (intention) yield { ref: intention.ref, before: intention.before, after: intention.after };
    }
    after = page.next;
  } while (after !== null);
}

/** Settles what an interrupted run left open, so that what is planned rests on what the CRM holds. */
export async function settleInterrupted(context: JobContext, source: OpenSource): Promise<void> {
  const settled = await settleOpenIntents(context.store, source.name, source.connector.read);
  if (settled > 0) context.log.info('settled writes of an interrupted run', { source: source.name, count: settled });
}

/** Writes what differs to one source. A source that cannot be written to writes nothing. */
export async function writeBack(
  context: JobContext,
  source: OpenSource,
  run: number,
  limits: WriteLimits,
): Promise<WriteTally> {
  const { writer } = { writer: source.connector.write };
  if (!writer) return { written: 0, refused: 0, gone: 0 };
  return applyIntentions(pendingIntentions(context, source, limits), {
    store: context.store,
    writer,
    run,
    agreement: context.engine.agreement.version.hash,
    now: context.now,
    progress: (outcome) => {
      context.progress.advance('write', 1);
      if (outcome.is === 'refused')
        context.log.warn('the CRM refused a record', {
          object: outcome.ref.object,
          id: outcome.ref.id,
          code: outcome.code,
          why: outcome.why,
        });
    },
  });
}
