import type { Agreement } from '../model/agreement.ts';
import { createCalendar } from '../model/calendar.ts';
import type { Catalog } from '../model/connector.ts';
import type { HealthOption } from '../model/health-field.ts';
import { type CrmRecord, type ObjectType, objectTypes } from '../model/record.ts';
import { flagOf, type Rule } from '../model/rule.ts';
import { isInScope } from './condition.ts';
import { type Bench, evaluateRecord, type Result } from './evaluate.ts';
import { type Reads, readsOf, rulesFor } from './ruleset.ts';
import { type RelatedRecords, surroundingsOf } from './surroundings.ts';

/** Judges the records of one source. */
export interface SourceEngine {
  /** Null where the record is out of the agreement's scope. */
  evaluate(record: CrmRecord, related: RelatedRecords): Result | null;
}

/** An agreement made ready to judge records at one `now`; pure, without I/O. */
export interface Engine {
  readonly agreement: Agreement;
  readonly now: Date;
  reads(object: ObjectType): Reads;
  /** The flag values that the rules of an object can raise, with their labels. */
  flags(object: ObjectType): readonly HealthOption[];
  /** Neighbours whose rules read records of this object, so that they are judged again when one changes. */
  neighbours(object: ObjectType): readonly ObjectType[];
  forSource(catalog: Catalog, synced: readonly ObjectType[]): SourceEngine;
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
    reads: (object) => reads.get(object)!,
    flags: (object) =>
      benches.get(object)!.rules.map(({ rule }) => ({ value: flagOf(rule.meta.id), label: rule.meta.docs.flag })),
    neighbours: (object) =>
      objectTypes.filter((other) => reads.get(other)!.related.some((read) => read.object === object)),
    forSource(catalog, synced) {
      const surround = surroundingsOf(agreement, catalog, synced);
      return {
        evaluate(record, related) {
          const scope = agreement.scope[record.ref.object];
          if (scope && !isInScope(scope, record)) return null;
          return evaluateRecord(record, surround(record, related), benches.get(record.ref.object)!);
        },
      };
    },
  };
}
