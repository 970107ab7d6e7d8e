import { expect, test } from '@jest/globals';
import { readAhead } from '../../src/sync/read-ahead.ts';

async function collect(items: AsyncIterable<number>, upTo = Number.POSITIVE_INFINITY): Promise<number[]> {
  const got: number[] = [];
  for await (const item of items) {
    got.push(item);
    if (got.length >= upTo) break;
  }
  return got;
}

test('items come in order, and the next is asked for while the present one is worked on', async () => {
  const asked: number[] = [];
  async function* source() {
    for (let item = 1; item <= 3; item++) {
      asked.push(item);
      yield item;
    }
  }
  const got: string[] = [];
  for await (const item of readAhead(source())) got.push(`${item} after ${asked.join()}`);
  expect(got).toEqual(['1 after 1,2', '2 after 1,2,3', '3 after 1,2,3']);
});

test('an error comes after the items before it', async () => {
  async function* source() {
    yield 1;
    throw new Error('broken');
  }
  const got: number[] = [];
  await expect(
    (async () => {
      for await (const item of readAhead(source())) got.push(item);
    })(),
  ).rejects.toThrow('broken');
  expect(got).toEqual([1]);
});

test('a reader that is left early is closed, even if its next item fails', async () => {
  let isClosed = false;
  async function* source() {
    try {
      yield 1;
      throw new Error('never seen');
    } finally {
      isClosed = true;
    }
  }
  expect(await collect(readAhead(source()), 1)).toEqual([1]);
  expect(isClosed).toBe(true);
});

test('nothing gives nothing', async () => {
  async function* source(): AsyncGenerator<number> {}
  expect(await collect(readAhead(source()))).toEqual([]);
});
