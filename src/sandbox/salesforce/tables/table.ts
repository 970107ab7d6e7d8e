import type { Org } from '../org.ts';
import type { ObjectDefinition } from '../schema/object-definition.ts';
import type { Span } from '../soql/narrow.ts';
import type { Row } from '../value.ts';
import { setupRows } from './setup-rows.ts';

/** The rows of an object by number, so that a query over a million of them holds only numbers. */
export interface Table {
  /** Numbers of the rows that a span leaves over; in the order of modification if wanted, else in that of ids. */
  refs(span: Span, byModification: boolean): Iterable<number>;
  at(ref: number): Row;
  /** Whether a row is deleted, without reading it. */
  isDeleted(ref: number): boolean;
}

/** The table of an object. */
export function openTable(org: Org, object: ObjectDefinition): Table {
  const store = org.storeOf(object.name);
  if (store !== null) {
    return {
      at: (ref) => store.at(ref),
      isDeleted: (ref) => store.isDeletedAt(ref),
      refs: (span, byModification) => {
        if (span.ids !== null && !byModification) return byId(span.ids, (id) => store.positionOf(id));
        const isBounded = span.from !== Number.NEGATIVE_INFINITY || span.to !== Number.POSITIVE_INFINITY;
        if (byModification) return store.modified.between(span.from, span.to);
        if (isBounded) return [...store.modified.between(span.from, span.to)].sort((a, b) => a - b);
        return range(span.idFrom === '' ? 0 : store.positionFrom(span.idFrom), store.length);
      },
    };
  }
  const children = org.childrenOf(object.name);
  if (children !== null) {
    return {
      at: (ref) => children.at(ref),
      isDeleted: (ref) => children.at(ref).isDeleted,
      refs: (span) => (span.parents === null ? children.refs() : new Set(children.refsOf(new Set(span.parents)))),
    };
  }
  const rows = setupRows(org, object.name);
  return { at: (ref) => rows[ref] as Row, isDeleted: () => false, refs: () => rows.keys() };
}

function byId(ids: readonly string[], positionOf: (id: string) => number | null): number[] {
  const positions = new Set(ids.map(positionOf).filter((position) => position !== null));
  return [...positions].sort((a, b) => a - b);
}

function* range(from: number, to: number): Generator<number> {
  for (let number = from; number < to; number += 1) yield number;
}
