import { describe, expect, test } from '@jest/globals';
import { makeRecord, source } from '../make-record.ts';
import { type Bench, link } from './workbench.ts';

/** Links are one set for both sides, and carry changes to neighbours. */
export function linksSuite(bench: Bench): void {
  describe('links and neighbours', () => {
    const wakeNeighbours = { contact: ['company'] } as const;
    const clean = async (): Promise<void> => {
      for (const object of ['contact', 'company', 'deal'] as const) await bench.evaluateDue(object);
    };

    test('are known from both sides and dropped from either', async () => {
      const linksOf = ['company'] as const;
      await bench.pull([makeRecord('contact', '1')], { links: [link(['contact', '1'], ['company', 'a'])], linksOf });
      expect(await bench.store.links(source, 'contact', ['1'], 'company')).toEqual([
        link(['contact', '1'], ['company', 'a']),
      ]);
      expect(await bench.store.links(source, 'company', ['a', 'b'], 'contact')).toEqual([
        link(['company', 'a'], ['contact', '1']),
      ]);
      expect(await bench.store.links(source, 'contact', ['1'], 'deal')).toEqual([]);
      await bench.pull([makeRecord('company', 'a')], { linksOf: ['contact'] });
      expect(await bench.store.links(source, 'contact', ['1'], 'company')).toEqual([]);
    });

    test('are kept where the page does not speak of them', async () => {
      const links = [link(['contact', '1'], ['company', 'a'])];
      await bench.pull([makeRecord('contact', '1')], { links, linksOf: ['company'] });
      await bench.pull([makeRecord('contact', '1')], { linksOf: ['deal'] });
      await bench.pull([makeRecord('contact', '1')], { links: [link(['contact', '1'], ['company', 'b'])] });
      const found = await bench.store.links(source, 'contact', ['1'], 'company');
      expect(found.map(({ to }) => to.id)).toEqual(['a', 'b']);
    });

    test('another set of links makes a record due, the same in another order does not', async () => {
      const links = [link(['contact', '1'], ['company', 'a']), link(['contact', '1'], ['company', 'b'])];
      await bench.pull([makeRecord('contact', '1')], { links, linksOf: ['company'] });
      await clean();
      await bench.pull([makeRecord('contact', '1')], { links: [...links].reverse(), linksOf: ['company'] });
      expect(await bench.due('contact')).toEqual([]);
      await bench.pull([makeRecord('contact', '1')], { links: links.slice(1), linksOf: ['company'] });
      expect(await bench.due('contact')).toEqual(['1']);
    });

    test('a changed record wakes old and new neighbours of the objects named, if they are there', async () => {
      await bench.pull(['old', 'new', 'far'].map((id) => makeRecord('company', id)));
      await bench.pull([makeRecord('deal', 'd')]);
      const linksTo = (...companies: string[]) => [
        link(['contact', '1'], ['deal', 'd']),
        ...companies.map((id) => link(['contact', '1'], ['company', id])),
      ];
      const linksOf = ['company', 'deal'] as const;
      await bench.pull([makeRecord('contact', '1')], { links: linksTo('old', 'missing'), linksOf, wakeNeighbours });
      await clean();
      await bench.pull([makeRecord('contact', '1')], { links: linksTo('old', 'missing'), linksOf, wakeNeighbours });
      expect(await bench.due('company')).toEqual([]);
      await bench.pull([makeRecord('contact', '1')], { links: linksTo('new'), linksOf, wakeNeighbours });
      expect(await bench.due('company')).toEqual(['new', 'old']);
      expect(await bench.due('deal')).toEqual([]);
      await clean();
      await bench.pull([makeRecord('contact', '1', { fields: {} })], { wakeNeighbours });
      expect(await bench.due('company')).toEqual(['new']);
    });
  });
}
