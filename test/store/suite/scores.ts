import { describe, expect, test } from '@jest/globals';
import { makeEvaluation, makeRecord, refOf, scoreOf, source } from '../make-record.ts';
import { type Bench, draft } from './workbench.ts';

/** Scores as they were judged, listed and counted. */
export function scoresSuite(bench: Bench): void {
  describe('scores', () => {
    test('come back as they were judged; out of scope is none', async () => {
      await bench.pull([makeRecord('deal', '1'), makeRecord('deal', '2')]);
      const score = { health: 67, data: 70.5, stage: 66, grade: 'D', stageHealth: 'at_risk', coverage: 0.8 } as const;
      await bench.evaluate([makeEvaluation('deal', '1', { score }), makeEvaluation('deal', '2', { score: null })]);
      expect(await bench.store.score(refOf('deal', '1'))).toStrictEqual(score);
      expect(await bench.store.score(refOf('deal', '2'))).toBeNull();
      expect(await bench.store.score(refOf('deal', '3'))).toBeNull();
    });

    test('are listed worst first', async () => {
      await bench.pull(['1', '2', '3', '4'].map((id) => makeRecord('deal', id)));
      const healths = [80, 20, null, 20];
      await bench.evaluate(
        healths.map((health, index) => makeEvaluation('deal', `${index + 1}`, { score: scoreOf(health) })),
      );
      const worst = await bench.store.worst(2);
      expect(worst).toEqual(
        ['2', '4'].map((id) => ({ ref: refOf('deal', id), url: makeRecord('deal', id).url, score: scoreOf(20) })),
      );
      expect((await bench.store.worst(9)).map(({ ref }) => ref.id)).toEqual(['2', '4', '1']);
    });

    test('are counted for the sources asked', async () => {
      await bench.pull([...['1', '2', '3', '4', '5'].map((id) => makeRecord('deal', id)), makeRecord('contact', '1')]);
      const findings = [draft('deal/a'), draft('deal/b', { field: 'x' })];
      await bench.evaluate([
        makeEvaluation('deal', '1', { score: scoreOf(50, { grade: 'F' }), findings, desired: { score: 50 } }),
        makeEvaluation('deal', '2', { score: scoreOf(100, { grade: 'A' }), findings: findings.slice(0, 1) }),
        makeEvaluation('deal', '3', { score: scoreOf(75.25, { grade: 'A' }) }),
        makeEvaluation('deal', '4', { score: scoreOf(null, { grade: null, coverage: 0.2 }) }),
        makeEvaluation('deal', '5', { score: null }),
      ]);
      expect(await bench.store.totals([source])).toEqual({
        records: { contact: 1, lead: 0, company: 0, deal: 5 },
        findingsByRule: { 'deal/a': 2, 'deal/b': 1 },
        grades: { A: 2, B: 0, C: 0, D: 0, F: 1 },
        mean: (50 + 100 + 75.25) / 3,
        unscored: 1,
        unchanged: 4,
      });
      await bench.pull([{ ...makeRecord('deal', '1'), ref: { ...refOf('deal', '1'), source: 'second' } }]);
      expect((await bench.store.totals([source, 'second'])).records).toMatchObject({ contact: 1, deal: 6 });
      const nothing = { findingsByRule: {}, mean: null, unscored: 0, unchanged: 0 };
      expect(await bench.store.totals(['other'])).toMatchObject(nothing);
      expect(await bench.store.totals([])).toMatchObject(nothing);
    });
  });
}
