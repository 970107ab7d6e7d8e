import { describe, expect, test } from '@jest/globals';
import type { PendingKey } from '../../../src/model/store.ts';
import { makeEvaluation, makeRecord, refOf, scoreOf, source } from '../make-record.ts';
import type { Bench } from './workbench.ts';

/** The writes to make: what differs, in order, page by page. */
export function pendingSuite(bench: Bench): void {
  describe('pending writes', () => {
    const allPending = async (limit: number, sources: readonly string[] = [source]): Promise<string[]> => {
      const found: string[] = [];
      let after: PendingKey | null = null;
      do {
        const { rows, next } = await bench.store.pending(sources, limit, after);
        found.push(...rows.map(({ ref }) => `${ref.object} ${ref.id}`));
        after = next;
      } while (after !== null);
      return found;
    };

    test('are those whose fields differ, worst first, those without a score last', async () => {
      const records = ['1', '2', '3', '4', '5'].map((id) =>
        makeRecord('deal', id, { health: { score: 50, flags: ['a', 'b'] }, scoredAt: 'then' }),
      );
      await bench.pull([...records, makeRecord('contact', '9', { health: { score: 50, flags: ['a', 'b'] } })]);
      await bench.evaluate([
        makeEvaluation('deal', '1', { score: scoreOf(80), desired: { score: 80 } }),
        makeEvaluation('deal', '2', { score: null, desired: {} }),
        makeEvaluation('deal', '3', { score: scoreOf(0), desired: { score: 0 } }),
        makeEvaluation('deal', '4', {
          score: scoreOf(50),
          desired: { score: 50, flags: ['b', 'a'], nextAction: '' },
        }),
        makeEvaluation('deal', '5', { score: scoreOf(100), desired: { score: 100 } }),
        makeEvaluation('contact', '9', { score: scoreOf(80), desired: { score: 80 } }),
      ]);
      const expected = ['deal 3', 'contact 9', 'deal 1', 'deal 5', 'deal 2'];
      for (const limit of [1, 2, 5, 100]) expect(await allPending(limit)).toEqual(expected);
      expect(await bench.store.countPending([source])).toBe(5);
      expect(await allPending(10, ['other'])).toEqual([]);
      expect(await bench.store.countPending([])).toBe(0);
      const { rows } = await bench.store.pending([source], 1, null);
      expect(rows).toEqual([
        {
          ref: refOf('deal', '3'),
          health: { score: 50, flags: ['a', 'b'] },
          scoredAt: 'then',
          desired: { score: 0 },
        },
      ]);
    });

    test('vanish when the CRM is found to hold what it should, and come back when somebody edits it', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      await bench.evaluate([makeEvaluation('deal', '1', { desired: { score: 75 } })]);
      expect(await allPending(9)).toEqual(['deal 1']);
      await bench.pull([makeRecord('deal', '1', { health: { score: 75 } })]);
      expect(await allPending(9)).toEqual([]);
      await bench.pull([makeRecord('deal', '1', { health: { score: 99 } })]);
      expect(await allPending(9)).toEqual(['deal 1']);
    });

    test('come back where they belong in the order', async () => {
      const [good, bad, none] = [
        ['1', 90],
        ['2', 10],
        ['3', null],
      ] as const;
      const all = [good, bad, none];
      await bench.pull(all.map(([id]) => makeRecord('deal', id)));
      await bench.evaluate(all.map(([id, health]) => makeEvaluation('deal', id, { score: scoreOf(health) })));
      expect(await allPending(9)).toEqual([]);
      await bench.pull(all.map(([id]) => makeRecord('deal', id, { health: { score: 5 } })));
      expect(await allPending(1)).toEqual(['deal 2', 'deal 1', 'deal 3']);
    });

    test('follow what is desired, though the score is the same', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      await bench.evaluate([makeEvaluation('deal', '1', { desired: { flags: ['a'] } })]);
      await bench.evaluate([makeEvaluation('deal', '1', { desired: { flags: ['b'] } })]);
      expect((await bench.store.pending([source], 9, null)).rows[0]?.desired).toEqual({ flags: ['b'] });
      await bench.evaluate([makeEvaluation('deal', '1', { desired: {} })]);
      expect(await allPending(9)).toEqual([]);
    });
  });
}
