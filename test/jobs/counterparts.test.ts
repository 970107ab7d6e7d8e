import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchRecords } from '../../src/jobs/counterparts.ts';
import { countDistinct } from '../../src/jobs/distinct.ts';
import { type Identity, type RecordKey, recordKind } from '../../src/model/identity.ts';
import type { CrmRecord, ObjectType, RecordRef } from '../../src/model/record.ts';
import type { Store } from '../../src/model/store.ts';
import { openStore } from '../../src/store/open.ts';
import { makeEvaluation, makeRecord, text } from '../store/make-record.ts';

/** Three sources, two of them accounts of the same CRM. */
const sources = { one: 'a', two: 'b', three: 'b' } as const;
type SourceName = keyof typeof sources;
const objects = ['contact', 'lead'] as const;
const ids = ['9', '10'] as const;
const agreement = 'agreement';

const textIn = (record: CrmRecord, name: string): string | null => {
  const field = record.fields[name];
  return field?.is === 'value' ? String(field.value) : null;
};

const identity: Identity = {
  version: '1',
  watched: objects,
  places: Object.entries(sources).flatMap(([source, connector]) =>
    objects.map((object) => ({ source, object, prefix: `${connector}:${object}:` })),
  ),
  keysOf(record) {
    const [email, names] = [textIn(record, 'email'), textIn(record, 'names')];
    const keys: RecordKey[] = [];
    if (email) keys.push({ kind: 'email', value: email });
    if (names) keys.push({ kind: recordKind, value: names });
    return keys;
  },
};

interface Values {
  readonly email: string | null;
  readonly names: string | null;
  readonly phone: string;
}

type Step =
  | ({ readonly is: 'put'; readonly ref: RecordRef } & Values)
  | { readonly is: 'gone'; readonly ref: RecordRef }
  | { readonly is: 'judge' };

const ref: fc.Arbitrary<RecordRef> = fc.record({
  source: fc.constantFrom(...(Object.keys(sources) as SourceName[])),
  object: fc.constantFrom(...objects),
  id: fc.constantFrom(...ids),
});

const named = fc.constantFrom('a:contact:9', 'b:contact:9', 'b:contact:10', 'b:lead:9');

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      is: fc.constant('put' as const),
      ref,
      email: fc.option(fc.constantFrom('x', 'y')),
      names: fc.option(named, { freq: 2 }),
      phone: fc.constantFrom('1', '2'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('gone' as const), ref }) },
  { weight: 2, arbitrary: fc.constant({ is: 'judge' } as const) },
);

const lineOf = ({ source, object, id }: RecordRef): string => `${source} ${object} ${id}`;
const ownKey = ({ source, object, id }: RecordRef): string => `${sources[source as SourceName]}:${object}:${id}`;

type Entry = Values & { readonly ref: RecordRef };

/** The rules of matching, each written down as it is said, over all pairs. */
class Model {
  readonly entries = new Map<string, Entry>();

  private isById(a: Entry, b: Entry): boolean {
    if (a.ref.source === b.ref.source) return false;
    return a.names === ownKey(b.ref) || b.names === ownKey(a.ref) || (a.names !== null && a.names === b.names);
  }

