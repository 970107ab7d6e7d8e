import { readFile } from 'node:fs/promises';
import type { Engine } from '../../../src/engine/engine.ts';
import { explainProblems, openEngine, readAgreement } from '../../../src/index.ts';

/** The engine over the thirty rules as an admin wrote them; `change` makes another agreement of the text. */
export async function openRules(now: Date, change: (text: string) => string = (text) => text): Promise<Engine> {
  const text = await readFile(new URL('./agreement.yaml', import.meta.url), 'utf8');
  const loaded = readAgreement(change(text), 'agreement.yaml');
  if ('problems' in loaded) throw new Error(explainProblems(loaded.problems));
  return openEngine(loaded.agreement, now);
}
