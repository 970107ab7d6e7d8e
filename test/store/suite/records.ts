import { describe, expect, test } from '@jest/globals';
import { unknownField } from '../../../src/model/record.ts';
import { makeRecord, source, text } from '../make-record.ts';
import { type Bench, day } from './workbench.ts';

/** Records come back as they were read, and only those that are there. */
export function recordsSuite(bench: Bench): void {
  describe('records', () => {
    test('come back as they were read', async () => {
      const record = makeRecord('deal', '9012', {
        fields: {
          name: text('Acme \0 \ud800 👩‍🚀'),
          description: text('x'.repeat(65_000)),
          amount: { is: 'value', value: 1500, raw: '1500.00' },
          closeDate: { is: 'value', value: { ms: day(1).getTime(), precision: 'day' }, raw: '2026-03-01' },
          createdAt: { is: 'invalid', raw: 'soon' },
          nextStep: { is: 'empty' },
          ownerId: unknownField('no permission'),
        },
        health: { score: 67, grade: 'D', flags: ['b', 'a'], nextAction: '' },
        scoredAt: '2026-02-28T00:00:00Z',
      });
      await bench.pull([record]);
      const [stored] = await bench.store.byId(source, 'deal', ['9012']);
      expect(stored).toStrictEqual({ ...record, health: { score: 67, grade: 'D', flags: ['a', 'b'] } });
    });

    test('are paged by id, each once, other objects and sources apart', async () => {
      await bench.pull(['3', '10', '1', '2'].map((id) => makeRecord('contact', id)));
      await bench.pull([
        makeRecord('deal', '1'),
        { ...makeRecord('contact', '4'), ref: { source: 'other', object: 'contact', id: '4' } },
      ]);
      const first = await bench.store.page({ source, object: 'contact', after: '', limit: 3 });
      const second = await bench.store.page({ source, object: 'contact', after: '2', limit: 3 });
      expect(first.map(({ ref }) => ref.id)).toEqual(['1', '10', '2']);
      expect(second.map(({ ref }) => ref.id)).toEqual(['3']);
    });

    test('are found by id in the order asked, without the missing and without doubles', async () => {
      await bench.pull([makeRecord('contact', '1'), makeRecord('contact', '2')]);
      const found = await bench.store.byId(source, 'contact', ['2', 'none', '1', '2']);
      expect(found.map(({ ref }) => ref.id)).toEqual(['2', '1']);
    });

    test('a record read twice in one page counts as it stands last', async () => {
      await bench.pull([makeRecord('contact', '1'), makeRecord('contact', '1', { fields: { email: text('new') } })]);
      expect((await bench.store.byId(source, 'contact', ['1']))[0]?.fields).toEqual({ email: text('new') });
    });

    test('are unseen unless stored with the very time of the hit', async () => {
      const updatedAt = day(3);
      await bench.pull([
        makeRecord('contact', '1', { updatedAt }),
        makeRecord('contact', '2', { updatedAt }),
        makeRecord('contact', '3', { updatedAt }),
      ]);
      await bench.store.commit({ gone: { source, at: day(4), records: [{ object: 'contact', id: '3', into: null }] } });
      const hits = [
        { id: '1', updatedAt },
        { id: '2', updatedAt: new Date(updatedAt.getTime() + 1) },
        { id: '3', updatedAt },
        { id: '4', updatedAt },
      ];
      expect(await bench.store.unseen(source, 'contact', hits)).toEqual(['2', '3', '4']);
    });
  });
}
