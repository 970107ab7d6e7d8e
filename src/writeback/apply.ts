import type { Change, Outcome, Writer } from '../model/connector.ts';
import type { HealthValues, RecordRef } from '../model/record.ts';
import type { Settlement, Store } from '../model/store.ts';
import { applyChange } from './plan.ts';

/** A write that was decided: what stands in the CRM, what will, and why. */
export interface Intention {
  readonly ref: RecordRef;
  readonly health: HealthValues;
  readonly scoredAt: string;
  readonly before: Change['values'];
  readonly after: Change['values'];
  readonly why: string;
  /** The earlier intent that this one takes back; marked as undone with the same commit. */
  readonly undoes?: number;
}

/** What became of the writes of a run. */
export interface WriteTally {
  written: number;
  refused: number;
  gone: number;
}

/** Who writes, under which run and agreement. */
export interface ApplyTask {
  readonly store: Store;
  readonly writer: Writer;
  readonly run: number;
  readonly agreement: string;
  now(): Date;
  progress(outcome: Outcome): void;
}

const outcomesPerCommit = 100;

function settle(outcome: Outcome, intention: Intention): Settlement {
  const { intent, ref } = outcome;
  if (outcome.is !== 'done')
    return {
      intent,
      ref,
      state: outcome.is,
      detail: outcome.is === 'refused' ? `${outcome.code}: ${outcome.why}` : null,
      updatedAt: null,
      health: null,
    };
  const health = applyChange(intention.health, intention.scoredAt, intention.after);
  // The answer's modification time is not kept: a person may have edited the record between our read and our write,
  // so the record is read once more by the next incremental scan, and found unchanged if it was only us.
  return { intent, ref, state: 'done', detail: null, updatedAt: null, health };
}

/** Marks an intent as taken back by a run. */
export function undone(intent: number, ref: RecordRef, run: number): Settlement {
  return { intent, ref, state: 'undone', detail: `undone by run ${run}`, updatedAt: null, health: null };
}

/**
 * Writes intentions to the CRM. Each group of intents is journaled before the writer sees it and settled as its
 * outcomes come, so that after a crash every value in the CRM is explained by the journal.
 */
export async function applyIntentions(
  groups: AsyncIterable<readonly Intention[]>,
  task: ApplyTask,
): Promise<WriteTally> {
  const { store, run, agreement } = task;
  const open = new Map<number, Intention>();
  const tally: WriteTally = { written: 0, refused: 0, gone: 0 };

  async function* journaled(): AsyncIterable<Change> {
    for await (const group of groups) {
      const at = task.now();
      const ids = await store.intend(
        group.map(({ ref, before, after, why }) => ({ run, ref, before, after, why, agreement, at })),
      );
      for (const [index, intention] of group.entries()) {
        const intent = ids[index]!;
        open.set(intent, intention);
        yield { intent, ref: intention.ref, values: intention.after };
      }
    }
  }

  let settlements: Settlement[] = [];
  const flush = async (): Promise<void> => {
    if (settlements.length === 0) return;
    const batch = settlements;
    settlements = [];
    await store.commit({ settlements: batch });
    await bury(batch.filter(({ state }) => state === 'gone'));
  };
  /** A record that turned out to be gone while it was written is gone for scores and findings too. */
  const bury = async (gone: readonly Settlement[]): Promise<void> => {
    for (const source of new Set(gone.map(({ ref }) => ref.source))) {
      const records = gone
        .filter(({ ref }) => ref.source === source)
        .map(({ ref }) => ({ object: ref.object, id: ref.id, into: null }));
      await store.commit({ gone: { source, at: task.now(), records } });
    }
  };
  try {
    for await (const outcome of task.writer.apply(journaled())) {
      const intention = open.get(outcome.intent);
      if (!intention) continue;
      open.delete(outcome.intent);
      settlements.push(settle(outcome, intention));
      if (outcome.is === 'done' && intention.undoes !== undefined)
        settlements.push(undone(intention.undoes, intention.ref, run));
      tally[outcome.is === 'done' ? 'written' : outcome.is]++;
      task.progress(outcome);
      if (settlements.length >= outcomesPerCommit) await flush();
    }
  } finally {
    await flush();
  }
  return tally;
}
