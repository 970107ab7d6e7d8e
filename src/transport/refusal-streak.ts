import type { Outcome } from '../model/connector.ts';

/** Notices that a CRM refuses everything: the fault is then in our fields or rights, and not in the records. */
export class RefusalStreak {
  private count = 0;
  private why = '';
  private readonly most: number;

  /** `most` refusals without a success between them break the streak. */
  constructor(most: number) {
    this.most = most;
  }

  isBroken(outcomes: readonly Outcome[]): boolean {
    for (const outcome of outcomes) {
      this.count = outcome.is === 'refused' ? this.count + 1 : 0;
      if (outcome.is === 'refused') this.why = outcome.why;
    }
    return this.count >= this.most;
  }

  /** How many records were refused in a row, and what was said the last time. */
  told(): { readonly count: number; readonly why: string } {
    return { count: this.count, why: this.why };
  }
}
