import type { Ask, Change, Connector, ConnectorDefinition, ConnectorEnv, Outcome, Page } from '../model/connector.ts';
import { FatalError, isHygieneError } from '../model/errors.ts';
import type { ObjectType } from '../model/record.ts';
import { describeThrown } from './code-place.ts';
import {
  type Asked,
  accountFault,
  catalogFault,
  diagnosisFault,
  fieldTypes,
  outcomeFault,
  pageFault,
  stepsFault,
} from './connector-answers.ts';
import { findPartFaults } from './connector-contract.ts';

type FaultOf<T> = (answer: T) => string | null;

/** Calls into a plug-in: its own errors pass, anything else that goes wrong names the plug-in. */
class Guard {
  readonly plugin: string;
  readonly signal: AbortSignal;
  /** What was thrown by our side while the plug-in waited for it. */
  readonly #ours = new WeakSet<object>();
  constructor(plugin: string, signal: AbortSignal) {
    this.plugin = plugin;
    this.signal = signal;
  }

  fault(part: string, what: string): FatalError {
    const message = `The plug-in ${this.plugin} failed in ${part}: ${what}. That is for the author of the plug-in to mend.`;
    return new FatalError({ code: 'PLUGIN_FAULT', message });
  }

  /** After Ctrl-C whatever is thrown is the stop itself. */
  errorOf(part: string, error: unknown): unknown {
    const isOurs = typeof error === 'object' && error !== null && this.#ours.has(error);
    return isOurs || isHygieneError(error) || this.signal.aborted ? error : this.fault(part, describeThrown(error));
  }

  /** Keeps what our side throws apart from what the plug-in throws. */
  #own(error: unknown): unknown {
    if (typeof error === 'object' && error !== null) this.#ours.add(error);
    return error;
  }

  /** Our answer to a question of the plug-in. */
  async answer<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#own(error);
    }
  }

  /** Our stream as the plug-in sees it. */
  async *feed<T>(items: AsyncIterable<T>): AsyncIterable<T> {
    try {
      yield* items;
    } catch (error) {
      throw this.#own(error);
    }
  }

  async call<T>(part: string, work: () => T | Promise<T>, faultOf: FaultOf<T>): Promise<T> {
    let answer: T;
    try {
      answer = await work();
    } catch (error) {
      throw this.errorOf(part, error);
    }
    const fault = faultOf(answer);
    if (fault !== null) throw this.fault(part, `it gave ${fault}`);
    return answer;
  }

  async *stream<T>(part: string, work: () => AsyncIterable<T>, faultOf: FaultOf<T>): AsyncGenerator<T> {
    const iterator = await this.call(
      part,
      () => work()[Symbol.asyncIterator](),
      () => null,
    );
    let isDone = false;
    try {
      for (;;) {
        const next = await this.call(
          part,
          () => iterator.next(),
          (result) => (result.done ? null : faultOf(result.value)),
        );
        isDone = next.done === true;
        if (next.done) return;
        yield next.value;
      }
    } finally {
      if (!isDone)
        await this.call(
          part,
          async () => void (await iterator.return?.()),
          () => null,
        );
    }
  }
}

const nothing = (): null => null;

function guardRead({ read }: Connector, guard: Guard, env: ConnectorEnv): Connector['read'] {
  const asked = (object: ObjectType): Asked => ({
    source: env.source,
    object,
    types: fieldTypes(object, env.ownFields),
  });
  return {
    pages(object, ask) {
      const wanted = asked(object);
      const unseen: Ask['unseen'] = (of, hits) => guard.answer(() => ask.unseen(of, hits));
      return guard.stream<Page>(
        'read.pages',
        () => read.pages(object, { ...ask, unseen }),
        (page) => pageFault(page, wanted),
      );
    },
    byId: (object, ids) =>
      guard.call(
        'read.byId',
        () => read.byId(object, ids),
        (page) => pageFault(page, asked(object)),
      ),
  };
}

function guardParts(connector: Connector, guard: Guard, env: ConnectorEnv): Connector {
  const { write, provision } = connector;
  return {
    identify: () => guard.call('identify', () => connector.identify(), accountFault),
    catalog: () => guard.call('catalog', () => connector.catalog(), catalogFault),
    read: guardRead(connector, guard, env),
    ...(write && {
      write: {
        apply: (changes: AsyncIterable<Change>) =>
          guard.stream<Outcome>(
            'write.apply',
            () => write.apply(guard.feed(changes)),
            (outcome) => outcomeFault(outcome, env.source),
          ),
      },
    }),
    ...(provision && {
      provision: {
        plan: (fields) => guard.call('provision.plan', () => provision.plan(fields), stepsFault),
        run: (steps) => guard.call('provision.run', () => provision.run(steps), nothing),
      },
    }),
    diagnose: () => guard.call('diagnose', () => connector.diagnose(), diagnosisFault),
    close: () => guard.call('close', () => connector.close(), nothing),
  };
}

/**
 * A connector of a plug-in, held to the contract while it works: what it throws beside the engine's errors, and what it
 * gives that no connector may give, ends the work with its source in a sentence that names the plug-in.
 */
export function guardConnector(definition: ConnectorDefinition, plugin: string): ConnectorDefinition {
  const { manifest } = definition;
  return {
    manifest,
    async connect(config, env) {
      const guard = new Guard(plugin, env.signal);
      const connector = await guard.call('connect', () => definition.connect(config, env), nothing);
      const faults = findPartFaults(connector, manifest.capabilities);
      if (faults.length > 0) throw guard.fault('connect', `it ${faults.join('; it ')}`);
      return guardParts(connector, guard, env);
    },
  };
}
