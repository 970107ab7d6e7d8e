import { describe, expect, test } from '@jest/globals';
import {
  aloneVersion,
  type Identity,
  type KeyHolder,
  type RecordKey,
  recordKind,
} from '../../../src/model/identity.ts';
import type { CrmRecord, ObjectType } from '../../../src/model/record.ts';
import type { UnitOfWork } from '../../../src/model/store.ts';
import { makeEvaluation, makeRecord, source, text } from '../make-record.ts';
import { agreement, type Bench, day } from './workbench.ts';

const other = 'other';

function textIn(record: CrmRecord, name: string): string | null {
  const field = record.fields[name];
  return field?.is === 'value' ? String(field.value) : null;
}

/** Two sources, of the connectors `a` and `b`; an email is a key, and `names` the id of a record elsewhere. */
const identity: Identity = {
  version: '1',
  watched: ['contact', 'lead', 'company'],
  places: (['contact', 'lead', 'company'] as const).flatMap((object) => [
    { source, object, prefix: `a:${object}:` },
    { source: other, object, prefix: `b:${object}:` },
  ]),
  keysOf(record) {
    const [email, names] = [textIn(record, 'email'), textIn(record, 'names')];
    const keys: RecordKey[] = [];
    if (email) keys.push({ kind: 'email', value: email });
    if (names) keys.push({ kind: recordKind, value: names });
    return keys;
  },
};

function recordIn(where: string, object: ObjectType, id: string, fields: Readonly<Record<string, string>>): CrmRecord {
  const ref = { source: where, object, id };
  return makeRecord(object, id, {
    ref,
    fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, text(value)])),
  });
}

function lines(holders: readonly KeyHolder[]): readonly string[] {
  return holders.map(({ kind, value, ref }) => `${kind} ${value} ${ref.source} ${ref.object} ${ref.id}`).sort();
}

