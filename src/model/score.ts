import type { Dimension, Half } from './rule.ts';

/** The grade of a health score, best first. */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';
/** How well a record moves through its stages: at risk from 60, healthy from 80. */
export type StageHealth = 'healthy' | 'at_risk' | 'unhealthy';

/**
 * One half of the health score, 0 to 100. The ledger adds up exactly, in hundredths of a point:
 * 100·100 = Σ lost + rounding + cap + 100·value.
 */
export interface HalfScore {
  readonly half: Half;
  readonly value: number;
  readonly byDimension: Partial<Readonly<Record<Dimension, number>>>;
  /** Hundredths of a point each failed rule cost. */
  readonly lost: readonly { readonly rule: string; readonly hundredths: number }[];
  readonly roundingHundredths: number;
  readonly capHundredths: number;
}

/** The result for one record; null means "nothing to say", not zero. */
export interface Score {
  readonly data: HalfScore | null;
  readonly stage: HalfScore | null;
  /** 0 to 100; null while coverage is under 60 % or nothing applies. */
  readonly health: number | null;
  readonly grade: Grade | null;
  /** Null for companies, closed deals and where no process rule applies. */
  readonly stageHealth: StageHealth | null;
  /** Share (0 to 1) of the applicable weight that could be checked. */
  readonly coverage: number;
}

/** How results become numbers, from `scoring:` in the agreement. */
export interface Scoring {
  readonly severityPoints: Readonly<Record<'critical' | 'high' | 'medium' | 'low' | 'info', number>>;
  readonly criticalCapsScoreAt: number;
  /** Lower bounds of the grades on the shown health score. */
  readonly grades: Readonly<Record<'A' | 'B' | 'C' | 'D', number>>;
  /** Weights of the two halves by object. */
  readonly health: Readonly<
    Record<'contact' | 'lead' | 'company' | 'deal', { readonly data: number; readonly stage: number }>
  >;
}

/** The defaults of domain.md §2. */
export const defaultScoring: Scoring = {
  severityPoints: { critical: 10, high: 5, medium: 3, low: 1, info: 0 },
  criticalCapsScoreAt: 69,
  grades: { A: 90, B: 80, C: 70, D: 60 },
  health: {
    contact: { data: 60, stage: 40 },
    lead: { data: 60, stage: 40 },
    company: { data: 100, stage: 0 },
    deal: { data: 40, stage: 60 },
  },
};
