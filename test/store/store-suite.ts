import { afterEach, beforeEach, describe } from '@jest/globals';
import { atomicSuite } from './suite/atomic.ts';
import { dueSuite } from './suite/due.ts';
import { findingsSuite } from './suite/findings.ts';
import { goneSuite } from './suite/gone.ts';
import { journalSuite } from './suite/journal.ts';
import { keysSuite } from './suite/keys.ts';
import { linksSuite } from './suite/links.ts';
import { observationsSuite } from './suite/observations.ts';
import { pendingSuite } from './suite/pending.ts';
import { recordsSuite } from './suite/records.ts';
import { revisionsSuite } from './suite/revisions.ts';
import { runsSuite } from './suite/runs.ts';
import { scoresSuite } from './suite/scores.ts';
import { suppressionsSuite } from './suite/suppressions.ts';
import { Bench, type OpenFresh } from './suite/workbench.ts';

const suites = [
  recordsSuite,
  dueSuite,
  keysSuite,
  linksSuite,
  goneSuite,
  findingsSuite,
  scoresSuite,
  pendingSuite,
  journalSuite,
  runsSuite,
  suppressionsSuite,
  revisionsSuite,
  observationsSuite,
  atomicSuite,
];

/** The suite every store passes, whichever database is under it. */
export function storeSuite(name: string, openFresh: OpenFresh): void {
  describe(`store on ${name}`, () => {
    const bench = new Bench();
    let dispose: () => Promise<void>;
    beforeEach(async () => {
      const fresh = await openFresh();
      dispose = fresh.dispose;
      await bench.open(fresh.store);
    });
    afterEach(() => dispose());
    for (const suite of suites) suite(bench);
  });
}
