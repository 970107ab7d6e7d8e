import { rulesets } from '../../rules/index.ts';

interface Planted {
  readonly planted: readonly { readonly object: string; readonly id: string; readonly rule: string }[];
}

/** What a sandbox says of its records at a time. */
export async function plantedAt(url: string, at: Date): Promise<readonly string[]> {
  const response = await fetch(`${url}/_sandbox/planted?at=${at.toISOString()}`);
  const { planted } = (await response.json()) as Planted;
  return planted.map(({ object, id, rule }) => `${object} ${id} ${rule}`).sort();
}

/** The rules that a ruleset turns on. */
function rulesOf(name: string): ReadonlySet<string> {
  const ruleset = rulesets.find((one) => one.name === name);
  if (!ruleset) throw new RangeError(`expected the name of a ruleset, found "${name}"`);
  return new Set(Object.keys(ruleset.severities));
}

function difference(a: readonly string[], b: readonly string[]): readonly string[] {
  const set = new Set(b);
  return a.filter((line) => !set.has(line));
}

/**
 * What was planted and not found, and what was found and not planted; both empty where the two sets are equal. A
 * sandbox tells the faults of all rules: those of rules that are not on are left out.
 */
export function compareWithPlanted(
  found: readonly string[],
  planted: readonly string[],
  ruleset: 'recommended@1' | 'strict@1' = 'recommended@1',
) {
  const on = rulesOf(ruleset);
  const wanted = planted.filter((line) => on.has(line.split(' ')[2] ?? ''));
  return { missed: difference(wanted, found), invented: difference(found, wanted) };
}
