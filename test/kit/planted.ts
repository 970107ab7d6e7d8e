interface Planted {
  readonly planted: readonly { readonly object: string; readonly id: string; readonly rule: string }[];
}

/** The planted faults that are to be found at a time, as `object id rule` lines, sorted. */
export async function plantedAt(url: string, at: Date): Promise<readonly string[]> {
  const response = await fetch(`${url}/_sandbox/planted?at=${at.toISOString()}`);
  const { planted } = (await response.json()) as Planted;
  return planted.map(({ object, id, rule }) => `${object} ${id} ${rule}`).sort();
}

function difference(a: readonly string[], b: readonly string[]): readonly string[] {
  const set = new Set(b);
  return a.filter((line) => !set.has(line));
}

/** What was planted and not found, and what was found and not planted; both empty where the two sets are equal. */
export function compareWithPlanted(found: readonly string[], planted: readonly string[]) {
  return { missed: difference(planted, found), invented: difference(found, planted) };
}
