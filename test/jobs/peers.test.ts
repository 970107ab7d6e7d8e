import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Grouping, type Identity, mostPeers, type RecordKey } from '../../src/model/identity.ts';
import type { CrmRecord, ObjectType, RecordRef } from '../../src/model/record.ts';
import type { Store } from '../../src/model/store.ts';
import { openStore } from '../../src/store/open.ts';
import { makeEvaluation, makeRecord, text } from '../store/make-record.ts';

const sources = ['one', 'two'] as const;
const objects = ['contact', 'lead'] as const;
/** Before, among and behind those that fill a group. */
const ids = ['a', 'm07', 'z'] as const;
const agreement = 'agreement';

const groupings: readonly Grouping[] = [
  { reader: 'contact', object: 'contact', kind: 'email', readsFields: false },
  { reader: 'contact', object: 'contact', kind: '~phone', readsFields: true },
  { reader: 'lead', object: 'contact', kind: 'email', readsFields: true },
];

const textIn = (record: CrmRecord, name: string): string | null => {
  const field = record.fields[name];
  return field?.is === 'value' ? String(field.value) : null;
};

/** An email, and up to two phones: `1`, `2` or `1,2`. */
function valuesOf(entry: Pick<Entry, 'email' | 'phones'>, kind: string): readonly string[] {
  const value = kind === 'email' ? entry.email : entry.phones;
  return value === null ? [] : value.split(',');
}

const identity: Identity = {
  version: '1',
  watched: [],
  places: [],
  groupings,
  keysOf(record): readonly RecordKey[] {
    const entry = { email: textIn(record, 'email'), phones: textIn(record, 'phones') };
    return ['email', '~phone'].flatMap((kind) => valuesOf(entry, kind).map((value) => ({ kind, value })));
  },
};

interface Entry {
  readonly ref: RecordRef;
  readonly email: string | null;
  readonly phones: string | null;
  readonly name: string;
}

type Step =
  | ({ readonly is: 'put' } & Entry)
  | { readonly is: 'gone'; readonly ref: RecordRef }
  | { readonly is: 'judge' };

const ref: fc.Arbitrary<RecordRef> = fc.record({
  source: fc.constantFrom(...sources),
  object: fc.constantFrom(...objects),
  id: fc.constantFrom(...ids, 'm50'),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('put' as const),
      ref,
      email: fc.option(fc.constantFrom('x', 'y')),
      phones: fc.option(fc.constantFrom('1', '2', '1,2')),
      name: fc.constantFrom('n', 'o'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('gone' as const), ref }) },
  { weight: 2, arbitrary: fc.constant({ is: 'judge' } as const) },
);

const lineOf = ({ source, object, id }: RecordRef): string => `${source} ${object} ${id}`;

/** The groups written down as they are said: the first others by id, of one source and object. */
class Model {
  readonly entries = new Map<string, Entry>();

  group(entry: Entry, { kind, object }: Grouping): { readonly ids: readonly string[]; readonly isMore: boolean } {
    const values = valuesOf(entry, kind);
    const others = [...this.entries.values()]
      .filter((other) => other !== entry && other.ref.source === entry.ref.source && other.ref.object === object)
      .filter((other) => valuesOf(other, kind).some((value) => values.includes(value)))
      .map((other) => other.ref.id)
      .sort();
    return { ids: others.slice(0, mostPeers), isMore: others.length > mostPeers };
  }

  /** Everything of its peers that a verdict may rest on. */
  basis(entry: Entry): string {
    const groups = groupings
      .filter(({ reader }) => reader === entry.ref.object)
      .map((grouping) => {
        const group = this.group(entry, grouping);
        const { source } = entry.ref;
        const seen = grouping.readsFields
          ? group.ids.map((id) => this.entries.get(lineOf({ source, object: grouping.object, id }))?.name)
          : [];
        return [group, seen];
      });
    return JSON.stringify([entry.email, entry.phones, entry.name, groups]);
  }
}

function recordOf({ ref: of, email, phones, name }: Entry): CrmRecord {
  const filled = Object.entries({ email, phones, name }).filter((pair): pair is [string, string] => pair[1] !== null);
  const fields = Object.fromEntries(filled.map(([field, value]) => [field, text(value)]));
  return makeRecord(of.object, of.id, { ref: of, fields });
}

const places: readonly (readonly [string, ObjectType])[] = sources.flatMap((source) =>
  objects.map((object) => [source, object] as const),
);

async function dueOf(store: Store): Promise<readonly RecordRef[]> {
  const due: RecordRef[] = [];
  for (const [source, object] of places)
    for (const id of await store.due(source, object, new Date(0), agreement, 100)) due.push({ source, object, id });
  return due;
}

