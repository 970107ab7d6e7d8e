import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ObjectType } from '../../src/model/record.ts';
import type { PendingKey, Store } from '../../src/model/store.ts';
import { makeEvaluation, makeRecord, refOf, scoreOf, source, text } from './make-record.ts';
import type { OpenFresh } from './suite/workbench.ts';

const objects = ['contact', 'company'] as const;
const recordIds = ['1', '2', '3'] as const;
const agreements = ['agreement-1', 'agreement-2'] as const;
const rules = ['person/a', 'person/b'] as const;
const wakeNeighbours = { contact: ['company'] } as const;

type Step =
  | {
      readonly is: 'pull';
      readonly object: ObjectType;
      readonly id: string;
      readonly email: string;
      readonly score: number;
      readonly links: readonly string[];
    }
  | { readonly is: 'gone'; readonly object: ObjectType; readonly id: string }
  | { readonly is: 'sweep'; readonly object: ObjectType }
  | { readonly is: 'new run' }
  | {
      readonly is: 'judge';
      readonly object: ObjectType;
      readonly ids: readonly string[];
      readonly agreement: string;
      readonly rules: readonly string[];
      readonly health: number | null;
      readonly wakeAt: number | null;
    }
  | { readonly is: 'write'; readonly object: ObjectType; readonly id: string; readonly score: number };

const object = fc.constantFrom(...objects);
const id = fc.constantFrom(...recordIds);
const few = fc.nat({ max: 2 });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('pull'),
      object,
      id,
      email: fc.constantFrom('x', 'y'),
      score: few,
      links: fc.subarray([...recordIds]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('gone'), object, id }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('sweep'), object }) },
  { weight: 1, arbitrary: fc.constant({ is: 'new run' } as const) },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('judge'),
      object,
      ids: fc.subarray([...recordIds]),
      agreement: fc.constantFrom(...agreements),
      rules: fc.subarray([...rules]),
      health: fc.option(few),
      wakeAt: fc.option(few),
    }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('write'), object, id, score: few }) },
);

interface Judged {
  agreement: string;
  rules: readonly string[];
  health: number | null;
  wakeAt: number | null;
}

interface Known {
  email: string;
  score: number;
  seen: number;
  isDirty: boolean;
  judged: Judged | null;
}

/** The store as a few lines of maps: slow, without persistence, and plainly right. */
class Model {
  readonly records = new Map<string, Known>();
  readonly links = new Set<string>();
  run = 0;

  private neighbours(key: string): string[] {
    return [...this.links].flatMap((pair) => {
      const [a, b] = pair.split('-') as [string, string];
      return a === key ? [b] : b === key ? [a] : [];
    });
  }

  private wake(keys: readonly string[]): void {
    for (const key of keys) {
      const record = this.records.get(key);
      if (record) record.isDirty = true;
    }
  }

  pull(of: Step & { is: 'pull' }): void {
    const key = `${of.object}/${of.id}`;
    const before = this.neighbours(key);
    const after = of.links.map((other) => `${of.object === 'contact' ? 'company' : 'contact'}/${other}`);
    const known = this.records.get(key);
    const isSame =
      known?.email === of.email && before.length === after.length && after.every((end) => before.includes(end));
    for (const end of before) this.links.delete(of.object === 'contact' ? `${key}-${end}` : `${end}-${key}`);
    for (const end of after) this.links.add(of.object === 'contact' ? `${key}-${end}` : `${end}-${key}`);
    const base = known ?? { isDirty: false, judged: null, seen: 0 };
    this.records.set(key, { ...base, email: of.email, score: of.score, seen: this.run });
    if (isSame) return;
    this.wake([key]);
    if (of.object === 'contact') this.wake([...before, ...after]);
  }

  bury(key: string): void {
    if (!this.records.delete(key)) return;
    const ends = this.neighbours(key);
    this.wake(ends);
    for (const end of ends) {
      this.links.delete(`${key}-${end}`);
      this.links.delete(`${end}-${key}`);
    }
  }

  apply(of: Step): void {
    switch (of.is) {
      case 'pull':
        this.pull(of);
        break;
      case 'gone':
        this.bury(`${of.object}/${of.id}`);
        break;
      case 'sweep':
        for (const [key, { seen }] of [...this.records])
          if (key.startsWith(of.object) && seen < this.run) this.bury(key);
        break;
      case 'new run':
        this.run++;
        break;
      case 'judge':
        for (const one of of.ids) {
          const record = this.records.get(`${of.object}/${one}`);
          if (record) Object.assign(record, { isDirty: false, judged: of });
        }
        break;
      case 'write': {
        const record = this.records.get(`${of.object}/${of.id}`);
        if (record) record.score = of.score;
      }
    }
  }
}

