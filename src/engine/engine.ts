import type { Agreement } from '../model/agreement.ts';
import { createCalendar } from '../model/calendar.ts';
import type { Catalog } from '../model/connector.ts';
import type { HealthOption } from '../model/health-field.ts';
import type { Identity } from '../model/identity.ts';
import { type CrmRecord, type ObjectType, objectTypes, type SourceName } from '../model/record.ts';
import { flagOf, type Rule } from '../model/rule.ts';
import { isInScope } from './condition.ts';
import { type Bench, evaluateRecord, type Result } from './evaluate.ts';
import { identityOf } from './identity.ts';
import { type Reads, readsOf, rulesFor } from './ruleset.ts';
import { type MatchedRecord, type RelatedRecords, surroundingsOf } from './surroundings.ts';

/** Judges the records of one source. */
export interface SourceEngine {
  /**
   * Null where the record is out of the agreement's scope. `counterparts` are the same thing in other sources; where
   * they are not given, nobody looked for them.
   */
  evaluate(record: CrmRecord, related: RelatedRecords, counterparts?: readonly MatchedRecord[]): Result | null;
}

/** An agreement made ready to judge records at one `now`; pure, without I/O. */
export interface Engine {
  readonly agreement: Agreement;
  readonly now: Date;
  /** How records of several sources are recognised as the same thing. */
  readonly identity: Identity;
  reads(object: ObjectType): Reads;
  /** The flag values that the rules of an object can raise, with their labels. */
  flags(object: ObjectType): readonly HealthOption[];
  /** Neighbours whose rules read records of this object, so that they are judged again when one changes. */
  neighbours(object: ObjectType): readonly ObjectType[];
  /** `catalogs` of the other sources say what the stages of counterparts mean. */
  forSource(catalog: Catalog, synced: readonly ObjectType[], catalogs?: ReadonlyMap<SourceName, Catalog>): SourceEngine;
}

/** Compiles an agreement for a set of rules, once per run. */
export function createEngine(agreement: Agreement, rules: readonly Rule[], now: Date): Engine {
  const calendar = createCalendar(agreement.timeZone);
  const today = calendar.day(now.getTime());
  const benches = new Map<ObjectType, Bench>();
  const reads = new Map<ObjectType, Reads>();
  for (const object of objectTypes) {
    const set = rulesFor(object, agreement, rules);
    benches.set(object, { agreement, rules: set, calendar, now: now.getTime(), today });
    reads.set(object, readsOf(set));
  }
  return {
    agreement,
    now,
    identity: identityOf(agreement, rules, (object) => reads.get(object)!.counterparts !== null),
    reads: (object) => reads.get(object)!,
    flags: (object) =>
      benches.get(object)!.rules.map(({ rule }) => ({ value: flagOf(rule.meta.id), label: rule.meta.docs.flag })),
    neighbours: (object) =>
      objectTypes.filter((other) => reads.get(other)!.related.some((read) => read.object === object)),
    forSource(catalog, synced, catalogs = new Map()) {
      const surround = surroundingsOf(agreement, catalog, synced, catalogs);
      return {
        evaluate(record, related, counterparts) {
          const scope = agreement.scope[record.ref.object];
          if (scope && !isInScope(scope, record)) return null;
          return evaluateRecord(record, surround(record, related, counterparts), benches.get(record.ref.object)!);
        },
      };
    },
  };
}
