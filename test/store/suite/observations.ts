import { expect, test } from '@jest/globals';
import { leastImported } from '../../../src/model/observation.ts';
import { parseField } from '../../../src/model/parse-field.ts';
import type { CrmRecord, FieldType } from '../../../src/model/record.ts';
import { makeRecord, source } from '../make-record.ts';
import type { Bench } from './workbench.ts';

const types: Readonly<Record<string, FieldType>> = { closeDate: 'time', stageVisits: 'visits' };

function read(
  object: 'lead' | 'deal',
  id: string,
  at: string,
  values: Readonly<Record<string, string | null>>,
): CrmRecord {
  const fields = Object.fromEntries(
    Object.entries(values).map(([name, raw]) => [name, parseField(types[name] ?? 'text', raw)]),
  );
  return makeRecord(object, id, { updatedAt: new Date(at), fields });
}

const day = (text: string) => ({ ms: Date.parse(text), precision: 'day' });

/** Moves that are seen between reads, and stages that many records began at once. */
export function observationsSuite(bench: Bench): void {
  test('moves of a deal are noted when they are seen, each once', async () => {
    const steps = [
      read('deal', 'd', '2026-03-01T08:00:00Z', { stage: 'a', closeDate: '2026-03-31' }),
      read('deal', 'd', '2026-03-02T08:00:00Z', { stage: 'b', closeDate: '2026-03-31' }),
      read('deal', 'd', '2026-03-03T08:00:00Z', { stage: 'b', closeDate: '2026-04-30' }),
      // Nearer again: no push.
      read('deal', 'd', '2026-03-04T08:00:00Z', { stage: null, closeDate: '2026-04-01' }),
    ];
    for (const step of steps) for (const record of [step, step]) await bench.pull([record]);
    const seen = await bench.store.observations(source, 'deal', ['d', 'other']);
    expect([...seen]).toEqual([
      [
        'd',
        {
          moves: [
            { at: Date.parse('2026-03-02T08:00:00Z'), from: 'a', to: 'b' },
            { at: Date.parse('2026-03-04T08:00:00Z'), from: 'b', to: null },
          ],
          dateMoves: [{ at: Date.parse('2026-03-03T08:00:00Z'), from: day('2026-03-31'), to: day('2026-04-30') }],
          isImported: false,
        },
      ],
    ]);
  });

  test('a canonical stage that changed by its mapping alone is no move', async () => {
    await bench.pull([read('lead', 'l', '2026-03-01', { lifecycle: 'lead', leadStatus: 'Parked' })]);
    await bench.pull([read('lead', 'l', '2026-03-02', { lifecycle: 'mql', leadStatus: 'Parked' })]);
    expect((await bench.store.observations(source, 'lead', ['l'])).size).toBe(0);
    await bench.pull([read('lead', 'l', '2026-03-03', { lifecycle: 'sql', leadStatus: 'Qualified' })]);
    const seen = await bench.store.observations(source, 'lead', ['l']);
    expect(seen.get('l')?.moves).toEqual([{ at: Date.parse('2026-03-03'), from: 'mql', to: 'sql' }]);
  });

  test('many stages that began in one second are an import; those read before are judged again', async () => {
    const came = (index: number, at = '2026-03-01T08:00:00.500Z'): CrmRecord =>
      read('lead', `l${index}`, '2026-03-01T09:00:00Z', { stageVisits: `mql ${at}..` });
    const few = Array.from({ length: leastImported - 1 }, (_, index) => came(index));
    await bench.pull([...few, came(99, '2026-03-01T08:00:01.000Z')]);
    const ids = few.map(({ ref }) => ref.id);
    expect((await bench.store.observations(source, 'lead', ids)).size).toBe(0);
    await bench.evaluateDue('lead');
    expect(await bench.due('lead')).toEqual([]);
    await bench.pull([came(leastImported)]);
    const due = await bench.due('lead');
    expect(due).toEqual([...ids, `l${leastImported}`].sort());
    const seen = await bench.store.observations(source, 'lead', [...due, 'l99']);
    expect([...seen.keys()].sort()).toEqual(due);
    expect(seen.get('l0')).toMatchObject({ moves: [], isImported: true });
    // One of them moves on: nineteen are left.
    await bench.evaluateDue('lead');
    await bench.pull([came(leastImported, '2026-03-05T08:00:00Z')]);
    expect(await bench.due('lead')).toEqual([...ids, `l${leastImported}`].sort());
    expect((await bench.store.observations(source, 'lead', ids)).size).toBe(0);
  });

  test('accepted limits take the place of those before, and every deal is judged again', async () => {
    await bench.pull([read('deal', 'd', '2026-03-01', { stage: 'a' }), read('lead', 'l', '2026-03-01', {})]);
    for (const object of ['deal', 'lead'] as const) await bench.evaluateDue(object);
    const limit = { warnDays: 5, failDays: 9, visits: 30 };
    const first = [
      { pipeline: 'p', stage: 'a', limit },
      { pipeline: 'p', stage: 'b', limit },
    ];
    await bench.store.commit({ learnt: { at: new Date(1), limits: first } });
    expect(await bench.store.learntLimits()).toEqual(first);
    expect([await bench.due('deal'), await bench.due('lead')]).toEqual([['d'], []]);
    await bench.store.commit({ learnt: { at: new Date(2), limits: first.slice(1) } });
    expect(await bench.store.learntLimits()).toEqual(first.slice(1));
  });

  test('medians of won deals take the place of those before, and the deals of their source are judged again', async () => {
    await bench.pull([read('deal', 'd', '2026-03-01', { stage: 'a' }), read('lead', 'l', '2026-03-01', {})]);
    for (const object of ['deal', 'lead'] as const) await bench.evaluateDue(object);
    expect(await bench.store.wonMedians(source)).toBe(null);
    await bench.store.commit({ wonMedians: { source: 'other', byPipeline: new Map([['p', 7]]) } });
    expect([await bench.due('deal'), await bench.store.wonMedians(source)]).toEqual([[], null]);
    await bench.store.commit({ wonMedians: { source, byPipeline: new Map([['p', 24_000]]) } });
    expect([await bench.due('deal'), await bench.due('lead')]).toEqual([['d'], []]);
    await bench.store.commit({ wonMedians: { source, byPipeline: new Map() } });
    expect(await bench.store.wonMedians(source)).toEqual(new Map());
  });
}
