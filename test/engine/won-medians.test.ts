import { expect, test } from '@jest/globals';
import { WonAmounts } from '../../src/engine/won-medians.ts';
import type { Catalog } from '../../src/model/connector.ts';
import { parseField } from '../../src/model/parse-field.ts';
import { makeRecord, text } from '../store/make-record.ts';

const stages = [
  { id: 'open', label: 'Open', state: 'open' },
  { id: 'won', label: 'Won', state: 'won' },
] as const;
const catalog: Catalog = {
  fields: {},
  owners: 'unknown',
  pipelines: [
    { id: 'a', label: 'A', stages },
    { id: 'b', label: 'B', stages },
  ],
  links: [],
  missing: {},
};

const deal = (pipeline: string, stage: string, amount: string | null) =>
  makeRecord('deal', '1', {
    fields: { pipeline: text(pipeline), stage: text(stage), amount: parseField('number', amount) },
  });

function mediansOf(deals: readonly ReturnType<typeof deal>[], of: Catalog = catalog) {
  const won = new WonAmounts(of);
  for (const one of deals) won.add(one);
  return [...won.medians()];
}

const amounts = (count: number) => Array.from({ length: count }, (_, index) => String(1001 + index * 100));

test('the median is of won deals with an amount, by pipeline, in two digits', () => {
  const won = amounts(11).map((amount) => deal('b', 'won', amount));
  const beside = [
    ...amounts(20).map(() => deal('b', 'open', '9000000')),
    ...[null, '0', '-5', 'a lot'].map((amount) => deal('b', 'won', amount)),
    deal('gone', 'won', '9000000'),
  ];
  expect(mediansOf([...won, ...beside])).toEqual([['b', 1500]]);
  expect(mediansOf([...won].reverse())).toEqual([['b', 1500]]);
  expect(mediansOf([...won, ...amounts(10).map((amount) => deal('a', 'won', amount))])).toEqual([
    ['a', 1500],
    ['b', 1500],
  ]);
});

test('fewer than ten won deals tell nothing', () => {
  expect(mediansOf(amounts(9).map((amount) => deal('a', 'won', amount)))).toEqual([]);
});

test('without pipelines nothing is won', () => {
  const won = amounts(20).map((amount) => deal('a', 'won', amount));
  expect(mediansOf(won, { ...catalog, pipelines: 'unknown' })).toEqual([]);
});
