import { openStore } from '../../src/store/open.ts';
import { makeEvaluation, makeRecord } from './make-record.ts';

/** Run as a process of its own: commits batch after batch and says so after each, until it is killed. */
const [path, first] = [process.argv[2]!, Number(process.argv[3])];
const at = new Date('2026-03-01T00:00:00Z');
const store = await openStore(path, { now: () => at });
const run = await store.startRun({ kind: 'scan', startedAt: at, now: at, agreement: 'a' });

for (let batch = first; ; batch++) {
  const ids = Array.from({ length: 100 }, (_, index) => `${batch}-${index}`);
  const finding = { rule: 'person/a', field: 'email', severity: 'low', message: 'No.', remedy: 'Mend it.' } as const;
  await store.commit({
    pulled: {
      run,
      records: ids.map((id) => makeRecord('contact', id)),
      links: ids.map((id) => ({ from: { object: 'contact', id }, to: { object: 'company', id: '1' } })),
      linksOf: ['company'],
      wakeNeighbours: {},
    },
    checkpoint: { run: 1, key: 'batch', value: String(batch) },
    evaluated: {
      at,
      agreement: 'a',
      evaluations: ids.map((id) => makeEvaluation('contact', id, { findings: [finding] })),
    },
  });
  process.stdout.write(`${batch}\n`);
}
