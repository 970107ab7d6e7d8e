/** How long something lasted; `isOpen` where it still lasted when we looked (right-censored). */
export interface Span {
  readonly length: number;
  readonly isOpen: boolean;
}

/** A step of a survival curve: from `length` on, this share is still open. */
export interface SurvivalStep {
  readonly length: number;
  readonly share: number;
}

/**
 * The Kaplan-Meier estimate (1958): S(t) = Π (1 − d/n) over the lengths at which something ended, n those that lasted
 * as long or longer. What is still open counts in n until it was last seen, so waiting cases are not left out.
 */
export function survivalOf(spans: readonly Span[]): readonly SurvivalStep[] {
  const sorted = [...spans].sort((a, b) => a.length - b.length);
  const steps: SurvivalStep[] = [];
  let share = 1;
  for (let at = 0; at < sorted.length; ) {
    const { length } = sorted[at]!;
    let next = at;
    let ended = 0;
    for (; sorted[next]?.length === length; next++) if (!sorted[next]!.isOpen) ended++;
    if (ended > 0) {
      share *= 1 - ended / (sorted.length - at);
      steps.push({ length, share });
    }
    at = next;
  }
  return steps;
}

/** The first length by which a share has ended (0.5 for the median); null where the curve does not come so low. */
export function survivalQuantile(steps: readonly SurvivalStep[], ended: number): number | null {
  // The product of fractions may miss the exact share by a rounding error.
  return steps.find(({ share }) => share <= 1 - ended + 1e-9)?.length ?? null;
}
