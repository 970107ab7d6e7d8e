import { describe, expect, test } from '@jest/globals';
import type { CrmRecord } from '../../../src/model/record.ts';
import { makeEvaluation, makeRecord, refOf, source, text } from '../make-record.ts';
import { agreement, type Bench, day, draft } from './workbench.ts';

/** Which records are to be judged again, and that none is forgotten. */
export function dueSuite(bench: Bench): void {
  describe('what is due', () => {
    test('a new record, until it is judged', async () => {
      await bench.pull([makeRecord('contact', '2'), makeRecord('contact', '1')]);
      expect(await bench.due('contact')).toEqual(['1', '2']);
      expect(await bench.due('contact', day(1), agreement, 1)).toEqual(['1']);
      expect(await bench.due('company')).toEqual([]);
      await bench.evaluate([makeEvaluation('contact', '1')]);
      expect(await bench.due('contact')).toEqual(['2']);
    });

    test.each<[string, boolean, Partial<CrmRecord>]>([
      ['nothing', false, {}],
      ['a field', true, { fields: { email: text('other') } }],
      ['only the time of modification', false, { updatedAt: day(9) }],
      ['only our own fields', false, { health: { score: 1 }, scoredAt: 'now' }],
    ])('after %s changed: %s', async (_what, isDue, change) => {
      await bench.pull([makeRecord('contact', '1')]);
      await bench.evaluateDue('contact');
      await bench.pull([makeRecord('contact', '1', change)]);
      expect(await bench.due('contact')).toEqual(isDue ? ['1'] : []);
      expect(await bench.store.byId(source, 'contact', ['1'])).toEqual([makeRecord('contact', '1', change)]);
    });

    test('a record whose wake time has come', async () => {
      await bench.pull([makeRecord('deal', '1'), makeRecord('deal', '2')]);
      await bench.evaluate([makeEvaluation('deal', '1', { wakeAt: day(5).getTime() }), makeEvaluation('deal', '2')]);
      expect(await bench.due('deal', day(4))).toEqual([]);
      expect(await bench.due('deal', day(5))).toEqual(['1']);
      await bench.evaluate([makeEvaluation('deal', '1', { wakeAt: day(6).getTime() })], day(5));
      expect(await bench.due('deal', day(5))).toEqual([]);
    });

    test('every record judged by another agreement', async () => {
      await bench.pull(['1', '2', '3'].map((id) => makeRecord('deal', id)));
      await bench.evaluateDue('deal');
      expect(await bench.due('deal', day(1), 'agreement-2')).toEqual(['1', '2', '3']);
      const evaluations = [makeEvaluation('deal', '2')];
      await bench.store.commit({ evaluated: { at: day(2), agreement: 'agreement-2', evaluations } });
      expect(await bench.due('deal', day(1), 'agreement-2', 2)).toEqual(['1', '3']);
      expect(await bench.due('deal')).toEqual(['2']);
    });

    test('each record once, for whatever reasons', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      await bench.evaluate([makeEvaluation('deal', '1', { wakeAt: day(2).getTime() })]);
      await bench.pull([makeRecord('deal', '1', { fields: {} })]);
      expect(await bench.due('deal', day(3), 'agreement-2')).toEqual(['1']);
    });

    test('never more than asked for, whatever the reasons', async () => {
      await bench.pull(['1', '2', '3', '4'].map((id) => makeRecord('deal', id)));
      const wakeAt = day(2).getTime();
      await bench.evaluate([
        makeEvaluation('deal', '1', { wakeAt }),
        makeEvaluation('deal', '2', { wakeAt }),
        makeEvaluation('deal', '3'),
      ]);
      for (const limit of [1, 2, 3, 4])
        expect(await bench.due('deal', day(3), 'agreement-2', limit)).toHaveLength(limit);
      expect(await bench.due('deal', day(3), agreement, 9)).toEqual(['1', '2', '4']);
    });

    test('a record that changed between reading and judging stays due', async () => {
      await bench.pull([makeRecord('contact', '1'), makeRecord('contact', '2')]);
      const asOf = await bench.store.tick();
      await bench.pull([makeRecord('contact', '1', { fields: {} })]);
      await bench.evaluate([makeEvaluation('contact', '1'), makeEvaluation('contact', '2')], day(1), asOf);
      expect(await bench.due('contact')).toEqual(['1']);
      await bench.evaluate([makeEvaluation('contact', '1')], day(1), await bench.store.tick());
      expect(await bench.due('contact')).toEqual([]);
    });

    test('also when it was judged and changed again meanwhile', async () => {
      await bench.pull([makeRecord('contact', '1')]);
      const slow = await bench.store.tick();
      await bench.evaluate([makeEvaluation('contact', '1')], day(1), await bench.store.tick());
      await bench.pull([makeRecord('contact', '1', { fields: {} })]);
      await bench.evaluate([makeEvaluation('contact', '1')], day(1), slow);
      expect(await bench.due('contact')).toEqual(['1']);
    });

    test('a judgement of a record that is not there, or no longer, leaves no trace', async () => {
      await bench.pull([makeRecord('contact', 'gone')]);
      await bench.store.commit({
        gone: { source, at: day(1), records: [{ object: 'contact', id: 'gone', into: null }] },
      });
      for (const id of ['none', 'gone']) {
        await bench.evaluate([makeEvaluation('contact', id, { findings: [draft('person/stale')] })]);
        expect(await bench.store.score(refOf('contact', id))).toBeNull();
        expect(await bench.store.findings(refOf('contact', id))).toEqual([]);
      }
    });
  });
}
