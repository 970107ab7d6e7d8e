import type { ObjectType } from '../../src/model/record.ts';
import { queryAnswer } from './answers.ts';
import { modifiedAt } from './mapping.ts';
import type { ChildObject } from './objects.ts';
import { sObjects } from './objects.ts';
import type { ReadContext } from './plan.ts';

/** Up to which modification (epoch ms) everything was read, of the records and of the rows that hang on them. */
export interface Cursor {
  readonly own: number;
  readonly children: Readonly<Partial<Record<ChildObject, number>>>;
  /** When the read began, by Salesforce's clock (epoch ms). */
  readonly readAt: number;
}

/** Reads a cursor; anything else reads everything again. */
export function parseCursor(text: string): Cursor {
  try {
    const parsed = JSON.parse(text) as Partial<Cursor>;
    if (typeof parsed.own === 'number')
      return { own: parsed.own, children: parsed.children ?? {}, readAt: parsed.readAt ?? 0 };
  } catch {
    // An unreadable cursor only costs time.
  }
  return { own: 0, children: {}, readAt: 0 };
}

/**
 * From where the next read of changes begins: the newest modification that was seen, but never later than `look_back`
 * before now, as a transaction that is still running will show up with an earlier stamp than those already seen.
 */
export function nextFrom(newest: number, before: number, { client }: ReadContext): number {
  return Math.max(before, Math.min(newest, serverNow(client) - client.config.look_back));
}

/** The present by Salesforce's clock, as far as its answers told it (epoch ms). */
export function serverNow(client: ReadContext['client']): number {
  return client.env.now() + (client.clockDifferenceMs() ?? 0);
}

/** The newest modification of an object (epoch ms), by Salesforce's own clock; 0 where there is no record. */
export async function newestModified({ client }: ReadContext, object: ObjectType): Promise<number> {
  const q = `SELECT SystemModstamp FROM ${sObjects[object]} ORDER BY SystemModstamp DESC LIMIT 1`;
  const row = (await client.call({ method: 'GET', path: '/query', query: { q } }, queryAnswer)).records[0];
  return row ? modifiedAt(row).getTime() : 0;
}
