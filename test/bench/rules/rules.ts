import { isDeepStrictEqual } from 'node:util';
import type { SourceEngine } from '../../../src/engine/engine.ts';
import type { Bench } from '../bench.ts';
import { catalog } from './catalog.ts';
import { openRules } from './open-rules.ts';
import { openJsonLogic, openJsonRules, openZod } from './peers.ts';
import { explainPlain, scorePlain } from './plain.ts';
import { makeRecords, now, type RawRecord } from './records.ts';

const seed = 20_261_121;
const rounds = 5;

function refuse(who: string, record: RawRecord, found: unknown, expected: unknown): never {
  throw new Error(`${who} differs: ${JSON.stringify({ record, found, expected })}`);
}

/** Every record by every program: the same score and failed rules; ours and the plain one's ledgers too. */
async function assertEqual(
  engine: SourceEngine,
  records: readonly RawRecord[],
  peers: Readonly<Record<string, Peer>>,
): Promise<void> {
  for (const record of records) {
    const { health, grade, failed, score, findings } = engine.evaluateProperties(record.object, record.properties)!;
    const plain = scorePlain(record.object, record.properties);
    if (!isDeepStrictEqual({ health, grade, failed }, plain)) refuse('plain', record, plain, { health, grade, failed });
    const ledger = explainPlain(record.object, record.properties);
    if (!isDeepStrictEqual({ score, findings }, ledger)) refuse('plain', record, ledger, { score, findings });
  }
  for (const [name, { run, share }] of Object.entries(peers))
    for (const record of records.slice(0, Math.ceil(records.length * share))) {
      const found = await run(record);
      const expected = scorePlain(record.object, record.properties);
      if (!isDeepStrictEqual(found, expected)) refuse(name, record, found, expected);
    }
}

interface Peer {
  run(record: RawRecord): unknown;
  /** Which share of the records it runs: one that is a hundred times slower would take the day. */
  readonly share: number;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Records per second of one pass; what is read is added up, so that nothing is left out. */
function pace(records: readonly RawRecord[], read: (record: RawRecord) => number): number {
  const startedAt = performance.now();
  let sum = 0;
  for (const record of records) sum += read(record);
  const seconds = (performance.now() - startedAt) / 1000;
  if (Number.isNaN(sum)) throw new Error('a program gave no number');
  return records.length / seconds;
}

async function peerPace(records: readonly RawRecord[], { run, share }: Peer): Promise<number> {
  const some = records.slice(0, Math.ceil(records.length * share));
  const first = run(some[0]!);
  if (!(first instanceof Promise))
    return pace(some, (record) => (run(record) as { failed: readonly string[] }).failed.length);
  const startedAt = performance.now();
  for (const record of some) await run(record);
  return some.length / ((performance.now() - startedAt) / 1000);
}

type Paces = Record<string, number[]>;

/** One pass of every program, one after another, so that a slow moment of the machine meets all of them. */
async function round(
  engine: SourceEngine,
  records: readonly RawRecord[],
  peers: Readonly<Record<string, Peer>>,
  paces: Paces,
): Promise<void> {
  const add = (name: string, value: number): void => {
    paces[name] ??= [];
    paces[name].push(value);
  };
  add(
    'plain',
    pace(records, ({ object, properties }) => {
      const { health, failed } = scorePlain(object, properties);
      return (health ?? 0) + failed.length;
    }),
  );
  add(
    'product',
    pace(records, ({ object, properties }) => {
      const { health, failed } = engine.evaluateProperties(object, properties)!;
      return (health ?? 0) + failed.length;
    }),
  );
  add(
    'plainLedger',
    pace(records, ({ object, properties }) => {
      const { score, findings } = explainPlain(object, properties);
      return (score.health ?? 0) + findings.length;
    }),
  );
  add(
    'productLedger',
    pace(records, ({ object, properties }) => {
      const { score, findings } = engine.evaluateProperties(object, properties)!;
      return (score?.health ?? 0) + findings.length;
    }),
  );
  for (const [name, peer] of Object.entries(peers)) add(name, await peerPace(records, peer));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * Thirty rules of an agreement on seeded contacts and deals, from raw texts to score and failed rules, beside the same
 * rules by hand and in other engines. `ratio`: records per second over those of plain code; `ratioLedger`: the same
 * with every ledger and message read.
 */
export const rules: Bench = async ({ quick, say }) => {
  const records = makeRecords(quick ? 20_000 : 200_000, seed);
  const engine = (await openRules(now)).forSource(catalog, ['contact', 'deal']);
  const jsonRules = openJsonRules();
  const peers: Record<string, Peer> = {
    'json-logic-engine': { run: openJsonLogic(), share: 1 },
    zod: { run: openZod(), share: 0.1 },
    'json-rules-engine': { run: jsonRules, share: 0.01 },
  };
  await assertEqual(engine, records, peers);
  say(`${records.length.toLocaleString('en')} records: all programs agree`);
  const warmUp: Paces = {};
  for (let turn = 0; turn < 2; turn++) await round(engine, records, peers, warmUp);
  const paces: Paces = {};
  for (let turn = 0; turn < rounds; turn++) await round(engine, records, peers, paces);
  const medians = Object.fromEntries(Object.entries(paces).map(([name, values]) => [name, median(values)]));
  const of = (name: string): number => medians[name]!;
  return {
    ratio: rounded(of('product') / of('plain')),
    ratioLedger: rounded(of('productLedger') / of('plainLedger')),
    peers: Object.fromEntries(
      Object.keys(peers).map((name) => [
        name,
        { recordsPerSecond: Math.round(of(name)), ratio: rounded(of('product') / of(name)) },
      ]),
    ),
    recordsPerSecond: Object.fromEntries(Object.entries(medians).map(([name, value]) => [name, Math.round(value)])),
    records: records.length,
    rules: 30,
    rounds,
  };
};