  private all(source: string): Entry[] {
    const rank = ({ ref: { object, id } }: Entry): string => `${object} ${id.padStart(5, '0')}`;
    return [...this.entries.values()]
      .filter((entry) => entry.ref.source === source)
      .sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  private counterpartIn(entry: Entry, source: string): { readonly other: Entry; readonly by: string } | null {
    const there = this.all(source);
    const byId = there.find((other) => this.isById(entry, other));
    if (byId) return { other: byId, by: recordKind };
    const home = this.all(entry.ref.source);
    const byEmail = there.find(
      (other) =>
        entry.email !== null && other.email === entry.email && !home.some((rival) => this.isById(other, rival)),
    );
    return byEmail ? { other: byEmail, by: 'email' } : null;
  }

  counterparts(entry: Entry): readonly { readonly other: Entry; readonly by: string }[] {
    return ['one', 'three', 'two']
      .filter((source) => source !== entry.ref.source)
      .flatMap((source) => this.counterpartIn(entry, source) ?? []);
  }

  /** Everything of its counterparts that a verdict may rest on. */
  basis(entry: Entry): string {
    return JSON.stringify([entry, this.counterparts(entry)]);
  }

  distinct(): { readonly total: number; readonly shared: number } {
    const groups = [...this.entries.values()].map((entry) => new Set([entry]));
    const join = (a: Entry, b: Entry): void => {
      const [one, two] = [groups.find((group) => group.has(a))!, groups.find((group) => group.has(b))!];
      if (one === two) return;
      for (const entry of two) one.add(entry);
      groups.splice(groups.indexOf(two), 1);
    };
    for (const a of this.entries.values()) {
      for (const b of this.entries.values()) if (this.isById(a, b)) join(a, b);
      for (const { other } of this.counterparts(a)) join(a, other);
    }
    return { total: groups.length, shared: groups.filter((group) => group.size > 1).length };
  }
}

function recordOf({ ref: of, email, names, phone }: Step & { is: 'put' }): CrmRecord {
  const filled = Object.entries({ email, names, phone }).filter((pair): pair is [string, string] => pair[1] !== null);
  return makeRecord(of.object, of.id, {
    ref: of,
    fields: Object.fromEntries(filled.map(([name, value]) => [name, text(value)])),
  });
}

const places: readonly (readonly [SourceName, ObjectType])[] = (Object.keys(sources) as SourceName[]).flatMap(
  (source) => objects.map((object) => [source, object] as const),
);

async function dueLines(store: Store): Promise<ReadonlySet<string>> {
  const due = new Set<string>();
  for (const [source, object] of places)
    for (const id of await store.due(source, object, new Date(0), agreement, 100))
      due.add(lineOf({ source, object, id }));
  return due;
}

async function matchedLines(store: Store): Promise<Readonly<Record<string, readonly string[]>>> {
  const lines: Record<string, readonly string[]> = {};
  for (const [source, object] of places) {
    const present = (await store.byId(source, object, ids)).map((record) => record.ref.id);
    for (const [id, { counterparts }] of await matchRecords(store, identity, source, object, present))
      if (counterparts.length > 0)
        lines[lineOf({ source, object, id })] = counterparts.map(({ ref: at, by }) => `${lineOf(at)} by ${by}`);
  }
  return lines;
}

async function apply(store: Store, model: Model, one: Step, run: number, judged: Map<string, string>): Promise<void> {
  if (one.is === 'put') {
    model.entries.set(lineOf(one.ref), one);
    const pulled = { run, records: [recordOf(one)], links: [], linksOf: [], wakeNeighbours: {} };
    return store.commit({ identity, pulled });
  }
  if (one.is === 'gone') {
    model.entries.delete(lineOf(one.ref));
    judged.delete(lineOf(one.ref));
    const { source, object, id } = one.ref;
    return store.commit({ identity, gone: { source, at: new Date(1), records: [{ object, id, into: null }] } });
  }
  for (const line of await dueLines(store)) {
    const entry = model.entries.get(line)!;
    const evaluations = [makeEvaluation(entry.ref.object, entry.ref.id, { ref: entry.ref })];
    await store.commit({ evaluated: { at: new Date(1), agreement, evaluations } });
    judged.set(line, model.basis(entry));
  }
}

test('any sequence of changes: matches are those of the rules, and no verdict outlives what it rests on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const store = await openStore(':memory:', { now: () => new Date(0) });
      try {
        const run = await store.startRun({ kind: 'scan', startedAt: new Date(0), now: new Date(0), agreement });
        const model = new Model();
        const judged = new Map<string, string>();
        for (const one of steps) {
          await apply(store, model, one, run, judged);
          const due = await dueLines(store);
          for (const [line, entry] of model.entries)
            if (judged.get(line) !== model.basis(entry)) expect([...due]).toContain(line);
        }
        const expected = [...model.entries.values()].flatMap((entry) => {
          const matches = model.counterparts(entry).map(({ other, by }) => `${lineOf(other.ref)} by ${by}`);
          return matches.length > 0 ? [[lineOf(entry.ref), matches] as const] : [];
        });
        expect(await matchedLines(store)).toEqual(Object.fromEntries(expected));
        const counts = await countDistinct(store, identity, ['person'], () => model.entries.size);
        expect(counts.person).toEqual(model.distinct());
      } finally {
        await store.close();
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
