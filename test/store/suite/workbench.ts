import type { FindingDraft } from '../../../src/model/finding.ts';
import type { CrmRecord, Link, ObjectType } from '../../../src/model/record.ts';
import type { Evaluation, Store, UnitOfWork } from '../../../src/model/store.ts';
import { makeEvaluation, source } from '../make-record.ts';

/** Opens an empty store; called once per test. */
export type OpenFresh = () => Promise<{ readonly store: Store; dispose(): Promise<void> }>;

/** The agreement under which everything is judged unless a test says otherwise. */
export const agreement = 'agreement-1';

/** Midnight (UTC) of a day of March 2026. */
export function day(n: number): Date {
  return new Date(Date.UTC(2026, 2, n));
}

/** A link, written as pairs of object and id. */
export function link(from: readonly [ObjectType, string], to: readonly [ObjectType, string]): Link {
  return { from: { object: from[0], id: from[1] }, to: { object: to[0], id: to[1] } };
}

/** A finding as an engine reports it; only what a test is about need be said. */
export function draft(rule: string, change: Partial<FindingDraft> = {}): FindingDraft {
  return { rule, field: null, severity: 'high', message: `${rule} fails.`, remedy: 'Mend it.', ...change };
}

/** The store under test and the steps most tests take; `store` and `run` are fresh in every test. */
export class Bench {
  store!: Store;
  run = 0;

  async open(store: Store): Promise<void> {
    this.store = store;
    this.run = await this.startRun();
  }

  startRun(): Promise<number> {
    return this.store.startRun({ kind: 'scan', startedAt: day(1), now: day(1), agreement });
  }

  pull(records: readonly CrmRecord[], change: Partial<NonNullable<UnitOfWork['pulled']>> = {}): Promise<void> {
    return this.store.commit({
      pulled: { run: this.run, records, links: [], linksOf: [], wakeNeighbours: {}, ...change },
    });
  }

  evaluate(evaluations: readonly Evaluation[], at = day(1), asOf?: number): Promise<void> {
    return this.store.commit({
      evaluated: { at, agreement, evaluations, ...(asOf === undefined ? {} : { asOf }) },
    });
  }

  due(object: ObjectType, at = day(1), by = agreement, limit = 100): Promise<readonly string[]> {
    return this.store.due(source, object, at, by, limit);
  }

  /** Judges what is due with nothing to report. */
  async evaluateDue(object: ObjectType): Promise<void> {
    await this.evaluate((await this.due(object)).map((id) => makeEvaluation(object, id)));
  }

  async ids(object: ObjectType): Promise<string[]> {
    return (await this.store.page({ source, object, after: '', limit: 100 })).map((record) => record.ref.id);
  }
}