/** A database beside the model of what it holds. */
class Bench {
  readonly model = new Model();
  readonly judged = new Map<string, string>();
  readonly store: Store;
  readonly run: number;

  constructor(store: Store, run: number) {
    this.store = store;
    this.run = run;
  }

  async put(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) this.model.entries.set(lineOf(entry.ref), entry);
    const pulled = { run: this.run, records: entries.map(recordOf), links: [], linksOf: [], wakeNeighbours: {} };
    await this.store.commit({ identity, pulled });
  }

  async bury(gone: RecordRef): Promise<void> {
    this.model.entries.delete(lineOf(gone));
    this.judged.delete(lineOf(gone));
    const { source, object, id } = gone;
    await this.store.commit({ identity, gone: { source, at: new Date(1), records: [{ object, id, into: null }] } });
  }

  async judge(): Promise<void> {
    for (const due of await dueOf(this.store)) {
      const entry = this.model.entries.get(lineOf(due))!;
      const evaluations = [makeEvaluation(due.object, due.id, { ref: due })];
      await this.store.commit({ evaluated: { at: new Date(1), agreement, evaluations } });
      this.judged.set(lineOf(due), this.model.basis(entry));
    }
  }

  async expectNothingStale(): Promise<void> {
    const due = (await dueOf(this.store)).map(lineOf);
    for (const [line, entry] of this.model.entries)
      if (this.judged.get(line) !== this.model.basis(entry)) expect(due).toContain(line);
  }

  async expectGroups(): Promise<void> {
    for (const grouping of groupings)
      for (const source of sources) {
        const own = [...this.model.entries.values()].filter(
          (entry) => entry.ref.source === source && entry.ref.object === grouping.reader,
        );
        const expected = own.flatMap((entry) => {
          const group = this.model.group(entry, grouping);
          return group.ids.length > 0 ? [[entry.ref.id, group] as const] : [];
        });
        const asked = { kind: grouping.kind, among: grouping.object, limit: mostPeers };
        const all = own.map((entry) => entry.ref.id);
        expect(await this.store.peers(source, grouping.reader, all, asked)).toEqual(new Map(expected));
      }
  }
}

async function withBench(use: (bench: Bench) => Promise<void>): Promise<void> {
  const store = await openStore(':memory:', { now: () => new Date(0) });
  try {
    const run = await store.startRun({ kind: 'scan', startedAt: new Date(0), now: new Date(0), agreement });
    await use(new Bench(store, run));
  } finally {
    await store.close();
  }
}

/** Contacts that share the email `x` and the phone `1`. */
function crowd(count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, index) => ({
    ref: { source: 'one', object: 'contact' as const, id: `m${String(index).padStart(2, '0')}` },
    ...{ email: 'x', phones: '1', name: 'n' },
  }));
}

const crowded = fc.constantFrom(0, 0, mostPeers - 1, mostPeers, mostPeers + 1, mostPeers + 2);

test('any sequence of changes: groups are those of the model, and no verdict outlives what it rests on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 15 }), crowded, async (steps, count) => {
      await withBench(async (bench) => {
        if (count > 0) await bench.put(crowd(count));
        await bench.judge();
        for (const one of steps) {
          if (one.is === 'put') await bench.put([one]);
          else if (one.is === 'gone') await bench.bury(one.ref);
          else await bench.judge();
          await bench.expectNothingStale();
        }
        await bench.expectGroups();
      });
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('a record behind those that a large group is shown wakes nobody but itself', async () => {
  await withBench(async (bench) => {
    await bench.put(crowd(mostPeers + 2));
    await bench.judge();
    const last = { ref: { source: 'one', object: 'contact', id: 'z' }, email: 'x', phones: '1', name: 'n' } as const;
    await bench.put([last]);
    expect((await dueOf(bench.store)).map(lineOf)).toEqual(['one contact z']);
    await bench.judge();
    await bench.bury(last.ref);
    expect(await dueOf(bench.store)).toEqual([]);
  });
});

test('what is read of others decides who is woken when a field changes', async () => {
  await withBench(async (bench) => {
    const at = (id: string, email: string | null, phones: string | null, name: string): Entry => ({
      ref: { source: 'one', object: 'contact', id },
      ...{ email, phones, name },
    });
    await bench.put([at('a', 'x', null, 'n'), at('b', 'x', '1', 'n'), at('c', null, '1', 'n')]);
    await bench.judge();
    await bench.put([at('b', 'x', '1', 'o')]);
    expect((await dueOf(bench.store)).map(lineOf)).toEqual(['one contact b', 'one contact c']);
  });
});
