import { describe, expect, test } from '@jest/globals';
import type { Suppression } from '../../../src/model/suppression.ts';
import { makeRecord, refOf, source } from '../make-record.ts';
import { type Bench, day } from './workbench.ts';

/** Muted findings: kept after their end, and what they change makes records due. */
export function suppressionsSuite(bench: Bench): void {
  describe('suppressions', () => {
    const suppression = (over: Partial<Suppression> = {}): Suppression => ({
      ...{ record: refOf('deal', '1'), rule: 'deal/x', field: null, reason: 'agreed', by: 'maria', at: day(2) },
      until: 20_000,
      ...over,
    });
    const suppress = (over?: Partial<Suppression>) => bench.store.commit({ suppress: suppression(over) });
    const of = (...ids: string[]) => bench.store.suppressions(source, 'deal', ids);
    const lift = (over: Partial<Suppression> = {}) => {
      const { record, rule, field } = suppression(over);
      return bench.store.commit({ lift: { record, rule, field, at: day(3), by: 'jo' } });
    };

    test('are found by record, those of others are not', async () => {
      await suppress();
      await suppress({ field: 'amount' });
      await suppress({ record: refOf('deal', '2') });
      await suppress({ record: refOf('contact', '1') });
      expect(await of('1', '3')).toEqual(new Map([['1', [suppression(), suppression({ field: 'amount' })]]]));
    });

    test('of the same finding follow one another', async () => {
      await suppress();
      await suppress({ until: 20_100, by: 'jo', at: day(4) });
      expect((await of('1')).get('1')).toEqual([suppression({ until: 20_100, by: 'jo', at: day(4) })]);
      expect((await bench.store.allSuppressions()).map(({ lifted }) => lifted)).toEqual([
        { at: day(4), by: 'jo' },
        null,
      ]);
    });

    test('are kept once they are lifted', async () => {
      await suppress();
      await lift({ field: 'amount' });
      expect((await of('1')).size).toBe(1);
      await lift();
      expect((await of('1')).size).toBe(0);
      expect(await bench.store.allSuppressions()).toEqual([{ ...suppression(), lifted: { at: day(3), by: 'jo' } }]);
    });

    test('make their record due, both when they begin and when they are lifted', async () => {
      await bench.pull([makeRecord('deal', '1'), makeRecord('deal', '2')]);
      await bench.evaluateDue('deal');
      await suppress();
      expect(await bench.due('deal')).toEqual(['1']);
      await bench.evaluateDue('deal');
      await lift();
      expect(await bench.due('deal')).toEqual(['1']);
    });

    test('of a record that is not there make nothing due', async () => {
      await suppress({ record: refOf('deal', '404') });
      expect(await bench.due('deal')).toEqual([]);
    });
  });
}
