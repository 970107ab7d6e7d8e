import type { Change, ConnectorEnv, Outcome, Writer } from '../../src/model/connector.ts';
import { FatalError } from '../../src/model/errors.ts';
import { healthKeys } from '../../src/model/health-field.ts';
import { RefusalStreak } from '../../src/transport/refusal-streak.ts';
import { type BatchContext, updateBatch } from './batch-update.ts';
import type { HubspotClient } from './client.ts';
import { healthProperty } from './mapping.ts';
import { asHubspotObject, type HubspotObject } from './objects.ts';

/** HubSpot: at most 100 inputs per batch. */
const changesPerBatch = 100;
/** Enough to keep the rate limit busy at half a second per answer; more would only pile up in memory. */
const batchesInFlight = 10;
/** So many refusals without a success between them mean that the fault is not in the records. */
const refusalsInARow = 300;

/** Collects changes into full batches, one buffer per object. */
class Buffers {
  private readonly byObject = new Map<HubspotObject, Map<string, Change>>();

  /** Gives a batch when one is full, or must go first because the record is in it already. */
  add(change: Change): readonly Change[] | null {
    const object = asHubspotObject(change.ref.object);
    const buffer = this.byObject.get(object) ?? new Map<string, Change>();
    this.byObject.set(object, buffer);
    // HubSpot refuses a batch that names an id twice.
    const early = buffer.has(change.ref.id) ? this.take(object) : null;
    buffer.set(change.ref.id, change);
    return early ?? (buffer.size >= changesPerBatch ? this.take(object) : null);
  }

  rest(): readonly (readonly Change[])[] {
    return [...this.byObject.keys()].map((object) => this.take(object)).filter((batch) => batch.length > 0);
  }

  private take(object: HubspotObject): readonly Change[] {
    const buffer = this.byObject.get(object)!;
    const batch = [...buffer.values()];
    buffer.clear();
    return batch;
  }
}

/** HubSpot refuses everything, for example because our fields are read-only to the app. */
function refusedThroughout(streak: RefusalStreak): FatalError {
  const { count, why } = streak.told();
  return new FatalError({
    code: 'CRM_REFUSED',
    message:
      `HubSpot refused ${count} records in a row; the last time it said: ${why}. The fault seems to lie in ` +
      'the health fields or the rights of the app: see crm-hygiene doctor.',
  });
}

type Event =
  | { readonly is: 'change'; readonly next: IteratorResult<Change> }
  | { readonly is: 'written'; readonly outcomes: readonly Outcome[] }
  | { readonly is: 'failed'; readonly error: unknown };

/** Waits for whichever comes first: the next change, or the end of a batch. */
class Work {
  /** Batches on their way, with the records they write. */
  private readonly inFlight = new Map<Promise<Event>, ReadonlySet<string>>();
  private pulling: Promise<Event> | null = null;
  private readonly source: AsyncIterator<Change>;
  private readonly context: BatchContext;

  constructor(source: AsyncIterator<Change>, context: BatchContext) {
    this.source = source;
    this.context = context;
  }

  start(batch: readonly Change[]): void {
    const ids = new Set(batch.map(({ ref }) => `${ref.object} ${ref.id}`));
    // A later change of a record waits for the earlier one: a repeated call would put the older value back.
    const earlier = [...this.inFlight]
      .filter(([, others]) => [...ids].some((id) => others.has(id)))
      .map(([event]) => event);
    this.inFlight.set(this.run(batch, earlier), ids);
  }

  private async run(batch: readonly Change[], earlier: readonly Promise<Event>[]): Promise<Event> {
    const failed = (await Promise.all(earlier)).find((event) => event.is === 'failed');
    if (failed) return failed;
    try {
      const object = asHubspotObject(batch[0]!.ref.object);
      return { is: 'written', outcomes: await updateBatch(batch, this.context, object) };
    } catch (error) {
      return { is: 'failed', error };
    }
  }

  /** Null when nothing is left; with `pull` a change is waited for too, unless enough batches are on their way. */
  async next(pull: boolean): Promise<Event | null> {
    if (pull && this.inFlight.size < batchesInFlight) this.pulling ??= this.pull();
    const waiting: Promise<Event>[] = [...(pull && this.pulling ? [this.pulling] : []), ...this.inFlight.keys()];
    if (waiting.length === 0) return null;
    // An event is taken off only when it is handed out: two promises may be settled at once, and one wins the race.
    const [winner, event] = await Promise.race(waiting.map(async (promise) => [promise, await promise] as const));
    if (winner === this.pulling) this.pulling = null;
    this.inFlight.delete(winner);
    return event;
  }

  async end(): Promise<void> {
    await Promise.all(this.inFlight.keys());
    await this.source.return?.();
  }

  private async pull(): Promise<Event> {
    try {
      return { is: 'change', next: await this.source.next() };
    } catch (error) {
      return { is: 'failed', error };
    }
  }
}

/**
 * Runs batches side by side while changes come in. After a failure nothing new is begun, but the batches on their way
 * are waited for and their outcomes given, because what they wrote is written.
 */
async function* writeAll(changes: AsyncIterable<Change>, context: BatchContext): AsyncIterable<Outcome> {
  const buffers = new Buffers();
  const streak = new RefusalStreak(refusalsInARow);
  const work = new Work(changes[Symbol.asyncIterator](), context);
  const failures: unknown[] = [];
  let isDrained = false;
  try {
    for (;;) {
      const event = await work.next(!isDrained && failures.length === 0);
      if (event === null) break;
      if (event.is === 'failed') failures.push(event.error);
      else if (event.is === 'written') {
        yield* event.outcomes;
        if (streak.isBroken(event.outcomes)) failures.push(refusedThroughout(streak));
      } else if (event.next.done) {
        isDrained = true;
        for (const batch of buffers.rest()) work.start(batch);
      } else {
        const batch = buffers.add(event.next.value);
        if (batch) work.start(batch);
      }
    }
  } finally {
    await work.end();
  }
  if (failures.length > 0) throw failures[0];
}

/** Writes health fields by batch update: exactly one call per 100 changed records of an object when all goes well. */
export function createWriter(client: HubspotClient, env: ConnectorEnv): Writer {
  const healthProperties = new Set(healthKeys.map((key) => healthProperty(env.fieldPrefix, key)));
  const context: BatchContext = { client, fieldPrefix: env.fieldPrefix, healthProperties };
  return { apply: (changes) => writeAll(changes, context) };
}
