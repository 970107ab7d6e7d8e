import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as yieldTurn } from 'node:timers/promises';

const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes a long answer piece by piece with the client's back-pressure, and lets other calls have their turn, so that
 * a million rows need no memory and block nobody.
 */
export async function streamText(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  for await (const chunk of chunkText(pieces)) {
    if (response.destroyed) return;
    if (!response.write(chunk)) await untilDrained(response);
  }
  response.end();
}

/** Joins pieces to chunks that are worth writing, with a turn for others between them. */
export async function* chunkText(pieces: Iterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    await yieldTurn();
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

/** Waits until the client took what was written, or went away. */
async function untilDrained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const either = new AbortController();
  const { signal } = either;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() =>
    either.abort(),
  );
}

/** The elements of a JSON array with commas between, without the brackets. */
export function* joinJson(items: Iterable<unknown>): Generator<string> {
  let first = true;
  for (const item of items) {
    yield first ? JSON.stringify(item) : `,${JSON.stringify(item)}`;
    first = false;
  }
}
