import { describe, expect, test } from '@jest/globals';
import { makeEvaluation, makeRecord, refOf, source } from '../make-record.ts';
import { type Bench, day, draft, link } from './workbench.ts';

/** What is gone leaves nothing behind but history. */
export function goneSuite(bench: Bench): void {
  describe('records that are gone', () => {
    const setUp = async (): Promise<void> => {
      await bench.pull([makeRecord('company', 'a'), makeRecord('deal', 'd')]);
      const links = [link(['contact', '1'], ['company', 'a']), link(['deal', 'd'], ['contact', '1'])];
      await bench.pull([makeRecord('contact', '1'), makeRecord('contact', '2')], {
        links: links.slice(0, 1),
        linksOf: ['company'],
      });
      await bench.pull([makeRecord('deal', 'd')], { links: links.slice(1), linksOf: ['contact'] });
      for (const object of ['contact', 'company', 'deal'] as const) await bench.evaluateDue(object);
      await bench.evaluate([
        makeEvaluation('contact', '1', { findings: [draft('person/stale')], desired: { score: 1 } }),
      ]);
    };
    const expectGone = async (): Promise<void> => {
      expect(await bench.ids('contact')).toEqual(['2']);
      expect(await bench.store.byId(source, 'contact', ['1'])).toEqual([]);
      expect(await bench.store.score(refOf('contact', '1'))).toBeNull();
      expect(await bench.store.countPending([source])).toBe(0);
      expect(await bench.store.links(source, 'company', ['a'], 'contact')).toEqual([]);
      expect(await bench.store.findings(refOf('contact', '1'))).toMatchObject([
        { rule: 'person/stale', closedAt: day(7) },
      ]);
      expect(await bench.due('contact', day(30), 'agreement-2')).toEqual(['2']);
      expect(await bench.due('company')).toEqual(['a']);
      expect(await bench.due('deal')).toEqual(['d']);
      expect((await bench.store.totals([source])).records).toEqual({ contact: 1, lead: 0, company: 1, deal: 1 });
    };

    test('as the CRM says', async () => {
      await setUp();
      const records = [
        { object: 'contact', id: '1', into: '2' },
        { object: 'contact', id: 'none', into: null },
      ] as const;
      await bench.store.commit({ gone: { source, at: day(7), records } });
      await expectGone();
      await bench.store.commit({ gone: { source, at: day(8), records } });
      expect(await bench.store.findings(refOf('contact', '1'))).toMatchObject([{ closedAt: day(7) }]);
    });

    test('as a finished full read shows', async () => {
      await setUp();
      bench.run = await bench.startRun();
      await bench.pull([makeRecord('contact', '2')]);
      await bench.store.commit({ swept: { source, object: 'contact', run: bench.run, at: day(7) } });
      await expectGone();
    });

    test('a sweep leaves alone what a later run has seen', async () => {
      const older = bench.run;
      bench.run = await bench.startRun();
      await bench.pull([makeRecord('contact', '1')]);
      await bench.store.commit({
        pulled: { run: older, records: [makeRecord('contact', '1')], links: [], linksOf: [], wakeNeighbours: {} },
      });
      await bench.store.commit({ swept: { source, object: 'contact', run: older, at: day(7) } });
      await bench.store.commit({ swept: { source, object: 'contact', run: bench.run, at: day(7) } });
      expect(await bench.ids('contact')).toEqual(['1']);
    });

    test('a sweep takes more than one batch', async () => {
      await bench.pull(Array.from({ length: 2500 }, (_, index) => makeRecord('contact', `${index}`)));
      bench.run = await bench.startRun();
      await bench.pull([makeRecord('contact', '1234')]);
      await bench.store.commit({ swept: { source, object: 'contact', run: bench.run, at: day(7) } });
      expect(await bench.ids('contact')).toEqual(['1234']);
    });

    test('come back as new', async () => {
      await setUp();
      await bench.store.commit({ gone: { source, at: day(7), records: [{ object: 'contact', id: '1', into: null }] } });
      await bench.pull([makeRecord('contact', '1')]);
      expect(await bench.ids('contact')).toEqual(['1', '2']);
      expect(await bench.due('contact')).toEqual(['1']);
    });
  });
}
