import { setImmediate as yieldTurn } from 'node:timers/promises';
import type { ObjectType } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import { readProperty } from '../records/compute.ts';
import { CrmRecord } from '../records/record.ts';
import type { RecordStore } from '../records/record-store.ts';
import { rewind } from '../records/written.ts';
import { compileFilter, type Predicate, splitTokens, toComparable, unknownProperty } from './match-filter.ts';
import type { Filter, Sort } from './search-request.ts';
import { type GroupSpan, isWithin, spanGroup } from './span.ts';

/** What is searched for. */
export interface Search {
  readonly groups: readonly (readonly Filter[])[];
  readonly sort: Sort | null;
  readonly query: string;
  readonly offset: number;
  readonly limit: number;
}

/** A page of what was found, and how much there is. */
export interface Found {
  readonly total: number;
  readonly records: readonly CrmRecord[];
}

/** Planted indexes from `from` to before `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

interface Compiled extends GroupSpan {
  readonly predicates: readonly Predicate[];
}

/** Records looked at before other calls get their turn. */
const RECORDS_PER_TURN = 5_000;

/** Runs a search over the index as it was `searchLagMs` ago. */
export async function runSearch(portal: Portal, type: ObjectType, search: Search): Promise<Found> {
  const groups = search.groups.map((filters): Compiled => {
    const span = spanGroup(type, filters);
    return { ...span, predicates: span.rest.map((filter) => compileFilter(portal, type.name, filter)) };
  });
  const index = new SearchIndex(portal, type, groups, compileQuery(portal, type, search.query));
  if (search.sort === null || search.sort.property === type.modifiedProperty) {
    const quick = index.countQuickly(search.sort);
    if (quick !== null) return quick(search.offset, search.limit);
  }
  const matches = await index.collect();
  sortMatches(portal, type, matches, search.sort);
  return { total: matches.length, records: matches.slice(search.offset, search.offset + search.limit) };
}

class SearchIndex {
  private readonly portal: Portal;
  private readonly store: RecordStore;
  private readonly groups: readonly Compiled[];
  private readonly query: Predicate | null;
  /** Writes after this moment are not in the index yet. */
  private readonly horizon: number;

  constructor(portal: Portal, type: ObjectType, groups: readonly Compiled[], query: Predicate | null) {
    this.portal = portal;
    this.store = portal.stores[type.name];
    this.groups = groups;
    this.query = query;
    const lag = portal.settings.searchLagMs;
    this.horizon = lag === 0 ? Number.POSITIVE_INFINITY : portal.clock.now() - lag;
  }

  /** Every record that matches, in no particular order. */
  async collect(): Promise<CrmRecord[]> {
    const matches: CrmRecord[] = [];
    const { from, to } = this.plantedHull();
    for (let index = from; index < to; index += 1) {
      if (index % RECORDS_PER_TURN === 0) await yieldTurn();
      if (this.store.isWritten(index)) continue;
      const record = this.store.at(index);
      if (this.matches(record)) matches.push(record);
    }
    const { order } = this.store;
    const start = this.horizon === Number.POSITIVE_INFINITY ? order.firstFrom(this.earliest()) : 0;
    const end = order.length;
    for (let place = start; place < end; place += 1) {
      if (place % RECORDS_PER_TURN === 0) await yieldTurn();
      const id = order.at(place);
      const record = id === null ? null : this.asIndexed(id);
      if (record !== null && this.matches(record)) matches.push(record);
    }
    for (const id of this.store.goneSince(this.horizon)) {
      const record = this.asIndexed(id);
      if (record !== null && this.matches(record)) matches.push(record);
    }
    return matches;
  }

  /**
   * The page and total of a search that is nothing but ranges of times and ids, ordered by time: without looking at each
   * record. Null where that is not so, or where recent writes are hidden by the lag.
   */
  countQuickly(sort: Sort | null): ((offset: number, limit: number) => Found) | null {
    const isPlain = this.groups.every((group) => group.predicates.length === 0) && this.query === null;
    if (!isPlain || sort === null || this.horizon !== Number.POSITIVE_INFINITY) return null;
    const ranges = joinRanges(this.plantedRanges());
    const recent = this.recentIds();
    const planted = ranges.reduce((sum, { from, to }) => sum + this.store.countUnwritten(from, to), 0);
    return (offset, limit) => ({
      total: planted + recent.length,
      records: sort.descending
        ? this.pageBack(ranges, recent, offset, limit)
        : this.pageForth(ranges, planted, recent, offset, limit),
    });
  }

  private pageForth(
    ranges: readonly Range[],
    planted: number,
    recent: readonly string[],
    offset: number,
    limit: number,
  ): CrmRecord[] {
    const records: CrmRecord[] = [];
    let skip = offset;
    for (const { from, to } of offset < planted ? ranges : []) {
      for (let index = from; index < to && records.length < limit; index += 1) {
        if (this.store.isWritten(index)) continue;
        if (skip > 0) skip -= 1;
        else records.push(this.store.at(index));
      }
    }
    const start = Math.max(0, offset - planted);
    return [...records, ...this.findAll(recent.slice(start, start + limit - records.length))];
  }