async function applyTo(store: Store, of: Step, run: number): Promise<void> {
  switch (of.is) {
    case 'pull': {
      const other: ObjectType = of.object === 'contact' ? 'company' : 'contact';
      const record = makeRecord(of.object, of.id, { fields: { email: text(of.email) }, health: { score: of.score } });
      const links = of.links.map((to) => ({ from: { object: of.object, id: of.id }, to: { object: other, id: to } }));
      return store.commit({ pulled: { run, records: [record], links, linksOf: [other], wakeNeighbours } });
    }
    case 'gone':
      return store.commit({
        gone: { source, at: new Date(1), records: [{ object: of.object, id: of.id, into: null }] },
      });
    case 'sweep':
      return store.commit({ swept: { source, object: of.object, run, at: new Date(1) } });
    case 'judge': {
      const findings = of.rules.map((rule) => ({
        rule,
        field: null,
        severity: 'low' as const,
        message: rule,
        remedy: '',
      }));
      const score = scoreOf(of.health);
      const desired = of.health === null ? {} : { score: of.health };
      const evaluations = of.ids.map((one) =>
        makeEvaluation(of.object, one, { findings, score, desired, wakeAt: of.wakeAt }),
      );
      return store.commit({
        evaluated: { at: new Date(1), agreement: of.agreement, evaluations, asOf: await store.tick() },
      });
    }
    case 'write': {
      const health = { values: { score: of.score }, scoredAt: '' };
      const ref = refOf(of.object, of.id);
      return store.commit({ settlements: [{ intent: 1, ref, state: 'done', detail: null, updatedAt: null, health }] });
    }
  }
}

async function stateOf(store: Store) {
  const due: string[] = [];
  const open: string[] = [];
  const present: string[] = [];
  for (const one of objects) {
    for (const by of agreements)
      for (const at of [0, 1])
        due.push(
          ...(await store.due(source, one, new Date(at), by, 100)).map((found) => `${one}/${found} ${by} ${at}`),
        );
    present.push(
      ...(await store.page({ source, object: one, after: '', limit: 100 })).map(({ ref }) => `${one}/${ref.id}`),
    );
    for (const found of recordIds)
      for (const finding of await store.findings(refOf(one, found)))
        if (finding.closedAt === null) open.push(`${one}/${found} ${finding.rule}`);
  }
  const pending: string[] = [];
  let after: PendingKey | null = null;
  do {
    const page: Awaited<ReturnType<Store['pending']>> = await store.pending([source], 2, after);
    for (const { ref, health, desired } of page.rows)
      pending.push(`${ref.object}/${ref.id} ${JSON.stringify([health, desired])}`);
    after = page.next;
  } while (after);
  const totals = await store.totals([source]);
  return { due: due.sort(), open: open.sort(), present: present.sort(), pending, unchanged: totals.unchanged };
}

function stateOfModel({ records }: Model) {
  const due: string[] = [];
  const open: string[] = [];
  const pending: { rank: number; key: string; line: string }[] = [];
  let judgedCount = 0;
  for (const [key, { isDirty, judged, score }] of records) {
    for (const by of agreements)
      for (const at of [0, 1])
        if (isDirty || judged?.agreement !== by || (judged.wakeAt !== null && judged.wakeAt <= at))
          due.push(`${key} ${by} ${at}`);
    if (!judged) continue;
    judgedCount++;
    open.push(...judged.rules.map((rule) => `${key} ${rule}`));
    if (judged.health === score) continue;
    const desired = judged.health === null ? {} : { score: judged.health };
    pending.push({ rank: judged.health ?? 101, key, line: `${key} ${JSON.stringify([{ score }, desired])}` });
  }
  pending.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  return {
    due: due.sort(),
    open: open.sort(),
    present: [...records.keys()].sort(),
    pending: pending.map(({ line }) => line),
    unchanged: judgedCount - pending.length,
  };
}

/** Random sequences of commits against a model: after every step the store answers as the model does. */
export function storeProperties(name: string, openFresh: OpenFresh): void {
  test(`store on ${name}: any sequence of commits keeps what must hold`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const { store, dispose } = await openFresh();
        try {
          const start = { kind: 'scan', startedAt: new Date(0), now: new Date(0), agreement: agreements[0] } as const;
          const model = new Model();
          model.run = await store.startRun(start);
          for (const one of steps) {
            model.apply(one);
            if (one.is === 'new run') expect(await store.startRun(start)).toBe(model.run);
            else await applyTo(store, one, model.run);
            expect(await stateOf(store)).toEqual(stateOfModel(model));
          }
        } finally {
          await dispose();
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
}
