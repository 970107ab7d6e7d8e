import { describe, expect, test } from '@jest/globals';
import type { NewIntent } from '../../../src/model/store.ts';
import { makeEvaluation, makeRecord, refOf, source } from '../make-record.ts';
import { agreement, type Bench, day } from './workbench.ts';

/** Intents and what became of them. */
export function journalSuite(bench: Bench): void {
  describe('journal', () => {
    const intent = (id: string): NewIntent => ({
      run: bench.run,
      ref: refOf('deal', id),
      before: { score: null },
      after: { score: 67, flags: ['a'] },
      why: 'score changed',
      agreement,
      at: day(2),
    });

    test('keeps intents until they are settled, in order', async () => {
      const [one, two, three] = await bench.store.intend([intent('1'), intent('2'), intent('3')]);
      expect(await bench.store.openIntents(source, 2)).toEqual([
        { ...intent('1'), id: one, state: 'intended', detail: null },
        { ...intent('2'), id: two, state: 'intended', detail: null },
      ]);
      const base = { updatedAt: null, health: null };
      await bench.store.commit({
        settlements: [
          { ...base, intent: one!, ref: refOf('deal', '1'), state: 'refused', detail: 'X: no' },
          { ...base, intent: three!, ref: refOf('deal', '3'), state: 'gone', detail: null },
        ],
      });
      expect((await bench.store.openIntents(source, 9)).map(({ id }) => id)).toEqual([two]);
      expect(await bench.store.openIntents('other', 9)).toEqual([]);
      const entries = await bench.store.journal(bench.run, one!, 1);
      expect(entries).toEqual([{ ...intent('2'), id: two, state: 'intended', detail: null }]);
      expect((await bench.store.journal(bench.run, 0, 9)).map(({ state, detail }) => [state, detail])).toEqual([
        ['refused', 'X: no'],
        ['intended', null],
        ['gone', null],
      ]);
      expect(await bench.store.journal(bench.run + 1, 0, 9)).toEqual([]);
    });

    test('a write that was made is known: no longer pending, and its echo is seen', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      await bench.evaluate([makeEvaluation('deal', '1', { desired: { score: 67 } })]);
      const [id] = await bench.store.intend([intent('1')]);
      const health = { values: { score: 67 }, scoredAt: '2026-03-02T00:00:00Z' };
      const settlement = {
        intent: id!,
        ref: refOf('deal', '1'),
        state: 'done',
        detail: null,
        updatedAt: day(2),
        health,
      } as const;
      await bench.store.commit({ settlements: [settlement] });
      expect(await bench.store.countPending([source])).toBe(0);
      expect(await bench.store.unseen(source, 'deal', [{ id: '1', updatedAt: day(2) }])).toEqual([]);
      expect(await bench.due('deal')).toEqual([]);
      expect(await bench.store.byId(source, 'deal', ['1'])).toMatchObject([
        { health: { score: 67 }, scoredAt: health.scoredAt, updatedAt: day(2) },
      ]);
      await bench.store.commit({
        settlements: [{ ...settlement, updatedAt: null, health: { values: {}, scoredAt: '' } }],
      });
      expect(await bench.store.countPending([source])).toBe(1);
      expect(await bench.store.byId(source, 'deal', ['1'])).toMatchObject([{ health: {}, updatedAt: day(2) }]);
    });
  });
}
