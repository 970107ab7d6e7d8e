import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { connectTo, readAll } from '../../test/kit/hubspot-sandbox.ts';

interface Stored {
  readonly id: string;
  modified: number;
}

interface SearchBody {
  readonly filterGroups: readonly {
    readonly filters: readonly { propertyName: string; operator: string; value: string }[];
  }[];
  readonly sorts: readonly { propertyName: string; direction: string }[];
  readonly limit: number;
  readonly after?: string;
}

function matches(record: Stored, body: SearchBody): boolean {
  const filters = body.filterGroups[0]?.filters ?? [];
  return filters.every(({ propertyName, operator, value }) => {
    const own = propertyName === 'hs_object_id' ? Number(record.id) : record.modified;
    return operator === 'GTE' ? own >= Number(value) : operator === 'LTE' ? own <= Number(value) : own > Number(value);
  });
}

function searched(records: readonly Stored[], body: SearchBody, cap: number) {
  const { propertyName, direction } = body.sorts[0]!;
  const keyOf = (record: Stored) => (propertyName === 'hs_object_id' ? Number(record.id) : record.modified);
  const sign = direction === 'DESCENDING' ? -1 : 1;
  // Records of equal key come in an order that is not promised: here the reverse of their ids.
  const found = records
    .filter((record) => matches(record, body))
    .sort((a, b) => sign * (keyOf(a) - keyOf(b)) || Number(b.id) - Number(a.id));
  const offset = Number(body.after ?? 0);
  if (offset + body.limit > cap) return null;
  const end = offset + body.limit;
  return {
    total: found.length,
    results: found.slice(offset, end).map(({ id, modified }) => ({
      id,
      properties: { hs_lastmodifieddate: new Date(modified).toISOString() },
    })),
    ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}),
  };
}

/** A server that knows search and batch read of companies, with HubSpot's cap on search results made small. */
class SmallHubspot {
  searches = 0;
  onSearch: (() => void) | null = null;
  readonly records: Stored[];
  private readonly server: Server;

  constructor(records: Stored[], cap = 200) {
    this.records = records;
    this.server = createServer(async (request, response) => {
      let text = '';
      for await (const part of request) text += part;
      const answer = this.answer(request.url ?? '', text === '' ? null : JSON.parse(text), cap);
      response.writeHead(answer === null ? 400 : 200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(answer ?? { status: 'error', message: 'beyond the cap', category: 'VALIDATION_ERROR' }),
      );
    });
  }

  private answer(url: string, body: unknown, cap: number): unknown {
    if (url.endsWith('/search')) {
      this.searches++;
      const found = searched(this.records, body as SearchBody, cap);
      this.onSearch?.();
      return found;
    }
    if (url.endsWith('/batch/read')) {
      const ids = new Set((body as { inputs: { id: string }[] }).inputs.map((input) => input.id));
      const rows = this.records.filter((record) => ids.has(record.id));
      return {
        results: rows.map(({ id, modified }) => ({
          id,
          properties: { hs_lastmodifieddate: new Date(modified).toISOString() },
        })),
      };
    }
    return { results: [{ name: 'hs_lastmodifieddate', type: 'datetime', fieldType: 'date' }] };
  }

  async use<T>(run: (url: string) => Promise<T>): Promise<T> {
    this.server.listen(0, '127.0.0.1');
    await new Promise((resolve) => this.server.once('listening', resolve));
    try {
      return await run(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
    } finally {
      this.server.closeAllConnections();
      await new Promise((resolve) => this.server.close(resolve));
    }
  }
}

const start = Date.parse('2026-11-01T00:00:00Z');

async function changedIds(small: SmallHubspot, since: number, from: string | null = null) {
  return small.use(async (url) => {
    const { connector } = await connectTo(
      { url, accessToken: 'token' },
      { objects: ['company'] },
      { look_back: '0 seconds' },
    );
    const pages = await readAll(connector.read, 'company', { since: String(since), from });
    const ids = pages.flatMap((page) => page.records.map((record) => record.ref.id));
    return { pages, ids: new Set(ids), read: ids.length };
  });
}

test('whatever times records share, all that changed since the cursor are found, below any cap', async () => {
  // Groups of records with one modification time each; several are far larger than a page of search results.
  const groups = fc.array(
    fc.record({ stepMs: fc.integer({ min: 1, max: 5 }), size: fc.integer({ min: 1, max: 420 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  await fc.assert(
    fc.asyncProperty(groups, fc.integer({ min: 0, max: 10 }), async (sizes, sinceMs) => {
      const records: Stored[] = [];
      let at = start;
      for (const { stepMs, size } of sizes) {
        at += stepMs;
        for (let index = 0; index < size; index++)
          records.push({ id: String(1000 + ((records.length * 7919) % 100_003)), modified: at });
      }
      const small = new SmallHubspot(records);
      const { ids, pages } = await changedIds(small, start + sinceMs);
      const expected = records.filter((record) => record.modified >= start + sinceMs).map((record) => record.id);
      expect([...ids].sort()).toEqual([...new Set(expected)].sort());
      expect(Number(pages.at(-1)!.cursor)).toBe(Math.max(start + sinceMs, expected.length > 0 ? at : 0));
      expect(small.searches).toBeLessThanOrEqual(Math.ceil(expected.length / 199) + 3 * sizes.length + 1);
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('more than ten thousand records of one millisecond are read', async () => {
  const records = Array.from({ length: 10_450 }, (_, index) => ({ id: String(index + 1), modified: start }));
  const { ids } = await changedIds(new SmallHubspot(records, 10_000), start);
  expect(ids.size).toBe(10_450);
}, 60_000);

test('records that are modified while they are read are not missed, nor are those behind them', async () => {
  const records = Array.from({ length: 1000 }, (_, index) => ({ id: String(index + 1), modified: start + index }));
  const small = new SmallHubspot(records);
  let touched = 0;
  small.onSearch = () => {
    // Somebody edits records that were already found and records that were not: both move to the end.
    if (touched < 5)
      for (const record of records.slice(touched * 150, touched++ * 150 + 20)) record.modified = start + 5000 + touched;
  };
  const { ids } = await changedIds(small, start);
  expect(ids.size).toBe(1000);
});

test('a read goes on from the checkpoint of any page', async () => {
  const records = Array.from({ length: 900 }, (_, index) => ({
    id: String(index + 1),
    modified: start + Math.min(Math.floor(index / 3), 100),
  }));
  const { pages } = await changedIds(new SmallHubspot(records), start);
  expect(pages.length).toBeGreaterThan(3);
  const seen = new Set<string>();
  for (const page of pages.slice(0, -1)) {
    for (const record of page.records) seen.add(record.ref.id);
    const rest = await changedIds(new SmallHubspot(records), start, page.checkpoint);
    expect(new Set([...seen, ...rest.ids]).size).toBe(900);
    expect(rest.pages.at(-1)!.cursor).toBe(pages.at(-1)!.cursor);
  }
});
