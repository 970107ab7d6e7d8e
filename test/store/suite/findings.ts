import { describe, expect, test } from '@jest/globals';
import type { FindingDraft } from '../../../src/model/finding.ts';
import { makeEvaluation, makeRecord, refOf, source } from '../make-record.ts';
import { type Bench, day, draft } from './workbench.ts';

/** Findings over time: opened, reworded, closed, opened again. */
export function findingsSuite(bench: Bench): void {
  describe('findings', () => {
    const ref = refOf('deal', '1');
    const judge = (at: Date, ...findings: FindingDraft[]) =>
      bench.evaluate([makeEvaluation('deal', '1', { findings })], at);

    test('open, stay, change their words, close and open again', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      const [amount, date] = [
        draft('deal/amount-missing', { field: 'amount' }),
        draft('deal/close-date-past', { field: 'closeDate' }),
      ];
      await judge(day(1), amount, date);
      const reworded = { ...amount, message: 'Amount is 0.', severity: 'low' } as const;
      await judge(day(2), reworded);
      expect((await bench.store.findings(ref))[0]).toEqual({
        ...reworded,
        record: ref,
        openedAt: day(1),
        closedAt: null,
      });
      await judge(day(3), amount, date);
      expect(await bench.store.findings(ref)).toEqual([
        { ...amount, record: ref, openedAt: day(1), closedAt: null },
        { ...date, record: ref, openedAt: day(3), closedAt: null },
        { ...date, record: ref, openedAt: day(1), closedAt: day(2) },
      ]);
    });

    test('that come and go at one moment are one', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      for (const findings of [[draft('deal/x')], [], [draft('deal/x')], []]) await judge(day(1), ...findings);
      expect(await bench.store.findings(ref)).toMatchObject([{ openedAt: day(1), closedAt: day(1) }]);
    });

    test('of one rule are told apart by field, and doubles are one', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      const rule = 'deal/stage-fields-missing';
      await judge(day(1), draft(rule, { field: 'a' }), draft(rule, { field: 'b' }), draft(rule), draft(rule));
      await judge(day(2), draft(rule, { field: 'b' }));
      const found = await bench.store.findings(ref);
      expect(found.map(({ field, closedAt }) => [field, closedAt])).toEqual([
        ['b', null],
        [null, day(2)],
        ['a', day(2)],
      ]);
    });

    test('keep odd texts whole, and half an emoji changes nothing twice', async () => {
      await bench.pull([makeRecord('deal', '1')]);
      await judge(day(1), draft('deal/x', { message: 'Name is "\0 \ud83d".' }));
      await judge(day(2), draft('deal/x', { message: 'Name is "\0 \ud83d".' }));
      expect(await bench.store.findings(ref)).toMatchObject([{ message: 'Name is "\0 \ufffd".', openedAt: day(1) }]);
    });

    test('are paged by record, never cut amid one', async () => {
      await bench.pull(['1', '2', '3'].map((id) => makeRecord('deal', id)));
      const findings = [draft('deal/a'), draft('deal/b')];
      await bench.evaluate([
        makeEvaluation('deal', '1', { findings }),
        makeEvaluation('deal', '2'),
        makeEvaluation('deal', '3', { findings }),
      ]);
      const page = async (after: string, limit: number) =>
        (await bench.store.openFindings({ source, object: 'deal', after, limit })).map(
          ({ record, rule }) => `${record.id} ${rule}`,
        );
      expect(await page('', 1)).toEqual(['1 deal/a', '1 deal/b']);
      expect(await page('1', 1)).toEqual(['3 deal/a', '3 deal/b']);
      expect(await page('3', 1)).toEqual([]);
    });
  });
}
