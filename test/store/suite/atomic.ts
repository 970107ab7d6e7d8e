import { expect, test } from '@jest/globals';
import type { UnitOfWork } from '../../../src/model/store.ts';
import { makeEvaluation, makeRecord } from '../make-record.ts';
import { agreement, type Bench, day } from './workbench.ts';

/** A unit of work is one. */
export function atomicSuite(bench: Bench): void {
  test('a unit of work is kept wholly or not at all', async () => {
    const unit: UnitOfWork = {
      pulled: { run: bench.run, records: [makeRecord('contact', '1')], links: [], linksOf: [], wakeNeighbours: {} },
      checkpoint: { run: bench.run, key: 'pull', value: '1' },
      evaluated: { at: day(1), agreement, evaluations: [makeEvaluation('contact', '1', { wakeAt: {} as number })] },
    };
    await expect(bench.store.commit(unit)).rejects.toThrow();
    expect(await bench.ids('contact')).toEqual([]);
    expect(await bench.due('contact')).toEqual([]);
    expect((await bench.store.unfinished('scan', agreement))?.checkpoints.size).toBe(0);
    await bench.store.commit({ pulled: unit.pulled! });
    expect(await bench.ids('contact')).toEqual(['1']);
  });
}
