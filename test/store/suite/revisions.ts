import { describe, expect, test } from '@jest/globals';
import type { NewRevision } from '../../../src/model/agreement-revision.ts';
import { type Bench, day } from './workbench.ts';

/** Revisions of the agreement: numbered once, in force one after another, signed. */
export function revisionsSuite(bench: Bench): void {
  describe('revisions', () => {
    const revision = (name: string, over: Partial<NewRevision> = {}): NewRevision => ({
      ...{ revision: name, version: `scores of ${name}`, text: `text of ${name}`, loadedAt: day(1), loadedBy: 'maria' },
      ...over,
    });
    const putInForce = (name: string, at = day(2), over: Partial<NewRevision> = {}) =>
      bench.store.commit({ inForce: { revision: revision(name, over), at, by: 'jo' } });

    test('are numbered in the order in which they come, each once', async () => {
      expect(await bench.store.noteRevision(revision('a'))).toBe(1);
      expect(await bench.store.noteRevision(revision('b'))).toBe(2);
      expect(await bench.store.noteRevision(revision('a', { loadedBy: 'jo' }))).toBe(1);
      expect((await bench.store.revisions()).map(({ number, loadedBy }) => [number, loadedBy])).toEqual([
        [2, 'maria'],
        [1, 'maria'],
      ]);
    });

    test('are not in force because they are known', async () => {
      await bench.store.noteRevision(revision('a'));
      expect(await bench.store.revisionInForce()).toBeNull();
    });

    test('come in force one after another, and again', async () => {
      await putInForce('a', day(2));
      await putInForce('b', day(3));
      expect(await bench.store.revisionInForce()).toEqual({
        ...revision('b'),
        ...{ number: 2, inForce: { at: day(3), by: 'jo' }, signatures: [] },
      });
      await putInForce('a', day(4));
      expect(await bench.store.revisionInForce()).toMatchObject({ number: 1, inForce: { at: day(4) } });
    });

    test('that are in force already stay so since then, with their text as it is now', async () => {
      await putInForce('a', day(2));
      await putInForce('a', day(3), { text: 'other settings, same terms' });
      expect(await bench.store.revisionInForce()).toMatchObject({
        text: 'other settings, same terms',
        inForce: { at: day(2) },
      });
    });

    test('are signed once by a team, whether or not they were read before', async () => {
      const sign = (team: string, by: string, at: Date) =>
        bench.store.commit({ signed: { revision: 'a', team, by, at } });
      await sign('sales', 'maria', day(2));
      await sign('marketing', 'jo', day(3));
      await sign('sales', 'somebody else', day(4));
      const signatures = [
        { revision: 'a', team: 'sales', by: 'maria', at: day(2) },
        { revision: 'a', team: 'marketing', by: 'jo', at: day(3) },
      ];
      expect(await bench.store.signatures('a')).toEqual(signatures);
      expect(await bench.store.signatures('b')).toEqual([]);
      await bench.store.noteRevision(revision('a'));
      expect((await bench.store.revisions())[0]?.signatures).toEqual(signatures);
    });
  });
}