/** By what records are recognised in other sources, and who is judged again when that changes. */
export function keysSuite(bench: Bench): void {
  describe('keys and counterparts', () => {
    const pull = async (records: readonly CrmRecord[], change: Partial<UnitOfWork> = {}): Promise<void> => {
      const pulled = { run: bench.run, records, links: [], linksOf: [], wakeNeighbours: {} };
      await bench.store.commit({ identity, pulled, ...change });
    };
    const settle = async (): Promise<void> => {
      for (const where of [source, other])
        for (const object of ['contact', 'lead', 'company'] as const) {
          const ids = await bench.store.due(where, object, day(1), agreement, 100);
          const evaluations = ids.map((id) => makeEvaluation(object, id, { ref: { source: where, object, id } }));
          await bench.store.commit({ evaluated: { at: day(1), agreement, evaluations } });
        }
    };
    const due = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for (const where of [source, other])
        for (const object of ['contact', 'lead', 'company'] as const)
          for (const id of await bench.store.due(where, object, day(1), agreement, 100))
            found.push(`${where} ${object} ${id}`);
      return found;
    };
    const holders = async (kind: string, value: string): Promise<readonly string[]> =>
      lines(await bench.store.holders([{ kind, value }], identity.places));

    test('are kept with the record, in both directions', async () => {
      await pull([recordIn(source, 'contact', '1', { email: 'x', names: 'b:lead:7' })]);
      await pull([recordIn(other, 'lead', '7', { email: 'x' })]);
      expect(lines(await bench.store.keys(source, 'contact', ['1', 'none']))).toEqual([
        'email x main contact 1',
        'record b:lead:7 main contact 1',
      ]);
      expect(await holders('email', 'x')).toEqual(['email x main contact 1', 'email x other lead 7']);
      expect(await holders('email', 'y')).toEqual([]);
      // Both the one that names the id and the one whose id it is.
      expect(await holders(recordKind, 'b:lead:7')).toEqual([
        'record b:lead:7 main contact 1',
        'record b:lead:7 other lead 7',
      ]);
      expect(await holders(recordKind, 'a:contact:1')).toEqual(['record a:contact:1 main contact 1']);
    });

    test('are looked for in the places asked alone', async () => {
      await pull([recordIn(source, 'contact', '1', { email: 'x' }), recordIn(source, 'company', '2', { email: 'x' })]);
      await pull([recordIn(other, 'lead', '7', { email: 'x' })]);
      const asked = [
        { kind: 'email', value: 'x' },
        { kind: 'email', value: 'x' },
      ];
      expect(lines(await bench.store.holders(asked, identity.places.slice(0, 1)))).toEqual(['email x main contact 1']);
      expect(await bench.store.holders(asked, [])).toEqual([]);
      expect(await bench.store.holders([], identity.places)).toEqual([]);
    });

    test('follow the record: changed, gone and back', async () => {
      await pull([recordIn(source, 'contact', '1', { email: 'x', names: 'b:lead:7' })]);
      await pull([recordIn(source, 'contact', '1', { email: 'y' })]);
      expect(lines(await bench.store.keys(source, 'contact', ['1']))).toEqual(['email y main contact 1']);
      const gone = { source, at: day(2), records: [{ object: 'contact', id: '1', into: null }] } as const;
      await bench.store.commit({ gone });
      expect(await bench.store.keys(source, 'contact', ['1'])).toEqual([]);
      expect(await holders(recordKind, 'a:contact:1')).toEqual([]);
      await pull([recordIn(source, 'contact', '1', { email: 'y' })]);
      expect(lines(await bench.store.keys(source, 'contact', ['1']))).toEqual(['email y main contact 1']);
    });

    test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
      ['nothing', { email: 'x' }, []],
      ['a field', { email: 'x', phone: '1' }, ['main contact 1', 'other lead 7']],
      ['its key, which leads elsewhere', { email: 'y' }, ['main contact 1', 'other lead 7', 'other lead 8']],
      ['its key, which leads nowhere', {}, ['main contact 1', 'other lead 7']],
      ['the id it names', { email: 'x', names: 'b:lead:9' }, ['main contact 1', 'other lead 7', 'other lead 9']],
    ])('when %s of a record changes, its old and new counterparts are due', async (_what, fields, expected) => {
      await pull([recordIn(source, 'contact', '1', { email: 'x' }), recordIn(source, 'contact', '2', { email: 'z' })]);
      await pull(
        [
          ['7', 'x'],
          ['8', 'y'],
          ['9', 'q'],
        ].map(([id, email]) => recordIn(other, 'lead', id!, { email: email! })),
      );
      await settle();
      await pull([recordIn(source, 'contact', '1', fields)]);
      expect(await due()).toEqual(expected);
    });

    test('a record that comes, goes or is merged makes its counterparts due', async () => {
      await pull([recordIn(source, 'contact', '1', { email: 'x', names: 'b:contact:5' })]);
      await settle();
      await pull([recordIn(other, 'contact', '5', {})]);
      expect(await due()).toEqual(['main contact 1', 'other contact 5']);
      await settle();
      await bench.store.commit({
        identity,
        gone: { source: other, at: day(2), records: [{ object: 'contact', id: '5', into: '6' }] },
      });
      expect(await due()).toEqual(['main contact 1']);
      await settle();
      await pull([recordIn(other, 'lead', '6', { email: 'x' })]);
      await settle();
      bench.run = await bench.startRun();
      await bench.store.commit({
        identity,
        swept: { source: other, object: 'lead', run: bench.run, at: day(3) },
      });
      expect(await due()).toEqual(['main contact 1']);
    });

    test('who shares a key with a record that is now matched by id is due as well', async () => {
      await pull([
        recordIn(source, 'contact', '1', { email: 'x' }),
        recordIn(source, 'contact', '2', { email: 'elsewhere' }),
      ]);
      await pull([recordIn(other, 'contact', '5', { email: 'x' })]);
      await settle();
      await pull([recordIn(source, 'contact', '2', { email: 'elsewhere', names: 'b:contact:5' })]);
      expect(await due()).toEqual(['main contact 1', 'main contact 2', 'other contact 5']);
      await settle();
      await bench.store.commit({
        identity,
        gone: { source, at: day(2), records: [{ object: 'contact', id: '2', into: null }] },
      });
      expect(await due()).toEqual(['main contact 1', 'other contact 5']);
    });

    test('only objects whose rules read counterparts are due, and only in places of the agreement', async () => {
      await pull([recordIn(source, 'contact', '1', { email: 'x' })]);
      await pull([recordIn(other, 'lead', '7', { email: 'x' })]);
      await pull([recordIn('former', 'contact', '3', { email: 'x' })]);
      await settle();
      const changed = [recordIn(source, 'contact', '1', { email: 'x', phone: '1' })];
      await pull(changed, { identity: { ...identity, watched: ['contact'] } });
      expect(await due()).toEqual(['main contact 1']);
    });

    test('a source alone keeps no keys', async () => {
      await pull([recordIn(source, 'contact', '1', { email: 'x' })], {
        identity: { ...identity, version: aloneVersion, places: [] },
      });
      expect(await bench.store.keys(source, 'contact', ['1'])).toEqual([]);
    });

    test('stored records get keys of another version, and those whose keys changed are due', async () => {
      await bench.pull([recordIn(source, 'contact', '1', { email: 'x' }), recordIn(source, 'contact', '2', {})]);
      await pull([recordIn(other, 'lead', '7', { email: 'x' })]);
      await settle();
      expect(await bench.store.keyVersion(source, 'contact')).toBeNull();
      const rekeyed = await bench.store.page({ source, object: 'contact', after: '', limit: 10 });
      await bench.store.commit({ identity, rekeyed, keyed: { source, object: 'contact', version: '1' } });
      expect(await bench.store.keyVersion(source, 'contact')).toBe('1');
      expect(lines(await bench.store.keys(source, 'contact', ['1', '2']))).toEqual(['email x main contact 1']);
      expect(await due()).toEqual(['main contact 1', 'other lead 7']);
      await settle();
      await bench.store.commit({ identity, rekeyed });
      expect(await due()).toEqual([]);
    });

    test('records that share or name something are listed page by page', async () => {
      await pull(
        ['1', '2', '3', '4'].map((id) =>
          recordIn(source, 'contact', id, id === '3' ? { names: 'b:lead:none' } : { email: `x${id}` }),
        ),
      );
      await pull([recordIn(source, 'contact', '5', { email: 'x2' })]);
      await pull([recordIn(other, 'lead', '7', { email: 'x1' }), recordIn(other, 'lead', '8', { email: 'x4' })]);
      const keyset = { source, object: 'contact', limit: 2 } as const;
      expect(await bench.store.sharing({ ...keyset, after: '' })).toEqual(['1', '3']);
      expect(await bench.store.sharing({ ...keyset, after: '3' })).toEqual(['4']);
    });
  });
}
