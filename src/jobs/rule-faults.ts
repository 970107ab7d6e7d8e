import { type RecordRef, refText } from '../model/record.ts';

/** A rule that could not be computed for some records of a run; they are unknown there, and the rest went on. */
export interface RuleFault {
  readonly rule: string;
  readonly records: number;
  /** The first record it happened on. */
  readonly first: string;
  readonly error: string;
}

/** Counts rules that throw, over all sources of a run. */
export class RuleFaults {
  readonly #byRule = new Map<string, { records: number; readonly first: string; readonly error: string }>();

  /** Counts one record; true for the first of a rule, which alone is worth a line in the log. */
  note(rule: string, ref: RecordRef, error: string): boolean {
    const known = this.#byRule.get(rule);
    if (known) known.records++;
    else this.#byRule.set(rule, { records: 1, first: `${ref.source} ${refText(ref)}`, error });
    return known === undefined;
  }

  /** Forgets an earlier run of this process. */
  clear(): void {
    this.#byRule.clear();
  }

  report(): readonly RuleFault[] {
    return [...this.#byRule].map(([rule, fault]) => ({ rule, ...fault })).sort((a, b) => (a.rule < b.rule ? -1 : 1));
  }
}
