import type { OpportunityStage, Population } from '../population/population.ts';

/** What records are read from beside what was written to them. */
export interface RecordSource {
  readonly population: Population;
  /** The user who made the planted records. */
  readonly importerId: string;
  /** The organization has several currencies. */
  readonly multiCurrency: boolean;
  findStage(apiName: string): OpportunityStage | null;
}
