/**
 * Asks for the next item while the present one is worked on: a CRM answers in 150 ms or so, in which a page can be
 * mapped and stored. Holds one item more in memory. An error of the next item is thrown when its turn comes.
 */
export async function* readAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<T>> => {
    const next = iterator.next();
    // It is awaited in its turn; until then its failure must not count as unhandled.
    next.catch(() => undefined);
    return next;
  };
  let next = ask();
  let isDone = false;
  try {
    for (;;) {
      const result = await next;
      isDone = result.done === true;
      if (result.done) return;
      next = ask();
      yield result.value;
    }
  } finally {
    if (!isDone) {
      await next.catch(() => undefined);
      await iterator.return?.();
    }
  }
}