  private pageBack(ranges: readonly Range[], recent: readonly string[], offset: number, limit: number): CrmRecord[] {
    const end = Math.max(0, recent.length - offset);
    const records = this.findAll(recent.slice(Math.max(0, end - limit), end).reverse());
    let skip = Math.max(0, offset - recent.length);
    for (const { from, to } of ranges.toReversed()) {
      for (let index = to - 1; index >= from && records.length < limit; index -= 1) {
        if (this.store.isWritten(index)) continue;
        if (skip > 0) skip -= 1;
        else records.push(this.store.at(index));
      }
    }
    return records;
  }

  private findAll(ids: readonly string[]): CrmRecord[] {
    return ids.map((id) => this.store.find(id) as CrmRecord);
  }

  /** Ids of written records within the ranges of any group, oldest change first. */
  private recentIds(): string[] {
    const { order } = this.store;
    const ids: string[] = [];
    for (let place = order.firstFrom(this.earliest()); place < order.length; place += 1) {
      const id = order.at(place);
      if (id === null) continue;
      const at = order.timeAt(place);
      const isWanted = (group: Compiled) => isWithin(group.modified, at) && isWithin(group.ids, Number(id));
      if (this.groups.length === 0 || this.groups.some(isWanted)) ids.push(id);
    }
    return ids;
  }

  /** Indexes of planted records outside of which no group can match. */
  private plantedHull(): Range {
    const ranges = this.plantedRanges();
    const from = Math.min(...ranges.map((range) => range.from));
    return { from, to: Math.max(from, ...ranges.map((range) => range.to)) };
  }

  /** The planted indexes each group's ranges leave over: planted records rise in both time and id. */
  private plantedRanges(): Range[] {
    if (this.groups.length === 0) return [{ from: 0, to: this.store.plantedCount }];
    return this.groups.map(({ modified, ids }) => {
      const from = Math.max(this.store.plantedFrom(modified.from), this.positionOf(ids.from));
      const to = Math.min(this.store.plantedFrom(modified.to + 1), this.positionOf(ids.to + 1));
      return { from, to: Math.max(from, to) };
    });
  }

  private positionOf(id: number): number {
    if (id === Number.NEGATIVE_INFINITY) return 0;
    if (id === Number.POSITIVE_INFINITY) return this.store.plantedCount;
    return Math.min(this.store.plantedCount, this.store.positionFrom(id));
  }

  private earliest(): number {
    return Math.min(...this.groups.map((group) => group.modified.from), ...(this.groups.length === 0 ? [0] : []));
  }

  /** A record as the index knows it: without the writes that are too young. */
  private asIndexed(id: string): CrmRecord | null {
    const record = this.store.find(id);
    if (record === null || record.modifiedAt <= this.horizon || record.written === null) return record;
    const before = rewind(record.written, this.horizon);
    if (before === null && record.index === null) return null;
    return new CrmRecord(this.portal.population, record.object, id, record.index, before);
  }

  private matches(record: CrmRecord): boolean {
    if (!record.isLive || (this.query !== null && !this.query(record))) return false;
    return this.groups.length === 0 || this.groups.some((group) => matchesGroup(group, record));
  }
}

/** Ranges without overlaps, in rising order. */
function joinRanges(ranges: readonly Range[]): Range[] {
  const joined: { from: number; to: number }[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
}

function matchesGroup(group: Compiled, record: CrmRecord): boolean {
  return (
    isWithin(group.ids, Number(record.id)) &&
    isWithin(group.modified, record.modifiedAt) &&
    group.predicates.every((predicate) => predicate(record))
  );
}

/** HubSpot: every word of a query is the beginning of a word in one of the object's searched properties. */
function compileQuery(portal: Portal, type: ObjectType, query: string): Predicate | null {
  const words = splitTokens(query);
  if (words.length === 0) return null;
  return (record) => {
    const tokens = type.searched.flatMap((name) => splitTokens(readProperty(portal, record, name) ?? ''));
    return words.every((word) => tokens.some((token) => token.startsWith(word)));
  };
}

/** Sorts in place; records without a value come last, equal ones in id order. */
function sortMatches(portal: Portal, type: ObjectType, matches: CrmRecord[], sort: Sort | null): void {
  if (sort === null) {
    matches.sort((a, b) => Number(a.id) - Number(b.id));
    return;
  }
  const property = portal.properties[type.name].find(sort.property);
  if (property === null) throw unknownProperty(sort.property);
  const keyOf = (record: CrmRecord) => {
    if (property.name === type.modifiedProperty) return record.modifiedAt;
    const value = readProperty(portal, record, property.name);
    return value === null ? null : toComparable(property, value);
  };
  const keyed = matches.map((record) => ({ record, key: keyOf(record) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, sort.descending) || Number(a.record.id) - Number(b.record.id));
  keyed.forEach(({ record }, place) => {
    matches[place] = record;
  });
}

function compareKeys(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a < typeof b ? -1 : 1;
  return descending ? -order : order;
}
