import type { Result } from '../engine/result.ts';
import type { CrmRecord, ObjectType, RecordRef, SourceName } from '../model/record.ts';
import type { Grade } from '../model/score.ts';

/** How many records a change flags anew, and how many it clears. */
export interface Shift {
  readonly flagged: number;
  readonly cleared: number;
}

/** Scores under one of the two agreements. */
export interface Scores {
  /** Null where nothing is scored. */
  readonly mean: number | null;
  readonly grades: Readonly<Record<Grade, number>>;
  /** Records in scope without a score, for want of known fields. */
  readonly unscored: number;
  readonly outOfScope: number;
}

/** A record that a draft changes. */
export interface ImpactExample {
  readonly record: RecordRef;
  readonly url: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly flagged: readonly string[];
  readonly cleared: readonly string[];
}

/** What a draft would change, counted. */
export interface ImpactCounts {
  readonly records: number;
  readonly rules: readonly (Shift & {
    readonly rule: string;
    readonly owners: readonly (Shift & { readonly owner: string | null })[];
  })[];
  readonly scores: {
    readonly before: Scores;
    readonly after: Scores;
    readonly rose: number;
    readonly fell: number;
  };
  readonly examples: readonly ImpactExample[];
}

/** One record under both agreements; a result is null where it is out of scope. */
export interface Pair {
  readonly record: CrmRecord;
  /** The name of its owner; null where it has none, or nobody knows. */
  readonly owner: string | null;
  readonly before: Result | null;
  readonly after: Result | null;
}

const mostExamples = 10;

class ScoreSums {
  readonly #grades: Record<Grade, number> = { A: 0, B: 0, C: 0, D: 0, F: 0 };
  #sum = 0;
  #scored = 0;
  #unscored = 0;
  #outOfScope = 0;

  add(result: Result | null): void {
    if (result === null) this.#outOfScope++;
    else if (result.health === null) this.#unscored++;
    else {
      this.#sum += result.health;
      this.#scored++;
      if (result.grade) this.#grades[result.grade]++;
    }
  }

  get scores(): Scores {
    const mean = this.#scored === 0 ? null : Math.round((10 * this.#sum) / this.#scored) / 10;
    return { mean, grades: this.#grades, unscored: this.#unscored, outOfScope: this.#outOfScope };
  }
}

function missingFrom(rules: readonly string[], others: readonly string[]): readonly string[] {
  return rules.filter((rule) => !others.includes(rule));
}

/** How far a draft moves a record; a new flag that costs nothing counts a little. */
function moveOf({ before, after, flagged, cleared }: ImpactExample): number {
  return Math.abs((after ?? 0) - (before ?? 0)) + (flagged.length + cleared.length) / 100;
}

/** Counts records one by one; what it keeps does not grow with their number. */
export class ImpactTally {
  readonly #rules = new Map<string, Map<string | null, { flagged: number; cleared: number }>>();
  readonly #before = new ScoreSums();
  readonly #after = new ScoreSums();
  readonly #examples: ImpactExample[] = [];
  #records = 0;
  #rose = 0;
  #fell = 0;

  add({ record, owner, before, after }: Pair): void {
    this.#records++;
    this.#before.add(before);
    this.#after.add(after);
    const flagged = missingFrom(after?.failed ?? [], before?.failed ?? []);
    const cleared = missingFrom(before?.failed ?? [], after?.failed ?? []);
    for (const rule of flagged) this.#shiftOf(rule, owner).flagged++;
    for (const rule of cleared) this.#shiftOf(rule, owner).cleared++;
    const [was, is] = [before?.health ?? null, after?.health ?? null];
    if (was !== null && is !== null && is > was) this.#rose++;
    if (was !== null && is !== null && is < was) this.#fell++;
    if (flagged.length + cleared.length > 0 || was !== is)
      this.#keep({ record: record.ref, url: record.url, before: was, after: is, flagged, cleared });
  }

  #shiftOf(rule: string, owner: string | null): { flagged: number; cleared: number } {
    const owners = this.#rules.get(rule) ?? new Map<string | null, { flagged: number; cleared: number }>();
    const shift = owners.get(owner) ?? { flagged: 0, cleared: 0 };
    this.#rules.set(rule, owners);
    owners.set(owner, shift);
    return shift;
  }

  /** Keeps the records that move most; of equal ones those that came first. */
  #keep(example: ImpactExample): void {
    const move = moveOf(example);
    const at = this.#examples.findIndex((kept) => moveOf(kept) < move);
    if (at >= 0) this.#examples.splice(at, 0, example);
    else this.#examples.push(example);
    if (this.#examples.length > mostExamples) this.#examples.pop();
  }

  get counts(): ImpactCounts {
    const sizeOf = ({ flagged, cleared }: Shift): number => flagged + cleared;
    const rules = [...this.#rules].map(([rule, byOwner]) => {
      const owners = [...byOwner].map(([owner, shift]) => ({ owner, ...shift }));
      owners.sort((a, b) => sizeOf(b) - sizeOf(a) || ((a.owner ?? '') < (b.owner ?? '') ? -1 : 1));
      const sum = (key: keyof Shift): number => owners.reduce((total, shift) => total + shift[key], 0);
      return { rule, flagged: sum('flagged'), cleared: sum('cleared'), owners };
    });
    rules.sort((a, b) => sizeOf(b) - sizeOf(a) || (a.rule < b.rule ? -1 : 1));
    return {
      records: this.#records,
      rules,
      scores: { before: this.#before.scores, after: this.#after.scores, rose: this.#rose, fell: this.#fell },
      examples: this.#examples,
    };
  }
}

/** How many records are to be written, by source and object. */
export class WriteCount {
  readonly #counts = new Map<SourceName, Map<ObjectType, number>>();

  add({ source, object }: RecordRef): void {
    const counts = this.#counts.get(source) ?? new Map<ObjectType, number>();
    this.#counts.set(source, counts);
    counts.set(object, (counts.get(object) ?? 0) + 1);
  }

  get total(): number {
    return [...this.#counts.values()].flatMap((counts) => [...counts.values()]).reduce((sum, count) => sum + count, 0);
  }

  /** The calls all these writes would take. */
  calls(callsFor: (source: SourceName, records: number) => number): number {
    let calls = 0;
    for (const [source, counts] of this.#counts) for (const count of counts.values()) calls += callsFor(source, count);
    return calls;
  }
}
