import { describe, expect, test } from '@jest/globals';
import type { Catalog } from '../../../src/model/connector.ts';
import { refOf, source } from '../make-record.ts';
import { agreement, type Bench, day } from './workbench.ts';

/** Runs, checkpoints, sources and cursors. */
export function runsSuite(bench: Bench): void {
  describe('runs', () => {
    const catalog: Catalog = { fields: {}, owners: 'unknown', pipelines: [], links: [], missing: {} };

    test('are listed newest first, with how they ended', async () => {
      const second = await bench.store.startRun({ kind: 'undo', startedAt: day(3), now: day(2), agreement: 'b' });
      await bench.store.commit({ finish: { run: second, at: day(4), outcome: 'finished' } });
      const expected = {
        id: second,
        kind: 'undo',
        startedAt: day(3),
        finishedAt: day(4),
        now: day(2),
        agreement: 'b',
        outcome: 'finished',
      };
      expect(await bench.store.run(second)).toEqual(expected);
      expect(await bench.store.runs(9)).toEqual([
        expected,
        expect.objectContaining({ id: bench.run, finishedAt: null, outcome: null }),
      ]);
      expect(await bench.store.runs(1)).toHaveLength(1);
      expect(await bench.store.run(99)).toBeNull();
    });

    test('an interrupted one is found with its checkpoints', async () => {
      await bench.store.commit({ checkpoint: { run: bench.run, key: 'pull deal', value: '1' } });
      await bench.store.commit({ checkpoint: { run: bench.run, key: 'pull deal', value: '2' } });
      const unfinished = await bench.store.unfinished('scan', agreement);
      expect(unfinished?.run.id).toBe(bench.run);
      expect([...unfinished!.checkpoints]).toEqual([['pull deal', '2']]);
      expect(await bench.store.unfinished('incremental', agreement)).toBeNull();
      expect(await bench.store.unfinished('scan', 'agreement-2')).toBeNull();
    });

    test.each([
      ['finished', null],
      ['failed: no', null],
    ])('one that %s is not gone on with', async (outcome, expected) => {
      await bench.store.commit({ finish: { run: bench.run, at: day(2), outcome } });
      expect(await bench.store.unfinished('scan', agreement)).toBe(expected);
    });

    test('nor is one that a later run has overtaken', async () => {
      const later = await bench.store.startRun({
        kind: 'scan',
        startedAt: day(2),
        now: day(2),
        agreement: 'agreement-2',
      });
      expect((await bench.store.unfinished('scan', agreement))?.run.id).toBe(bench.run);
      await bench.store.commit({ finish: { run: later, at: day(3), outcome: 'finished' } });
      expect(await bench.store.unfinished('scan', agreement)).toBeNull();
    });

    test('a run that was never started has no checkpoints and no journal', async () => {
      await expect(bench.store.commit({ checkpoint: { run: 99, key: 'pull', value: '1' } })).rejects.toThrow();
      const values = { before: {}, after: {}, why: '', agreement, at: day(1) };
      await expect(bench.store.intend([{ run: 99, ref: refOf('deal', '1'), ...values }])).rejects.toThrow();
    });

    test('sources and cursors are kept, the latest of each', async () => {
      const account = { id: '1', name: 'Acme', timeZone: 'Europe/Berlin' };
      await bench.store.commit({
        source: { name: source, account, catalog },
        cursor: { source, object: 'deal', value: 'a' },
      });
      await bench.store.commit({
        source: { name: source, account: { ...account, name: 'Acme AG' }, catalog },
        cursor: { source, object: 'deal', value: 'b' },
      });
      expect(await bench.store.source(source)).toEqual({ account: { ...account, name: 'Acme AG' }, catalog });
      expect(await bench.store.source('other')).toBeNull();
      expect(await bench.store.cursor(source, 'deal')).toBe('b');
      expect(await bench.store.cursor(source, 'contact')).toBeNull();
    });
  });
}
